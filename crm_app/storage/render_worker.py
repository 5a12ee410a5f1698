"""The process that makes pictures of strangers' files. Run as a script by `rendering`."""

import sys
from pathlib import Path
from typing import Any

from crm_app.core.confined_worker import Answer, leave_the_door_shut, work

LOW_PRIORITY = 5


def load() -> Answer:
    """What answers a request for the pictures of one file: with their facts, and the bytes of each."""
    from crm_app.storage.thumbnails import NoPicture, Pictures, render

    def answer(wanted: dict[str, Any]) -> tuple[dict[str, Any], list[bytes]]:
        try:
            made = render(Path(wanted["path"]), wanted["type"])
        except NoPicture as reason:
            return {"reason": str(reason)}, []
        return _head(made), [picture.content for picture in made.variants]

    def _head(made: Pictures) -> dict[str, Any]:
        facts = ("variant", "mime_type", "ext", "width", "height")
        variants = [
            {fact: getattr(picture, fact) for fact in facts} | {"size": len(picture.content)}
            for picture in made.variants
        ]
        return {"width": made.width, "height": made.height, "variants": variants}

    return answer


if __name__ == "__main__":
    leave_the_door_shut("crm_app.storage", Path(__file__).parent)
    work(load, priority=LOW_PRIORITY, seconds=int(sys.argv[1]), memory=int(sys.argv[2]))
