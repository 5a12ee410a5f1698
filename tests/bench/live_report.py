"""The table of `make bench-live`: our figure, NiceGUI's, how many times its best ours is, and the goal."""

import math
import os
from collections.abc import Callable, Iterable
from importlib.metadata import version

from tests.bench.live_rounds import Figures

OURS = "ours"
All = dict[int, dict[str, Figures]]
HALF, THIRD = 0.5, 1 / 3
WIRE_BYTES, MEMORY_KB, LINEAR = 150, 200, 1.2


def machine(nicegui: str) -> str:
    """What it ran on, and how busy that was before."""
    load = ", ".join(f"{each:.1f}" for each in os.getloadavg())
    versions = ", ".join(
        f"{name} {version(name)}" for name in ("reflex", "python-socketio", "uvicorn", "websockets")
    )
    return f"{os.cpu_count()} cores, load average before {load}; {versions}; {nicegui}"


def head(sides: Iterable[str]) -> str:
    """What stands above the columns."""
    return f"{'':<46}" + "".join(f"{side:>18}" for side in sides) + f"{'ratio':>8}  goal"


def lines(tabs: int, all_: dict[str, Figures]) -> Iterable[str]:
    """What was measured with so many tabs."""
    if tabs == 0:
        yield _line("one tab, commit to DOM, p50, ms", all_, lambda f: f.p50("page"), at_most=HALF)
        yield _line("one tab, commit to DOM, p95, ms", all_, lambda f: f.p95("page"))
        yield _line("one tab, server processor, p50, ms", all_, lambda f: f.p50("processor"))
        yield _line("one tab, lost updates", all_, lambda f: f.lost, none=True)
        return
    half, third = (HALF, THIRD) if tabs == 100 else (None, None)
    yield _line(f"{tabs} tabs: the last has it, p50, ms", all_, lambda f: f.p50("last"), at_most=half)
    yield _line(f"{tabs} tabs: the last has it, p95, ms", all_, lambda f: f.p95("last"))
    yield _line(f"{tabs} tabs: commit to DOM in a real one, p50, ms", all_, lambda f: f.p50("page"))
    yield _line(f"{tabs} tabs: server processor, p50, ms", all_, lambda f: f.p50("processor"), at_most=third)
    yield _line(f"{tabs} tabs: bytes per tab on the wire", all_, lambda f: f.wire, limit=WIRE_BYTES)
    yield _line(f"{tabs} tabs: bytes per tab before deflate", all_, lambda f: f.text)
    yield _line(f"{tabs} tabs: memory per tab, kB", all_, lambda f: f.memory, limit=MEMORY_KB)
    yield _line(f"{tabs} tabs: server processor at rest, ms per s", all_, lambda f: f.idle)
    yield _line(f"{tabs} tabs: lost updates", all_, lambda f: f.lost, none=True)


def growth(found: All) -> Iterable[str]:
    """How many times as much the most tabs need, by the fewest."""
    sizes = [tabs for tabs in found if tabs]
    if len(sizes) < 2:
        return
    few, many = sizes[0], sizes[-1]
    for what, name in (("last", "the last has it"), ("processor", "server processor")):
        times = {side: found[many][side].p50(what) / found[few][side].p50(what) for side in found[many]}
        text = f"{few} to {many} tabs: {name}, times"
        yield _row(text, times, f"at most {many / few * LINEAR:g}", times[OURS] <= many / few * LINEAR)


def _line(
    text: str,
    all_: dict[str, Figures],
    of: Callable[[Figures], float],
    *,
    at_most: float | None = None,
    limit: float | None = None,
    none: bool = False,
) -> str:
    values = {side: of(figures) for side, figures in all_.items()}
    if none:
        return _row(text, values, "none", values[OURS] == 0)
    if limit is not None:
        return _row(text, values, f"at most {limit:g}", values[OURS] <= limit)
    if at_most is None or len(values) == 1:
        return _row(text, values, "", True)
    return _row(text, values, f"at most {at_most:.2f}", _ratio(values) <= at_most)


def _row(text: str, values: dict[str, float], goal: str, met: bool) -> str:
    numbers = "".join(f"{_number(value):>18}" for value in values.values())
    ratio = _ratio(values)
    shown = f"{ratio:8.2f}" if math.isfinite(ratio) else " " * 8
    return f"{text:<46}{numbers}{shown}  {goal}{'' if met else '   MISSED'}"


def _ratio(values: dict[str, float]) -> float:
    """Ours by the best of the others."""
    others = [value for side, value in values.items() if side != OURS and math.isfinite(value)]
    return values[OURS] / min(others) if others and min(others) > 0 else math.nan


def _number(value: float) -> str:
    return "-" if math.isnan(value) else f"{value:,.1f}" if value < 1000 else f"{value:,.0f}"
