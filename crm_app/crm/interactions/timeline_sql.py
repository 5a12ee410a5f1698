"""The SQL of timelines. Every branch reads its own index from the newest on, and stops at the limit: what a
page costs does not grow with what is behind it.
"""

from functools import cache
from typing import Literal

from sqlalchemy import TextClause, text

Only = Literal["all", "company", "members"]
"""Of a company's timeline: everything, what is its own, or what happened with its live members."""
Purpose = Literal["page", "these", "number"]

ORDER = "occurred_at DESC, inserted_at DESC, uuid DESC"

_ANCHORS = """
LEFT JOIN contacts AS anchor_contact ON anchor_contact.uuid = i.contact_uuid
LEFT JOIN companies AS anchor_company ON anchor_company.uuid = i.company_uuid
"""
_LIVE_ANCHOR = "COALESCE(anchor_contact.status, anchor_company.status) <> 'trashed'"
_TYPES = " AND i.interaction_type = ANY(:types)"
_WHO = """ AND (i.contact_uuid = :who OR i.company_uuid = :who OR EXISTS (
    SELECT 1 FROM interaction_parties AS involved WHERE involved.interaction_uuid = i.uuid
    AND (involved.contact_uuid = :who OR involved.staff_person_uuid = :who)))"""
_BEHIND = " AND ({columns}) < (:occurred_at, :inserted_at, :last)"
_THESE = " AND i.uuid = ANY(:uuids)"
_OWN = ("i.occurred_at", "i.inserted_at", "i.uuid")
_PARTYS = ("p.occurred_at", "p.logged_at", "p.interaction_uuid")

_COLUMNS = """
i.uuid, i.contact_uuid, i.company_uuid, i.interaction_type, i.occurred_at, i.time_zone, i.subject, i.body,
i.owner_uuid, i.owner_name, i.inserted_at, i.updated_at
"""
SHOWN = f"""
SELECT i.*, COALESCE(anchor_contact.name, anchor_company.name) AS anchor_name
FROM ({{found}}) AS i {_ANCHORS}
ORDER BY i.occurred_at DESC, i.inserted_at DESC, i.uuid DESC
"""
"""The interactions found, with the names of their anchors, in the order of timelines."""


@cache
def timeline(of: str, only: Only, purpose: Purpose, *, typed: bool, who: bool, behind: bool) -> TextClause:
    """The statement for the timeline of one record. Each of its forms is made once."""
    asked = (_TYPES if typed else "") + (_WHO if who else "") + (_THESE if purpose == "these" else "")
    branches = _of_contact(asked, behind) if of == "contact" else _of_company(asked, behind, only)
    found = " UNION ALL ".join(f"({branch})" for branch in branches)
    if purpose == "number":
        return text(f"SELECT count(*) FROM (SELECT 1 FROM ({found}) AS found LIMIT :limit) AS counted")
    return text(SHOWN.format(found=f"SELECT * FROM ({found}) AS every ORDER BY {ORDER} LIMIT :limit"))


@cache
def of_contacts() -> TextClause:
    """The statement for what is anchored to any of these live contacts."""
    branch = f"""
    SELECT mine.* FROM contacts AS member
    CROSS JOIN LATERAL ({_anchored("i.contact_uuid = member.uuid")}) AS mine
    WHERE member.uuid = ANY(:uuids) AND member.status <> 'trashed'
    """
    return text(SHOWN.format(found=f"{branch} ORDER BY {ORDER} LIMIT :limit"))


@cache
def recent() -> TextClause:
    """The statement for the newest of all whose anchor is not in the trash."""
    newest = _newest(f"SELECT {_COLUMNS} FROM interactions AS i {_ANCHORS} WHERE {_LIVE_ANCHOR}", _OWN)
    return text(SHOWN.format(found=newest))


def _of_contact(asked: str, behind: bool) -> list[str]:
    """What is the contact's own, and what they took part in and whose anchor is not in the trash."""
    party = f"""
    SELECT {_COLUMNS}
    FROM interaction_parties AS p JOIN interactions AS i ON i.uuid = p.interaction_uuid {_ANCHORS}
    WHERE p.contact_uuid = :of AND i.contact_uuid IS DISTINCT FROM CAST(:of AS uuid) AND {_LIVE_ANCHOR}
    """
    return [_anchored("i.contact_uuid = :of", asked, behind), _newest(party, _PARTYS, asked, behind)]


def _of_company(asked: str, behind: bool, only: Only) -> list[str]:
    own = _anchored("i.company_uuid = :of", asked, behind)
    members = f"""
    SELECT theirs.* FROM company_memberships AS membership
    JOIN contacts AS member ON member.uuid = membership.contact_uuid AND member.status <> 'trashed'
    CROSS JOIN LATERAL ({_anchored("i.contact_uuid = member.uuid", asked, behind)}) AS theirs
    WHERE membership.company_uuid = :of
    """
    return {"company": [own], "members": [members]}.get(only, [own, members])


def _anchored(where: str, asked: str = "", behind: bool = False) -> str:
    branch = f"SELECT {_COLUMNS} FROM interactions AS i WHERE {where}"
    return _newest(branch, _OWN, asked, behind)


def _newest(branch: str, columns: tuple[str, str, str], asked: str = "", behind: bool = False) -> str:
    after = _BEHIND.format(columns=", ".join(columns)) if behind else ""
    return f"{branch}{asked}{after} ORDER BY {', '.join(f'{name} DESC' for name in columns)} LIMIT :limit"
