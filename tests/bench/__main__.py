"""`make bench`: every module of this package that has `ratios()`; exits with 1 when a goal is missed.

`python -m tests.bench thumbnails` runs just that one.
"""

import importlib
import pkgutil
import sys
from pathlib import Path


def main(wanted: list[str]) -> int:
    missed = 0
    for found in sorted(pkgutil.iter_modules([str(Path(__file__).parent)]), key=lambda each: each.name):
        if found.name == "__main__" or (wanted and found.name not in wanted):
            continue
        module = importlib.import_module(f"tests.bench.{found.name}")
        for ratio in module.ratios() if hasattr(module, "ratios") else []:
            print(ratio.line(), flush=True)
            missed += ratio.value < ratio.goal
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
