"""What the Comments tab of a record does, whatever type of record it is."""

from collections.abc import Awaitable, Callable, Iterable
from typing import Any
from uuid import UUID

from crm_app import accounts, comments
from crm_app.comments import Commentable, CommentPage
from crm_app.core.errors import AppError, NotFound, ValidationFailed
from crm_app.core.ids import parse_uuid
from crm_app.core.scope import Scope
from crm_app.core.texts import t
from crm_app.storage import record_media
from crm_app.web import live, patches
from crm_app.web.access import RECORD_EDIT, RECORD_VIEW, handler, scope_of
from crm_app.web.comments.rows import comment_items, face_of, faces
from crm_app.web.comments.source import comment_facts, comments_on
from crm_app.web.notices import notify
from crm_app.web.problems import explain
from crm_app.web.record.of_record import TabOfRecord, known_uuid
from crm_app.web.ui.comment_parts import Answer, CommentItem, Face

PAGE = 25
LONGEST_NAME = 100
ROWS = "comments"
"""The layer of the list; the record is followed in another one."""
Write = Callable[[Scope, UUID], Awaitable[None]]
NOBODY = Face(uuid="", name="", image="", letters="", tint="0")


class RecordCommentsState(TabOfRecord, mixin=True):
    """The comments on the record on the screen, the newest first. What is typed stays in the browser."""

    items: list[CommentItem] = []
    live: patches.Live = patches.NOT_LIVE
    count: int = 0
    more: bool = False
    loaded: bool = False
    problem: str = ""
    is_trashed: bool = False
    can_edit: bool = False
    can_delete: bool = False
    me: Face = NOBODY
    answer: Answer = Answer(uuid="", problem="", number=0)
    people: list[Face] = []
    people_for: str = ""
    doomed: str = ""
    doomed_mine: bool = False
    _next: comments.Cursor | None = None

    @handler(RECORD_VIEW)
    async def load(self) -> None:
        """Reads the newest comments on the record that the address names."""
        uuid = self._arrived()
        self.doomed = ""
        if uuid is None:
            return
        live.follow(self, dict.fromkeys(self._topics(uuid), type(self).look_again), layer="commented")
        live.follow(self, {}, layer=ROWS)
        await self._show(uuid, PAGE)

    @handler(RECORD_VIEW)
    async def refresh(self, kinds: list[str]) -> None:
        """Reads again as many as are on the screen: more has changed there than a patch can tell."""
        if uuid := parse_uuid(self.record):
            await self._show(uuid, max(PAGE, len(self.items)))

    @handler(RECORD_VIEW)
    async def look_again(self, kinds: list[str]) -> None:
        """The record changed: perhaps it lies in the trash now, or is gone."""
        if uuid := parse_uuid(self.record):
            try:
                async with scope_of(self) as scope:
                    await self._look(scope, uuid)
            except NotFound:
                self._forget()  # the page's own state says so and leads away

    @handler(RECORD_VIEW)
    async def read_on(self) -> None:
        """Appends older ones."""
        uuid = parse_uuid(self.record)
        if uuid is None or self._next is None:
            return
        async with scope_of(self) as scope:
            page = await comments.comments_page(scope, self._on, uuid, after=self._next, limit=PAGE)
            items = await comment_items(scope, page.rows)
        self.items = patches.appended(self, items, ended=page.next is None, layer=ROWS)
        self._turn(page)

    @handler(RECORD_EDIT)
    async def send(self, record: str, uuid: str, body: str, mentions: list[str]) -> None:
        """A new comment on the record that it was written for, whatever is on the screen by now.

        `uuid` was made in the browser: the same one twice is one comment.
        """

        async def add(scope: Scope, on_record: UUID) -> None:
            key, people = known_uuid(uuid), _uuids(mentions)
            await comments.add_comment(scope, self._on, on_record, body, people, uuid=key)

        await self._write(record, uuid, add)

    @handler(RECORD_EDIT)
    async def change(self, record: str, uuid: str, body: str, mentions: list[str]) -> None:
        """Other words for one's own comment."""

        async def edit(scope: Scope, on_record: UUID) -> None:
            key, people = known_uuid(uuid), _uuids(mentions)
            await comments.edit_comment(scope, self._on, on_record, key, body, people)

        await self._write(record, uuid, edit)

    @handler(RECORD_EDIT)
    async def ask_to_delete(self, uuid: str) -> None:
        """Opens the question."""
        async with scope_of(self) as scope:
            record = known_uuid(self.record)
            found = await comments.these_comments(scope, self._on, record, [known_uuid(uuid)])
            if not found:
                raise NotFound()
            self.doomed_mine = found[0].comment.author_uuid == scope.actor_uuid
        self.doomed = uuid

    @handler(RECORD_VIEW)
    async def keep(self) -> None:
        """Closes the question; nothing was done."""
        self.doomed = ""

    @handler(RECORD_EDIT)
    async def delete(self) -> Any:
        """Deletes the comment in question for good."""
        uuid, record, self.doomed = self.doomed, self.record, ""
        async with scope_of(self) as scope:
            await comments.delete_comment(scope, self._on, known_uuid(record), known_uuid(uuid))
        await self._show_if(record)
        return notify(t("The comment is deleted."), kind="success")

    @handler(RECORD_EDIT)
    async def find_people(self, text: str) -> None:
        """Whom a comment can mention, by how a word of the name begins."""
        search = text.strip()[:LONGEST_NAME]
        async with scope_of(self) as scope:
            found = await comments.mentionable_users(scope, self._on, search)
            self.people, self.people_for = await faces(scope, found), search

    @property
    def _on(self) -> Commentable:
        """What the record is to comments."""
        area, name = self._of.area, self._of.name
        return comments.commentable_of(f"{area}_{name}")

    async def _write(self, record: str, uuid: str, write: Write) -> None:
        """Writes and answers; what was typed stays in the browser until it is saved."""
        problem = ""
        try:
            async with scope_of(self) as scope:
                await write(scope, known_uuid(record))
        except accounts.SignedOut:
            raise
        except Exception as error:  # noqa: BLE001 - said beside the text, which is kept
            problem = _said(explain(error, handler=f"{type(self).__name__}.write"))
        else:
            await self._show_if(record)
        self.answer = Answer(uuid=uuid, problem=problem, number=self.answer["number"] + 1)

    async def _show_if(self, record: str) -> None:
        """The one who did it sees it at once, also when this tab hears nothing for a moment."""
        if self.record == record:
            await self._show(known_uuid(record), max(PAGE, len(self.items)))

    async def _show(self, uuid: UUID, limit: int) -> None:
        try:
            base = await patches.follow(self, comments_on(self._on, uuid), type(self).refresh, layer=ROWS)
            async with scope_of(self) as scope:
                await self._look(scope, uuid)
                page = await comments.comments_page(scope, self._on, uuid, limit=limit)
                rows = base.rows(await comment_items(scope, page.rows), ended=page.next is None)
                self.count = base.facts(await comment_facts(scope, self._on, uuid))["count"]
        except NotFound:
            self._forget()  # the page's own state says so and leads away
        except Exception as error:  # noqa: BLE001 - the tab itself says what is wrong, and offers to try again
            self.problem = explain(error, handler=f"{type(self).__name__}.load").message
        else:
            self.items, self.live, self.problem, self.loaded = rows, base.live, "", True
            self._turn(page)

    async def _look(self, scope: Scope, uuid: UUID) -> None:
        """Whether the record takes comments now, and who looks."""
        record = await record_media.require_record(scope, self._of, uuid)
        self.is_trashed = record_media.is_trashed(record)
        self.can_edit = scope.can(self._on.edit) and not self.is_trashed
        self.can_delete = self.can_edit and scope.can(self._on.delete)
        self.me = face_of(scope.actor_uuid, scope.actor.name if scope.actor else "")

    def _turn(self, page: CommentPage) -> None:
        self._next, self.more = page.next, page.next is not None

    def _forget(self) -> None:
        for layer in ("commented", ROWS):
            live.follow(self, {}, layer=layer)
        self.record = self.problem = self.doomed = ""
        self.items, self.count, self.more, self._next = [], 0, False, None
        self.is_trashed = self.can_edit = self.can_delete = self.loaded = False


def _said(error: AppError) -> str:
    """What is wrong, without the words about marked fields."""
    if isinstance(error, ValidationFailed):
        return " ".join(text for texts in error.fields.values() for text in texts)
    return error.message


def _uuids(texts: Iterable[str]) -> list[UUID]:
    return [uuid for text in texts if (uuid := parse_uuid(text))]
