/* The icons of the picker, from the set that Reflex brings along. */
import All from "lucide-react/dist/esm/icons/layout-grid.mjs";
import Building from "lucide-react/dist/esm/icons/building-2.mjs";
import Contact from "lucide-react/dist/esm/icons/contact.mjs";
import Folder from "lucide-react/dist/esm/icons/folder.mjs";
import Messages from "lucide-react/dist/esm/icons/messages-square.mjs";
import Own from "lucide-react/dist/esm/icons/paperclip.mjs";
import People from "lucide-react/dist/esm/icons/users.mjs";
import Right from "lucide-react/dist/esm/icons/chevron-right.mjs";
import Tick from "lucide-react/dist/esm/icons/check.mjs";
import Upload from "lucide-react/dist/esm/icons/upload.mjs";

export { Folder, Right, Tick, Upload };

export const PLACE_ICONS = { own: Own, all: All, folders: Folder, contacts: Contact, companies: Building, people: People, interactions: Messages };
