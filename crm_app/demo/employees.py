"""Who works at the demo's company: the rows of `staff.csv`, with departments, teams, skills. All invented."""

import csv
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID, uuid5

from crm_app.demo.people import NAMESPACE

SOURCE = Path(__file__).with_name("staff.csv")
DEPARTMENTS = {
    "Management": "",
    "Design": "Lamps and the light they make.",
    "Workshop": "Metal, glass, wiring: everything that leaves the house is made here.",
    "Sales": "Hotels, restaurants, architects, and whoever walks into the showroom.",
    "Customer care": "From the order to the repair thirty years later.",
    "Operations": "Buying, keeping, sending.",
    "Finance and people": "",
}
TEAMS = {
    "Product design": "Design",
    "Lighting studio": "Design",
    "Metal": "Workshop",
    "Glass": "Workshop",
    "Assembly": "Workshop",
    "Hospitality": "Sales",
    "Architects": "Sales",
    "Showroom": "Sales",
    "Orders": "Customer care",
    "Repairs": "Customer care",
    "Warehouse": "Operations",
    "Purchasing": "Operations",
    "Bookkeeping": "Finance and people",
}
LEVELS = ("Beginner", "Intermediate", "Advanced", "Expert")
LEVELLED = ("CAD", "Glassblowing", "Lighting design", "Welding", "Wiring")
SIMPLE = ("First aid", "Forklift licence", "Photography")
LANGUAGES = {
    "en": "English",
    "fr": "French",
    "de": "German",
    "es": "Spanish",
    "pt": "Portuguese",
    "ja": "Japanese",
    "zh": "Chinese",
    "hi": "Hindi",
    "ta": "Tamil",
    "bn": "Bengali",
    "sv": "Swedish",
    "da": "Danish",
    "et": "Estonian",
    "ru": "Russian",
    "sw": "Swahili",
    "zu": "Zulu",
}


@dataclass(frozen=True, slots=True)
class Employee:
    """A row of `staff.csv`. An empty `email` is the owner's; `teams` and `skills` are lists in one field."""

    name: str
    title: str
    department: str
    teams: str
    email: str
    type: str
    since: str
    born: str
    phone: str
    skills: str
    status: str
    look: str
    bio: str

    @property
    def uuid(self) -> UUID:
        """The same at every filling, so that nobody is made twice."""
        return key_of("employee", self.name)

    @property
    def is_permanent(self) -> bool:
        """Whether they have an account of their own; the others have not taken theirs over yet."""
        return self.type in ("full_time", "part_time")

    def form(self) -> dict[str, str]:
        """The fields of the profile; one for the trash has to be made alive first."""
        status = "active" if self.status == "trashed" else self.status
        own = {"name": self.name, "date_of_birth": self.born, "work_phone": self.phone, "bio": self.bio}
        return own | {"status": status}

    def employment(self) -> dict[str, object]:
        """The current employment, which brings title and department to the profile."""
        department = key_of("department", self.department) if self.department else None
        own: dict[str, object] = {
            "job_title": self.title,
            "employment_type": self.type,
            "employment_start_date": self.since,
        }
        return own | {"primary_department_uuid": department}

    def team_uuids(self) -> list[UUID]:
        """The teams they are on."""
        return [key_of("team", name) for name in _parts(self.teams, ";")]

    def levels(self) -> dict[UUID, list[str]]:
        """Their skills with the chosen levels."""
        pairs = [skill.partition(":") for skill in _parts(self.skills, ";")]
        return {key_of("skill", name): _parts(levels.lower(), "+") for name, _, levels in pairs}


def employees() -> list[Employee]:
    """Everybody, in the order of the file."""
    with SOURCE.open(encoding="utf-8", newline="") as rows:
        return [Employee(**row) for row in csv.DictReader(rows)]


def skills() -> dict[str, list[dict[str, object]]]:
    """Every skill with its selectors."""
    proficiency = _selector("Proficiency", {level.lower(): level for level in LEVELS}, many=False)
    levelled = {name: [proficiency] for name in LEVELLED}
    simple: dict[str, list[dict[str, object]]] = {name: [] for name in SIMPLE}
    return levelled | simple | {"Languages": [_selector("Spoken", LANGUAGES, many=True)]}


def key_of(kind: str, name: str) -> UUID:
    """The uuid of something in the demo, the same at every filling."""
    return uuid5(NAMESPACE, f"{kind} {name}")


def _selector(name: str, options: dict[str, str], *, many: bool) -> dict[str, object]:
    listed = [{"id": key, "name": option} for key, option in options.items()]
    return {"id": name.lower(), "name": name, "allow_multiple": many, "options": listed}


def _parts(text: str, separator: str) -> list[str]:
    return text.split(separator) if text else []
