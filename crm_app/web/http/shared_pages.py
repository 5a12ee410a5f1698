"""The pages behind a link, as HTML: a file, a folder, the question for a password, and nothing at all."""

from html import escape
from uuid import UUID

from crm_app.core.texts import t, tn
from crm_app.shares import FileSeen, Listing
from crm_app.storage.record_media import format_file_size

_FOLDER = (
    '<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M3 6.5a1.5 1.5 0 0 1 1.5-1.5h4.2l2.3 2.5h8.5'
    'A1.5 1.5 0 0 1 21 9v9a1.5 1.5 0 0 1-1.5 1.5h-15A1.5 1.5 0 0 1 3 18z"/></svg>'
)


def file_page(address: str, file: FileSeen) -> str:
    """One file: what it is, and how to get it."""
    at = f"{address}/files/{file.uuid}"
    picture = f'<img class="preview" src="{address}/pictures/{file.uuid}" alt="">' if file.pictured else ""
    return _page(
        file.name,
        f"""{picture}<h1>{escape(file.name)}</h1>
<p class="quiet">{escape(format_file_size(file.size))}</p>
<p class="actions"><a class="button primary" href="{at}?dl=1">{escape(t("Download"))}</a>
<a class="button" href="{at}">{escape(t("Open"))}</a></p>""",
    )


def folder_page(address: str, listing: Listing) -> str:
    """What a folder holds, and the way back to the shared one."""
    name = listing.trail[-1][1]
    folders = "".join(_folder(address, each) for each in listing.folders)
    files = "".join(_file(address, each) for each in listing.files)
    inside = f"<ul>{folders}{files}</ul>" if folders or files else _nothing()
    every = f'<a class="button primary" href="{address}/zip?in={listing.trail[-1][0]}">{_all()}</a>'
    actions = f'<p class="actions">{every}</p>' if folders or files else ""
    told = escape(_counted(listing))
    head = f'{_trail(address, listing)}<h1>{escape(name)}</h1><p class="quiet">{told}</p>'
    return _page(name, head + actions + inside)


def _counted(listing: Listing) -> str:
    folders, files = len(listing.folders), len(listing.files)
    said = [tn("{count} folder", "{count} folders", folders)] if folders else []
    return ", ".join([*said, tn("{count} file", "{count} files", files)] if files or not folders else said)


def asking_page(address: str, problem: str = "") -> str:
    """The form for the password."""
    told = f'<p class="problem" role="alert">{escape(problem)}</p>' if problem else ""
    return _page(
        t("Password"),
        f"""<h1>{escape(t("This link has a password"))}</h1>
<p class="quiet">{escape(t("Whoever sent you the link knows it."))}</p>{told}
<form method="post" action="{escape(address, quote=True)}">
<label for="password">{escape(t("Password"))}</label>
<input id="password" name="password" type="password" autocomplete="off" required>
<button class="button primary" type="submit">{escape(t("Open"))}</button></form>""",
    )


def gone_page(message: str) -> str:
    """Nothing is there, in one sentence that says the same for every reason."""
    return _page(t("Not here"), f"<h1>{escape(t('Nothing to see here'))}</h1><p>{escape(message)}</p>")


def _trail(address: str, listing: Listing) -> str:
    above = listing.trail[:-1]
    steps = "".join(f"<li>{_link(address, uuid, name)}</li>" for uuid, name in above)
    return f'<nav aria-label="{escape(t("Where you are"))}"><ol>{steps}</ol></nav>' if above else ""


def _folder(address: str, folder: tuple[UUID, str]) -> str:
    return f'<li class="folder">{_FOLDER}{_link(address, *folder)}</li>'


def _link(address: str, uuid: UUID, name: str) -> str:
    return f'<a href="{address}?in={uuid}">{escape(name)}</a>'


def _file(address: str, file: FileSeen) -> str:
    at = f"{address}/files/{file.uuid}"
    picture = f'<img src="{address}/pictures/{file.uuid}" alt="" loading="lazy">' if file.pictured else ""
    download = escape(t("Download"))
    return (
        f'<li class="file"><span class="mark">{picture}</span><a href="{at}">{escape(file.name)}</a>'
        f'<span class="quiet">{escape(format_file_size(file.size))}</span>'
        f'<a class="button" href="{at}?dl=1" aria-label="{download} {escape(file.name)}">{download}</a></li>'
    )


def _all() -> str:
    return escape(t("Download everything"))


def _nothing() -> str:
    return f'<p class="quiet">{escape(t("This folder is empty."))}</p>'


def _page(title: str, content: str) -> str:
    return f"""<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta name="robots" content="noindex,nofollow"><meta name="color-scheme" content="light dark">
<title>{escape(title)}</title><link rel="icon" href="/favicon.svg">
<link rel="stylesheet" href="/styles/shared.css">
</head><body><main>{content}</main></body></html>"""
