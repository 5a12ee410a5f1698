"""The rows and facts of a list in a page, patched in the browser. Use them instead of the state's own."""

from hashlib import blake2b
from typing import Any

import reflex as rx
from reflex_base.vars import VarData

from crm_app.web.bundled import asset

_MODULE = asset(__file__, "live_rows.js")
asset(__file__, "patching.js")


def live_rows(live: rx.Var[Any], rows: rx.Var[Any]) -> rx.Var[Any]:
    """`rows` with all patches since they were read; `live` is the state's `Live` that came with them."""
    return _hook("useLiveRows", live, rows, rows._var_type)


def live_members(live: rx.Var[Any], rows: rx.Var[Any]) -> rx.Var[Any]:
    """The rows in the list now, each as it was read: drawn one by one, each asks for its `live_row`."""
    return _hook("useLiveMembers", live, rows, rows._var_type)


def live_row(live: rx.Var[Any], row: rx.Var[Any]) -> rx.Var[Any]:
    """One of the `live_members` as it is now, for the memo that draws it: only this one is drawn again."""
    return _hook("useLiveRow", live, row, row._var_type)


def live_fact(live: rx.Var[Any], name: str, value: rx.Var[Any]) -> rx.Var[Any]:
    """The fact `name` of the list, `value` as long as no patch says another."""
    return _hook("useLiveFact", live, value, value._var_type, f", {name!r}")


def _hook(hook: str, live: rx.Var[Any], value: rx.Var[Any], kind: Any, rest: str = "") -> rx.Var[Any]:
    call = f"{hook}({live!s}, {value!s}{rest})"
    name = f"live_{blake2b(call.encode(), digest_size=6).hexdigest()}"
    ours = VarData(
        imports={_MODULE.importable_path: [hook]},
        hooks=[f"const {name} = {call};"],
    )
    data = VarData.merge(live._get_all_var_data(), value._get_all_var_data(), ours)
    return rx.Var(_js_expr=name, _var_type=kind, _var_data=data).guess_type()
