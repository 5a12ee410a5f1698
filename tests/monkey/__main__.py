"""`make monkey`: two people in two browsers do what comes to mind for minutes; then both must see the truth.

`python -m tests.monkey --minutes 10 --seed 7`. The seed decides what they try, the clock what they meet.
"""

import argparse
import tempfile
from pathlib import Path
from secrets import randbelow

from playwright.sync_api import sync_playwright

from tests.chromium import FLAGS, find_chromium
from tests.monkey.play import play
from tests.serving import serving


def main() -> None:
    """Plays, and ends with 1 when somebody saw something untrue or a console or the log complained."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--seed", type=int, default=randbelow(1_000_000))
    asked = parser.parse_args()
    print(f"seed {asked.seed}, {asked.minutes} minutes")
    with (
        tempfile.TemporaryDirectory() as folder,
        serving(Path(folder) / "server") as server,
        sync_playwright() as playwright,
    ):
        first, second = (
            playwright.chromium.launch(executable_path=find_chromium(), args=list(FLAGS)) for _ in range(2)
        )
        outcome = play(first, second, server, seed=asked.seed, seconds=asked.minutes * 60)
        print(outcome.told())
        wrong = [*outcome.wrong, *server.errors()]
    for line in wrong:
        print(line)
    raise SystemExit(1 if wrong else 0)


if __name__ == "__main__":
    main()
