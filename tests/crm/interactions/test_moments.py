"""Wall clocks: what somebody typed in their zone, and the instant that it means."""

from datetime import UTC, datetime

import pytest

from crm_app.crm.interactions.moments import UnknownZone, instant_of, wall_clock, zone_of


def utc(wall: str, zone: str) -> str:
    return instant_of(wall, zone_of(zone)).strftime("%Y-%m-%d %H:%M:%S")


@pytest.mark.parametrize(
    ("wall", "zone", "expected"),
    [
        ("2026-11-21T14:30", "Europe/Berlin", "2026-11-21 13:30:00"),
        ("2026-07-21T14:30", "Europe/Berlin", "2026-07-21 12:30:00"),
        ("2026-11-21T14:30", "Asia/Kolkata", "2026-11-21 09:00:00"),
        ("2026-11-21T14:30", "Asia/Kathmandu", "2026-11-21 08:45:00"),
        ("2026-11-21T14:30", "", "2026-11-21 14:30:00"),
        ("2026-11-21T14:30:59", "UTC", "2026-11-21 14:30:59"),
        ("2026-11-21 14:30", "Etc/UTC", "2026-11-21 14:30:00"),
        ("2026-01-01T00:30", "Pacific/Kiritimati", "2025-12-31 10:30:00"),
    ],
)
def test_a_wall_clock_means_an_instant_in_its_zone(wall: str, zone: str, expected: str):
    assert utc(wall, zone) == expected


@pytest.mark.parametrize(
    ("zone", "expected"),
    [
        ("0", "14:30"),
        ("1", "13:30"),
        ("-3", "17:30"),
        ("+5:30", "09:00"),
        ("+0530", "09:00"),
        ("5.5", "09:00"),
        ("-3.5", "18:00"),
        ("5.75", "08:45"),
        ("UTC+2", "12:30"),
        ("GMT-8", "22:30"),
        ("+14", "00:30"),
    ],
)
def test_an_old_offset_is_a_zone_too(zone: str, expected: str):
    assert utc("2026-11-21T14:30", zone)[11:16] == expected


@pytest.mark.parametrize(
    ("wall", "zone", "expected"),
    [
        ("2026-10-25T02:30", "Europe/Berlin", "2026-10-25 00:30:00"),
        ("2026-11-01T01:30", "America/New_York", "2026-11-01 05:30:00"),
        ("2026-04-05T01:45", "Australia/Lord_Howe", "2026-04-04 14:45:00"),
    ],
)
def test_an_hour_that_comes_twice_is_meant_the_first_time(wall: str, zone: str, expected: str):
    assert utc(wall, zone) == expected


@pytest.mark.parametrize(
    ("wall", "zone", "expected"),
    [
        ("2026-03-29T02:00", "Europe/Berlin", "2026-03-29 01:00:00"),
        ("2026-03-29T02:30", "Europe/Berlin", "2026-03-29 01:00:00"),
        ("2026-03-29T02:59:59", "Europe/Berlin", "2026-03-29 01:00:00"),
        ("2026-03-08T02:15", "America/New_York", "2026-03-08 07:00:00"),
        ("2026-10-04T02:10", "Australia/Lord_Howe", "2026-10-03 15:30:00"),
        ("2011-12-30T12:00", "Pacific/Apia", "2011-12-30 10:00:00"),
    ],
)
def test_what_clocks_skip_is_the_instant_of_the_jump(wall: str, zone: str, expected: str):
    assert utc(wall, zone) == expected


@pytest.mark.parametrize(
    "wall", ["2026-03-29T01:59", "2026-03-29T03:00", "2026-10-25T01:59", "2026-10-25T03:00"]
)
def test_the_minutes_beside_a_jump_are_themselves(wall: str):
    zone = zone_of("Europe/Berlin")
    assert wall_clock(instant_of(wall, zone), zone) == wall


@pytest.mark.parametrize(
    "wall",
    [
        "tomorrow",
        "2026-11-21",
        "14:30",
        "2026-13-01T00:00",
        "2026-02-30T10:00",
        "2026-11-21T24:30",
        "2026-11-21T14:30Z",
        "2026-11-21T14:30+02:00",
        "0001-01-01T00:00",
        "9999-12-31T23:59",
        "2026-11-21T14:30\n",
        "٢٠٢٦-١١-٢١T١٤:٣٠",
        " " * 50,
    ],
)
def test_what_is_no_time_is_told(wall: str):
    with pytest.raises(ValueError):
        instant_of(wall, UTC)


@pytest.mark.parametrize(
    "zone",
    [
        "Mars/Olympus",
        "../../etc/passwd",
        "/etc/localtime",
        "Europe",
        "+15",
        "99",
        "1:75",
        "\0",
        "Europe/Berlin ",
    ],
)
def test_what_is_no_zone_is_told(zone: str):
    with pytest.raises(UnknownZone):
        zone_of(zone)


def test_a_form_shows_the_time_in_any_zone():
    at = datetime(2026, 11, 21, 13, 30, 59, tzinfo=UTC)
    assert wall_clock(at, zone_of("Europe/Berlin")) == "2026-11-21T14:30"
    assert wall_clock(at, zone_of("+5:30")) == "2026-11-21T19:00"
