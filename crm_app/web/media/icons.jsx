/* The icons that the media components draw, from the set that Reflex brings along. */
import ArrowLeft from "lucide-react/dist/esm/icons/chevron-left.mjs";
import ArrowRight from "lucide-react/dist/esm/icons/chevron-right.mjs";
import Archive from "lucide-react/dist/esm/icons/file-archive.mjs";
import Check from "lucide-react/dist/esm/icons/check.mjs";
import Close from "lucide-react/dist/esm/icons/x.mjs";
import Download from "lucide-react/dist/esm/icons/download.mjs";
import External from "lucide-react/dist/esm/icons/external-link.mjs";
import File from "lucide-react/dist/esm/icons/file.mjs";
import FileText from "lucide-react/dist/esm/icons/file-text.mjs";
import Film from "lucide-react/dist/esm/icons/film.mjs";
import Image from "lucide-react/dist/esm/icons/image.mjs";
import Lost from "lucide-react/dist/esm/icons/wifi-off.mjs";
import Music from "lucide-react/dist/esm/icons/music.mjs";
import Retry from "lucide-react/dist/esm/icons/rotate-cw.mjs";
import Star from "lucide-react/dist/esm/icons/star.mjs";
import Trash from "lucide-react/dist/esm/icons/trash-2.mjs";
import Upload from "lucide-react/dist/esm/icons/upload.mjs";
import Warning from "lucide-react/dist/esm/icons/triangle-alert.mjs";
import ZoomIn from "lucide-react/dist/esm/icons/zoom-in.mjs";
import ZoomOut from "lucide-react/dist/esm/icons/zoom-out.mjs";

export { ArrowLeft, ArrowRight, Check, Close, Download, External, Lost, Retry, Star, Trash, Upload, Warning, ZoomIn, ZoomOut };

const KINDS = { image: Image, film: Film, music: Music, archive: Archive, "file-text": FileText };

export function KindIcon({ name, ...props }) {
  const Icon = KINDS[name] ?? File;
  return <Icon aria-hidden {...props} />;
}
