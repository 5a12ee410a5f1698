/* The icons of the library, from the set that Reflex brings along. */
import Check from "lucide-react/dist/esm/icons/check.mjs";
import ChevronRight from "lucide-react/dist/esm/icons/chevron-right.mjs";
import Close from "lucide-react/dist/esm/icons/x.mjs";
import Companies from "lucide-react/dist/esm/icons/building-2.mjs";
import Contacts from "lucide-react/dist/esm/icons/contact-round.mjs";
import Copies from "lucide-react/dist/esm/icons/copy-check.mjs";
import Copy from "lucide-react/dist/esm/icons/copy.mjs";
import Download from "lucide-react/dist/esm/icons/download.mjs";
import Everything from "lucide-react/dist/esm/icons/files.mjs";
import Eye from "lucide-react/dist/esm/icons/eye.mjs";
import FolderShape from "lucide-react/dist/esm/icons/folder.mjs";
import FolderInput from "lucide-react/dist/esm/icons/folder-input.mjs";
import FolderPlus from "lucide-react/dist/esm/icons/folder-plus.mjs";
import FolderTree from "lucide-react/dist/esm/icons/folder-tree.mjs";
import Forever from "lucide-react/dist/esm/icons/circle-x.mjs";
import Grid from "lucide-react/dist/esm/icons/layout-grid.mjs";
import Info from "lucide-react/dist/esm/icons/info.mjs";
import Interactions from "lucide-react/dist/esm/icons/messages-square.mjs";
import Library from "lucide-react/dist/esm/icons/library-big.mjs";
import Link from "lucide-react/dist/esm/icons/link.mjs";
import List from "lucide-react/dist/esm/icons/list.mjs";
import More from "lucide-react/dist/esm/icons/ellipsis.mjs";
import Palette from "lucide-react/dist/esm/icons/palette.mjs";
import Pencil from "lucide-react/dist/esm/icons/pencil.mjs";
import People from "lucide-react/dist/esm/icons/users.mjs";
import Restore from "lucide-react/dist/esm/icons/undo-2.mjs";
import Share from "lucide-react/dist/esm/icons/share-2.mjs";
import Trash from "lucide-react/dist/esm/icons/trash-2.mjs";

export { Check, ChevronRight, Close, Copies, Copy, Download, Eye, FolderInput, FolderPlus, FolderTree, Forever, Grid, Info, Link, List, More, Palette, Pencil, Restore, Share, Trash };

export const PLACE_ICONS = {
  folders: Library,
  all: Everything,
  contacts: Contacts,
  companies: Companies,
  people: People,
  interactions: Interactions,
  duplicates: Copies,
  trash: Trash,
};

/* A folder in its colour: drawn filled, so that it is told apart from files at a glance. */
export const Folder = ({ color = "default", size = 20, className = "" }) => (
  <span className={`library-folder ${className}`} data-color={color} aria-hidden>
    <FolderShape size={size} fill="currentColor" strokeWidth={1.5} />
  </span>
);
