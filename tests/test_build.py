"""The build: only when sources changed, and for whatever address browsers use."""

import gzip
import re
from pathlib import Path

import pytest

from crm_app import build


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A tree with some of the sources."""
    (tmp_path / "crm_app" / "web" / "__pycache__").mkdir(parents=True)
    (tmp_path / "crm_app" / "web" / "page.py").write_text("one")
    (tmp_path / "rxconfig.py").write_text("config")
    return tmp_path


def test_the_same_sources_have_the_same_fingerprint(project: Path):
    assert build.fingerprint(project) == build.fingerprint(project)


@pytest.mark.parametrize(
    "name", ["crm_app/web/page.py", "crm_app/web/new.js", "rxconfig.py", "assets/styles.css"]
)
def test_a_changed_source_changes_the_fingerprint(project: Path, name: str):
    before = build.fingerprint(project)
    (project / name).parent.mkdir(exist_ok=True)
    (project / name).write_text("two")
    assert build.fingerprint(project) != before


@pytest.mark.parametrize("name", ["crm_app/web/__pycache__/page.pyc", "README.md", "crm_app/contexts.py"])
def test_what_pages_are_not_made_from_changes_nothing(project: Path, name: str):
    before = build.fingerprint(project)
    (project / name).write_text("two")
    assert build.fingerprint(project) == before


@pytest.mark.parametrize("quote", ['"', "'", "`"])
def test_baked_addresses_become_the_browsers_own(tmp_path: Path, quote: str):
    script = tmp_path / "env.js"
    script.write_text(
        f"var e={{EVENT:{quote}ws://localhost:8000/_event{quote},PING:{quote}http://localhost:8000/ping{quote}}}"
    )
    build._use_the_browsers_address(script)
    text = script.read_text()
    assert "localhost" not in text
    assert re.findall(r'"(/\w+)"', text) == ["/_event", "/ping"]


def test_the_compressed_copy_says_the_same(tmp_path: Path):
    script, compressed = tmp_path / "env.js", tmp_path / "env.js.gz"
    script.write_text('var e={PING:"http://localhost:8000/ping"}')
    compressed.write_bytes(gzip.compress(script.read_bytes()))
    build._use_the_browsers_address(script)
    assert gzip.decompress(compressed.read_bytes()) == script.read_bytes()


def test_a_better_compressed_copy_that_says_something_else_is_removed(tmp_path: Path):
    script, compressed = tmp_path / "env.js", tmp_path / "env.js.br"
    script.write_text('var e={PING:"http://localhost:8000/ping"}')
    compressed.write_bytes(b"brotli of the former")
    build._use_the_browsers_address(script)
    assert not compressed.exists()


def test_a_script_without_addresses_is_not_touched(tmp_path: Path):
    script = tmp_path / "page.js"
    script.write_text("let a = 1")
    before = script.stat().st_mtime_ns
    build._use_the_browsers_address(script)
    assert script.stat().st_mtime_ns == before


def test_an_unchanged_build_is_not_made_again():
    said: list[str] = []
    build.build_if_changed(said.append)
    said.clear()
    build.build_if_changed(said.append)
    assert said == []


MOST_FILES, MOST_BYTES = 16, 360_000
"""Of one screen, for a browser that has nothing yet; bytes with gzip. The largest has 13 and 331,000."""


@pytest.fixture(scope="module")
def screens() -> dict[str, set[Path]]:
    """The scripts and stylesheets that each page of the bundle names."""
    build.build_if_changed(print)
    pages = [page for page in build.BUNDLE.rglob("*.html") if "external" not in page.parts]
    return {str(page.relative_to(build.BUNDLE)): _named_in(page) for page in pages}


def _named_in(page: Path) -> set[Path]:
    return {build.BUNDLE / name for name in re.findall(r'"/(assets/[^"]+\.(?:js|css))"', page.read_text())}


def _sent(asset: Path) -> int:
    compressed = asset.with_name(asset.name + ".gz")
    return (compressed if compressed.exists() else asset).stat().st_size


def test_a_screen_comes_in_few_files(screens: dict[str, set[Path]]):
    assert {name: len(files) for name, files in screens.items() if len(files) > MOST_FILES} == {}


def test_a_screen_brings_little_of_what_it_does_not_show(screens: dict[str, set[Path]]):
    weights = {name: sum(map(_sent, files)) for name, files in screens.items()}
    assert {name: weight for name, weight in weights.items() if weight > MOST_BYTES} == {}


def test_every_colour_that_our_stylesheets_name_is_there(screens: dict[str, set[Path]]):
    bundled = "".join(each.read_text() for each in build.BUNDLE.glob("assets/*.css"))
    ours = "".join(each.read_text() for each in (build.PROJECT / "assets" / "styles").glob("*.css"))
    named = set(re.findall(r"var\((--[a-z]+-a?\d+)\b", ours))
    assert named
    assert {name for name in named if f"{name}:" not in bundled} == set()
