"""The JavaScript modules, tested by Node's own test runner."""

import subprocess
import sysconfig
from pathlib import Path

import pytest

HERE = Path(__file__).parent
NODE = Path(sysconfig.get_path("scripts")) / "node"


@pytest.mark.parametrize("module", sorted(HERE.glob("*.test.mjs")), ids=lambda path: path.name)
def test_module(module: Path):
    """Each file of tests is one scenario here; what fails is told by Node."""
    done = subprocess.run([NODE, "--test", module], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
