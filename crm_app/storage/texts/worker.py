"""The process that reads the words of strangers' files. Run as a script by `reader`."""

import sys
from pathlib import Path
from typing import Any

from crm_app.core.confined_worker import Answer, leave_the_door_shut, work

LOW_PRIORITY = 10


def load() -> Answer:
    """What answers a request for the text of one file."""
    from crm_app.storage.texts.extracting import text_of
    from crm_app.storage.texts.kinds import NoText

    def answer(wanted: dict[str, Any]) -> tuple[dict[str, Any], list[bytes]]:
        try:
            content = text_of(Path(wanted["path"]), wanted["type"], wanted["limit"]).encode()
        except NoText as reason:
            return {"reason": str(reason)}, []
        return {"size": len(content)}, [content]

    return answer


if __name__ == "__main__":
    here = Path(__file__).parent
    leave_the_door_shut("crm_app.storage", here.parent)
    leave_the_door_shut("crm_app.storage.texts", here)
    work(load, priority=LOW_PRIORITY, seconds=int(sys.argv[1]), memory=int(sys.argv[2]))
