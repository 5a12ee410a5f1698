"""`GET /assets/<name>`: the scripts, styles and fonts of the pages, from memory.

Each has a checksum of its content in its name, so it is read once per process, in the form that the build
has compressed, and browsers keep it for ever. A screen asks for a dozen of them at once while somebody waits;
Reflex's own way opens and reads the file anew for each, in several turns of a thread.
"""

import mimetypes
import re
from dataclasses import dataclass
from pathlib import Path

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from crm_app.build import BUNDLE
from crm_app.core.errors import NotFound
from crm_app.web.permits import PUBLIC, permit

FOR_EVER = "public, max-age=31536000, immutable"
_COMPRESSED = {"br": ".br", "gzip": ".gz"}
"""By the name of the encoding, the best one first."""
_REFUSED = re.compile(r";\s*q=0(\.0*)?\s*$")


@dataclass(frozen=True, slots=True)
class Asset:
    """A file as it is sent: its bytes by encoding, "" for the plain ones."""

    media_type: str
    forms: dict[str, bytes]

    def answer(self, accepted: str) -> Response:
        """The best of the forms that an `Accept-Encoding` names."""
        names = {name.partition(";")[0].strip() for name in accepted.split(",") if not _REFUSED.search(name)}
        encoding = next((name for name in _COMPRESSED if name in names and name in self.forms), "")
        headers = {"Cache-Control": FOR_EVER, "Vary": "Accept-Encoding"}
        headers |= {"Content-Encoding": encoding} if encoding else {}
        return Response(self.forms[encoding], headers=headers, media_type=self.media_type)


class Assets:
    """The files of one folder, each kept once somebody has asked for it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._kept: dict[str, Asset] = {}

    @permit(PUBLIC)
    async def serve(self, request: Request) -> Response:
        """NotFound for a name that this build does not have: a page of another one asks for it."""
        name = request.path_params["name"]
        if name not in self._kept:
            self._kept[name] = await to_thread.run_sync(_read, self._folder, name)
        return self._kept[name].answer(request.headers.get("accept-encoding", ""))


def _read(folder: Path, name: str) -> Asset:
    path = folder / name
    if (
        path not in folder.iterdir()
    ):  # asked for by its name, some names would be no file's: too long, no text
        raise NotFound()
    media_type = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    others = {name: path.with_name(path.name + suffix) for name, suffix in _COMPRESSED.items()}
    forms = {name: other.read_bytes() for name, other in others.items() if other.is_file()}
    return Asset(media_type, {"": path.read_bytes(), **forms})


routes = [Route("/assets/{name}", Assets(BUNDLE / "assets").serve)]
