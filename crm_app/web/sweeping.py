"""Sweeps what nobody takes up again: at the start of the process, then every hour."""

import asyncio

import structlog
from sqlalchemy.exc import SQLAlchemyError

from crm_app import crm
from crm_app.core.errors import AppError
from crm_app.core.scope import system_scope

HOUR = 3600.0

log = structlog.get_logger(__name__)


async def sweep_hourly(every: float = HOUR) -> None:
    """Until it is cancelled. A sweep that fails is logged and comes again with the next; several processes
    leave to each other what one of them is at.
    """
    while True:
        try:
            await sweep_all()
        except (AppError, SQLAlchemyError) as error:
            log.warning("drafts.sweep_postponed", reason=type(error).__name__)
        await asyncio.sleep(every)


async def sweep_all() -> int:
    """Every draft that was left for a day, a few hundred in each transaction; how many."""
    swept = 0
    while True:
        async with system_scope() as scope:
            some = await crm.interactions.sweep_drafts(scope)
        if not some:
            return swept
        swept += some
