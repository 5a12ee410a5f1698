"""Scripts that lie beside the module that uses them, for the bundle.

As `rx.asset(name, shared=True)`, which asks the whole call stack for its sources to learn who calls: that was
nine tenths of the app's start.
"""

from contextlib import suppress
from pathlib import Path
from uuid import uuid4

from reflex.assets import AssetPathStr

PROJECT = Path(__file__).resolve().parents[2]
_EXTERNAL = Path("external")


def asset(module_file: str, name: str) -> AssetPathStr:
    """Brings the script `name` beside `module_file` (its `__file__`) into the bundle; components import its
    `importable_path`. FileNotFoundError."""
    module = Path(module_file).resolve()
    source = module.with_name(name)
    if not source.is_file():
        raise FileNotFoundError(source)
    place = _EXTERNAL / module.relative_to(PROJECT).with_suffix("") / name
    _link(PROJECT / "assets" / place, source)
    return AssetPathStr(f"/{place.as_posix()}")


def _link(link: Path, source: Path) -> None:
    """In one step, because several processes may start at once."""
    with suppress(OSError):
        if link.readlink() == source:
            return
    link.parent.mkdir(parents=True, exist_ok=True)
    staged = link.with_name(f".{uuid4().hex}.tmp")
    staged.symlink_to(source)
    staged.replace(link)
