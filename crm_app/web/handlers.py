"""`@handler(permission)`: an event handler that names its permission and whose errors become notices."""

import functools
import inspect
from collections.abc import AsyncIterator, Callable
from contextlib import aclosing
from typing import Any

import reflex as rx

from crm_app import accounts
from crm_app.web.notices import notify
from crm_app.web.permits import permit
from crm_app.web.problems import explain, message_of

Handler = Callable[..., Any]


def handler(permission: str, **options: Any) -> Callable[[Handler], Any]:
    """Instead of `rx.event` on every event handler. `options` are those of `rx.event` (background...).

    `permission` is one that roles grant, or SIGNED_IN, or PUBLIC; the access middleware asks for it before
    every call. Takes plain functions, coroutine functions and async generators. An AppError ends the handler
    with a notice; any other error with a general one and a line in the log.
    """

    def decorate(function: Handler) -> Any:
        return rx.event(permit(permission)(_reporting(function)), **options)

    return decorate


def _reporting(function: Handler) -> Handler:
    if inspect.isgeneratorfunction(function):
        raise TypeError(f"{function.__qualname__}: write generators with async def")
    if inspect.isasyncgenfunction(function):
        return _reporting_generator(function)
    if inspect.iscoroutinefunction(function):
        return _reporting_coroutine(function)
    return _reporting_plain(function)


def _reporting_generator(function: Handler) -> Handler:
    @functools.wraps(function)
    async def generate(*args: Any, **kwargs: Any) -> AsyncIterator[Any]:
        try:
            async with aclosing(function(*args, **kwargs)) as events:
                async for event in events:
                    yield event
        except Exception as error:  # noqa: BLE001 - the one place that turns errors into notices
            yield _notice(error, function)

    return generate


def _reporting_coroutine(function: Handler) -> Handler:
    @functools.wraps(function)
    async def call(*args: Any, **kwargs: Any) -> Any:
        try:
            return await function(*args, **kwargs)
        except Exception as error:  # noqa: BLE001 - the one place that turns errors into notices
            return _notice(error, function)

    return call


def _reporting_plain(function: Handler) -> Handler:
    @functools.wraps(function)
    def call(*args: Any, **kwargs: Any) -> Any:
        try:
            return function(*args, **kwargs)
        except Exception as error:  # noqa: BLE001 - the one place that turns errors into notices
            return _notice(error, function)

    return call


def _notice(error: Exception, function: Handler) -> Any:
    told = explain(error, handler=function.__qualname__)
    if isinstance(told, accounts.SignedOut):
        return rx.redirect("/login")
    return notify(message_of(told), kind="error")
