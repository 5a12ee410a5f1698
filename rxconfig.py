"""Reflex's configuration. Node comes from a wheel, packages from npm; nothing else is ever asked for."""

import os
import shutil
import subprocess
import sysconfig

os.environ["PATH"] = sysconfig.get_path("scripts") + os.pathsep + os.environ.get("PATH", "")
os.environ.setdefault("REFLEX_USE_NPM", "1")
os.environ.setdefault("REFLEX_TELEMETRY_ENABLED", "false")
os.environ.setdefault("REFLEX_CHECK_LATEST_VERSION", "false")
os.environ.setdefault("REFLEX_HTTP_CLIENT_BIND_ADDRESS", "0.0.0.0")  # noqa: S104 - else it probes a public address


def _keep_the_users_registry() -> None:
    """Tells Reflex the registry that npm is set up with; else it probes two public ones."""
    npm = shutil.which("npm")
    if npm and "NPM_CONFIG_REGISTRY" not in os.environ:
        asked = subprocess.run([npm, "config", "get", "registry"], capture_output=True, text=True, check=True)
        os.environ["NPM_CONFIG_REGISTRY"] = asked.stdout.strip()


if os.environ.get("CRM_BUILDING"):
    _keep_the_users_registry()

import reflex as rx  # noqa: E402 - the environment above must be there first

from crm_app.web.ui.bundling import Bundling  # noqa: E402

REDIS_URL = os.environ.get("REDIS_URL") or None

config = rx.Config(
    app_name="crm_app",
    telemetry_enabled=False,
    show_built_with_reflex=False,
    state_manager_mode="redis" if REDIS_URL else "memory",
    redis_url=REDIS_URL,
    cors_allowed_origins=[],  # no other site; the guard checks the socket's Origin
    redis_token_expiration=7 * 24 * 3600,
    frontend_compression_formats=["brotli", "gzip"],
    frontend_packages=["@fontsource-variable/inter@5.2.8"],
    default_color_mode="system",
    plugins=[
        Bundling(theme=rx.theme(accent_color="iris", gray_color="slate", radius="medium")),
    ],
    disable_plugins=[rx.plugins.SitemapPlugin],
)
