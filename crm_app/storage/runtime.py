"""The storage of this process: its store, its spool, and the makers of thumbnails. Started once."""

from dataclasses import dataclass, field

import structlog

from crm_app.settings import settings
from crm_app.storage import blobs, spool
from crm_app.storage.keeping import Keeper
from crm_app.storage.refusals import StoreUnavailable
from crm_app.storage.spool import Spool
from crm_app.storage.store import Store
from crm_app.storage.stores.addresses import make_store
from crm_app.storage.stores.marked import MarkedStore
from crm_app.storage.variants import VariantQueue

log = structlog.get_logger(__name__)


@dataclass(slots=True)
class Runtime:
    """What uploads, downloads and thumbnails work with."""

    store: Store
    spool: Spool
    keeper: Keeper = field(init=False)
    variants: VariantQueue = field(init=False)

    def __post_init__(self) -> None:
        self.keeper = Keeper(self.store, self.spool)
        self.variants = VariantQueue(self.store, self.spool, self.keeper)


_running: Runtime | None = None


async def start() -> None:
    """Opens store and spool as the settings say, cleans up after killed processes, resumes thumbnails.

    OSError when DATA_DIR cannot be written. The database has to be running. A store that is away is no
    reason not to start: what needs it says so, and `check_health` too.
    """
    global _running
    store = MarkedStore(make_store(settings()))
    own_spool = Spool(settings().data_path / "spool")
    own_spool.open()
    _running = Runtime(store, own_spool)
    try:
        await store.verify()
        await recover()
    except StoreUnavailable as error:
        log.warning("storage.away_at_start", reason=error.code)
    await _running.variants.resume()


async def stop() -> None:
    """Ends what is under way and gives the spool back."""
    global _running
    running, _running = _running, None
    if running is not None:
        await running.variants.stop()
        running.spool.close()


def runtime() -> Runtime:
    """The running storage; `StoreUnavailable` before `start`."""
    if _running is None:
        raise StoreUnavailable()
    return _running


async def recover() -> int:
    """Removes what killed processes left: half stored blobs, doomed blobs, spools. Answers how many blobs."""
    running = runtime()
    root = running.spool.root
    dead = spool.dead_writers(root)
    removed = await blobs.recover(running.store, dead, spool.alive_writers(root))
    for writer_uuid in dead:
        spool.sweep(root, writer_uuid)
    return removed


async def check_health() -> None:
    """Raises `StoreUnavailable` when bytes cannot be stored at the moment."""
    if not await runtime().store.healthy():
        raise StoreUnavailable()
