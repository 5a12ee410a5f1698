"""What the build is told so that a browser that has nothing of the app yet loads little, in few files.

Reflex's plugins may say which stylesheets and packages there are, and change the files that it writes for
Vite. tests/test_build.py holds what comes of it: how many files, how many bytes.
"""

import re
from typing import Any

from reflex.plugins import RadixThemesPlugin

SCALES = (
    "amber", "blue", "cyan", "grass", "gray", "green", "iris", "jade", "lime", "orange", "pink", "plum",
    "purple", "red", "ruby", "sky", "slate", "teal", "violet", "yellow",
)  # fmt: skip
"""The colours that our stylesheets name."""

_GROUPS = re.compile(r"(groups: \[.*?\})(,?\s*\])", re.DOTALL)
_OURS = """
            { name: "common", minShareCount: 10 },
            { name: "icons", test: /lucide-react/, minShareCount: 2 }"""
"""What ten screens need is one file, and icons are another: each by itself has some two hundred bytes."""


class Bundling(RadixThemesPlugin):
    """Radix Themes without what nobody uses, and a handful of files for a screen instead of thirty."""

    def get_stylesheet_paths(self, **context: Any) -> tuple[str, ...]:
        """All but the utility classes and the other colours, which are a third of it. What says which colour
        is the accent and which the grey comes after the colours, as in the whole."""
        colours = (f"@radix-ui/themes/tokens/colors/{scale}.css" for scale in SCALES)
        return (*colours, "@radix-ui/themes/tokens/base.css", "@radix-ui/themes/components.css")

    def get_frontend_dependencies(self, **context: Any) -> tuple[str, ...]:
        """None beyond what screens import. What is named here is loaded whole by every screen, for components
        that a server sends as text to be evaluated; we have none."""
        return ()

    def pre_compile(self, **context: Any) -> None:
        """Names our groups behind those of Reflex; where it writes them otherwise one day, files are more."""
        context["add_modify_task"]("vite.config.js", lambda text: _GROUPS.sub(rf"\1,{_OURS}\2", text, 1))
