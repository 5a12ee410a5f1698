"""Finds nginx and Redis for the tests of several processes, and installs them where they are missing.

As with Chromium: what is on the machine is taken, else the Debian packages when they may be installed.
`python -m tests.servers` says where they are. Without them those tests fail, and say what is missing.
"""

import os
import shutil

from crm_app.scale.programs import PACKAGES, NotInstalled, find
from tests.chromium import _succeeds


def install(package: str) -> None:
    """The Debian package, where that is allowed; its service is not started."""
    if shutil.which("apt-get") and os.geteuid() == 0:
        os.environ["RUNLEVEL"] = "1"  # Debian starts no service while a package is being set up
        _succeeds(["apt-get", "update", "-qq"])
        _succeeds(["apt-get", "install", "-y", "-qq", "--no-install-recommends", package])


def main() -> None:
    """Installs what is missing, and says where everything is. NotInstalled."""
    for program, package in PACKAGES.items():
        try:
            find(program)
        except NotInstalled:
            print(f"Installing {package} for the tests of several processes...")
            install(package)
        print(f"{program}: {find(program)}")


if __name__ == "__main__":
    main()
