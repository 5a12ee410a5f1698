"""nginx before the processes: the file of `deploy/nginx` as it is, and beside it where things are here."""

import os
import signal
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from crm_app.build import PROJECT
from crm_app.scale import programs

SITE = PROJECT / "deploy" / "nginx" / "crm.conf"

_MAIN = """{user}
daemon off;
worker_processes auto;
pid {home}/nginx.pid;
error_log stderr crit;
events {{ worker_connections 4096; }}
http {{
    access_log off;
    {paths}
    include {site};
}}
"""
_PATHS = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")


def write_configuration(home: Path, port: int, servers: Sequence[int]) -> Path:
    """Writes what nginx needs into `home`; answers the main file.

    `port` is the one that people use, `servers` are those of the processes.
    """
    home.mkdir(parents=True, exist_ok=True)
    lines = [f"server 127.0.0.1:{server} max_fails=1 fail_timeout=2s;" for server in servers]
    (home / "crm-servers.conf").write_text("\n".join(lines) + "\n")
    (home / "crm-listen.conf").write_text(f"listen {port};\n")
    paths = "\n    ".join(f"{name}_temp_path {home}/{name};" for name in _PATHS)
    user = "user root;" if os.geteuid() == 0 else ""
    main = home / "nginx.conf"
    main.write_text(_MAIN.format(user=user, home=home, paths=paths, site=SITE))
    return main


@contextmanager
def nginx(home: Path, port: int, servers: Sequence[int]) -> Iterator[None]:
    """nginx on `port` over the processes on the ports `servers`, until the block is left."""
    main = write_configuration(home, port, servers)
    process = programs.start([programs.find("nginx"), "-e", "stderr", "-p", str(home), "-c", str(main)])
    try:
        yield
    finally:
        programs.end(process, signal.SIGTERM)
