/* The icons of the composer and the timeline, from the set that Reflex brings along. */
import Call from "lucide-react/dist/esm/icons/phone.mjs";
import Clip from "lucide-react/dist/esm/icons/paperclip.mjs";
import Clock from "lucide-react/dist/esm/icons/clock.mjs";
import Close from "lucide-react/dist/esm/icons/x.mjs";
import Colleague from "lucide-react/dist/esm/icons/id-card.mjs";
import Contact from "lucide-react/dist/esm/icons/contact-round.mjs";
import Folder from "lucide-react/dist/esm/icons/folder-open.mjs";
import Email from "lucide-react/dist/esm/icons/mail.mjs";
import Kept from "lucide-react/dist/esm/icons/cloud-check.mjs";
import Lost from "lucide-react/dist/esm/icons/cloud-off.mjs";
import Meeting from "lucide-react/dist/esm/icons/users.mjs";
import Note from "lucide-react/dist/esm/icons/sticky-note.mjs";
import Other from "lucide-react/dist/esm/icons/message-circle.mjs";
import Pencil from "lucide-react/dist/esm/icons/pencil.mjs";
import Person from "lucide-react/dist/esm/icons/user.mjs";
import Place from "lucide-react/dist/esm/icons/corner-down-right.mjs";
import Plus from "lucide-react/dist/esm/icons/plus.mjs";
import Tick from "lucide-react/dist/esm/icons/check.mjs";
import Trash from "lucide-react/dist/esm/icons/trash-2.mjs";
import Warning from "lucide-react/dist/esm/icons/triangle-alert.mjs";

export { Clip, Clock, Close, Folder, Kept, Lost, Pencil, Person, Place, Plus, Tick, Trash, Warning };

export const TYPE_ICONS = { note: Note, call: Call, email: Email, meeting: Meeting, other: Other };

/* Who takes part: a contact, a colleague, or only a name. */
export const partyIcon = ({ contact_uuid, staff_person_uuid }) => (contact_uuid ? Contact : staff_person_uuid ? Colleague : Person);
