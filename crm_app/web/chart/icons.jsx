/* The icons around the chart, from the set that Reflex brings along. */
import ArrowUpRight from "lucide-react/dist/esm/icons/arrow-up-right.mjs";
import Check from "lucide-react/dist/esm/icons/check.mjs";
import ChevronRight from "lucide-react/dist/esm/icons/chevron-right.mjs";
import Close from "lucide-react/dist/esm/icons/x.mjs";
import Collapse from "lucide-react/dist/esm/icons/chevrons-down-up.mjs";
import Department from "lucide-react/dist/esm/icons/building-2.mjs";
import Direct from "lucide-react/dist/esm/icons/user-round-minus.mjs";
import Download from "lucide-react/dist/esm/icons/download.mjs";
import Expand from "lucide-react/dist/esm/icons/chevrons-up-down.mjs";
import Fit from "lucide-react/dist/esm/icons/maximize.mjs";
import Mail from "lucide-react/dist/esm/icons/mail.mjs";
import Minus from "lucide-react/dist/esm/icons/minus.mjs";
import Outline from "lucide-react/dist/esm/icons/list-tree.mjs";
import Picture from "lucide-react/dist/esm/icons/network.mjs";
import Plus from "lucide-react/dist/esm/icons/plus.mjs";
import Printer from "lucide-react/dist/esm/icons/printer.mjs";
import Search from "lucide-react/dist/esm/icons/search.mjs";
import Team from "lucide-react/dist/esm/icons/users-round.mjs";
import Unassigned from "lucide-react/dist/esm/icons/user-round-x.mjs";

export { ArrowUpRight, Check, ChevronRight, Close, Collapse, Download, Expand, Fit, Mail, Minus, Outline, Picture, Plus, Printer, Search };

const KINDS = { department: Department, team: Team, direct: Direct, unassigned: Unassigned };

export function KindIcon({ kind, ...props }) {
  const Icon = KINDS[kind] ?? Picture;
  return <Icon aria-hidden {...props} />;
}
