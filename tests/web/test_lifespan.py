"""What happens when a process starts."""

import gc

from crm_app.web.lifespan import _spare_what_stays


def test_what_a_started_process_consists_of_is_not_looked_through_for_garbage():
    program = {"handlers": ["load", "refresh"]}
    _spare_what_stays()
    try:
        assert not any(each is program for each in gc.get_objects())
    finally:
        gc.unfreeze()
