"""Builds the pages for browsers, only when their sources have changed since the last time.

The build asks nobody but npm. Reflex bakes the server's address into the bundle; here it is replaced
by the address that the browser used, so that one build serves any port, host name and proxy.
"""

import gzip
import hashlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
BUNDLE = PROJECT / ".web" / "build" / "client"
STAMP = BUNDLE / ".sources"
SOURCES = (
    "rxconfig.py",
    "requirements.txt",
    ".npmrc",
    "reflex.lock/package-lock.json",
    "crm_app/crm_app.py",
    "crm_app/core/texts.py",
    "crm_app/web",
    "assets",
)
_BAKED = re.compile(r"""["'`](ws|http)://localhost:\d+(/[\w/]*)["'`]""")


def build_if_changed(say: Callable[[str], None]) -> None:
    """Builds unless the bundle was made from the very sources that lie here."""
    wanted = fingerprint(PROJECT)
    if STAMP.is_file() and STAMP.read_text() == wanted:
        return
    say("Building the pages (about half a minute the first time)...")
    _export()
    for script in BUNDLE.rglob("*.js"):
        _use_the_browsers_address(script)
    STAMP.write_text(wanted)


def fingerprint(project: Path) -> str:
    """A checksum over everything that the pages are made from."""
    digest = hashlib.sha256()
    for path in _files(project):
        digest.update(str(path.relative_to(project)).encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def _files(project: Path) -> Iterator[Path]:
    for source in SOURCES:
        root = project / source
        found = root.rglob("*") if root.is_dir() else [root]
        yield from sorted(path for path in found if path.is_file() and _counts(path))


def _counts(path: Path) -> bool:
    return "__pycache__" not in path.parts and "external" not in path.parts


def _export() -> None:
    shutil.rmtree(BUNDLE, ignore_errors=True)
    command = [
        sys.executable,
        "-m",
        "reflex",
        "export",
        "--frontend-only",
        "--no-zip",
        "--loglevel",
        "warning",
    ]
    environment = {**os.environ, "CRM_BUILDING": "1"}
    done = subprocess.run(command, cwd=PROJECT, env=environment, capture_output=True, text=True, check=False)
    if done.returncode or not BUNDLE.is_dir():
        raise SystemExit(f"The pages could not be built.\n{done.stdout}\n{done.stderr}")


def _use_the_browsers_address(script: Path) -> None:
    """Endpoints become expressions over `location`; ws follows http as wss follows https."""
    text = script.read_text()
    changed = _BAKED.sub(_expression, text)
    if changed != text:
        script.write_text(changed)
        _compress_again(script)


def _compress_again(script: Path) -> None:
    """Browsers are given the compressed copies that the build has made, so they must say the same."""
    script.with_name(script.name + ".br").unlink(missing_ok=True)  # a few hundred bytes: gzip will do
    compressed = script.with_name(script.name + ".gz")
    if compressed.exists():
        compressed.write_bytes(gzip.compress(script.read_bytes(), mtime=0))


def _expression(found: re.Match[str]) -> str:
    """To be changed together with the script's name, which was made before: browsers keep it for ever."""
    scheme, path = found.groups()
    if scheme == "ws":
        return f'(globalThis.location?globalThis.location.origin.replace(/^http/,"ws"):"")+"{path}"'
    return f'(globalThis.location?globalThis.location.origin:"")+"{path}"'
