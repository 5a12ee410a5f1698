"""Scripts beside modules come into the bundle."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from crm_app.web import bundled
from crm_app.web.bundled import asset

LINK = "assets/external/shop/till/bell.js"


@pytest.fixture
def till(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A module with a script beside it, in a project of its own."""
    monkeypatch.setattr(bundled, "PROJECT", tmp_path)
    (tmp_path / "shop").mkdir()
    (tmp_path / "shop" / "bell.js").write_text("ring()")
    return tmp_path / "shop" / "till.py"


def test_a_script_lies_in_the_folder_of_its_module(till: Path, tmp_path: Path):
    assert asset(str(till), "bell.js").importable_path == "$/public/external/shop/till/bell.js"
    assert (tmp_path / LINK).read_text() == "ring()"


def test_a_link_to_something_else_is_replaced_and_a_right_one_is_left_alone(till: Path, tmp_path: Path):
    (tmp_path / LINK).parent.mkdir(parents=True)
    (tmp_path / LINK).symlink_to(tmp_path / "gone.js")
    asset(str(till), "bell.js")
    made = (tmp_path / LINK).lstat().st_ino
    asset(str(till), "bell.js")
    assert (tmp_path / LINK).lstat().st_ino == made
    assert (tmp_path / LINK).read_text() == "ring()"


def test_many_at_once_end_with_one_link(till: Path, tmp_path: Path):
    with ThreadPoolExecutor(8) as together:
        list(together.map(lambda _: asset(str(till), "bell.js"), range(50)))
    assert [path.name for path in (tmp_path / LINK).parent.iterdir()] == ["bell.js"]


def test_a_script_that_is_not_there_is_told(till: Path):
    with pytest.raises(FileNotFoundError):
        asset(str(till), "whistle.js")


def test_no_module_asks_the_call_stack_for_its_scripts():
    """`rx.asset` does, for a tenth of a second each time the app starts."""
    asking = [
        path.name for path in Path(bundled.__file__).parent.rglob("*.py") if "rx.asset(" in path.read_text()
    ]
    assert asking == ["bundled.py"]  # which says why
