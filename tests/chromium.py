"""Finds a Chromium for the browser tests, and installs one where there is none.

One on the PATH is taken, else Playwright's own, else the Debian package when it may be installed.
`python -m tests.chromium` prints where it is.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def find_chromium() -> str | None:
    """The path of a Chromium that is installed, or None."""
    on_path = (shutil.which(name) for name in NAMES)
    return next((found for found in on_path if found), None) or _playwrights_own()


def _playwrights_own() -> str | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def install_chromium() -> None:
    """Playwright's own download, else the Debian package."""
    playwright = [sys.executable, "-m", "playwright", "install", "chromium"]
    if _succeeds(playwright) and find_chromium():
        return
    if shutil.which("apt-get") and os.geteuid() == 0:
        _succeeds(["apt-get", "update", "-qq"])
        _succeeds(["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium"])


def _succeeds(command: list[str]) -> bool:
    try:
        return subprocess.run(command, capture_output=True, timeout=600, check=False).returncode == 0
    except subprocess.TimeoutExpired:
        return False


def main() -> None:
    """Installs a Chromium unless there is one, and says where it is."""
    if find_chromium() is None:
        print("Installing a Chromium for the browser tests...")
        install_chromium()
    found = find_chromium()
    if found is None:
        raise SystemExit("No Chromium was found, and none could be installed. Please install one.")
    print(f"Browser: {found}")


if __name__ == "__main__":
    main()
