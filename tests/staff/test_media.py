"""The files and the picture of a person on staff: a folder of their own, the rules of contacts, a trail."""

from collections.abc import Awaitable, Callable
from uuid import UUID

import pytest
from sqlmodel import select

from crm_app import accounts, crm, staff, storage
from crm_app.core.audit import Activity
from crm_app.core.errors import AppError
from crm_app.core.ids import uuid7
from crm_app.core.live.changes import Change
from crm_app.core.scope import Scope, open_scope, system_scope
from crm_app.staff import media
from crm_app.storage import Attached, Detached
from crm_app.storage.pictures_made import tell_pictures_made
from crm_app.storage.record_media import Kind
from tests.factories import file_now, folder_now, home_of, make_file, make_folder, outcome, run, run_as
from tests.live import told
from tests.staff.organisation import a_person, entries, person_now, trash


@pytest.fixture
async def ada(database: str) -> staff.Person:
    """Somebody on staff."""
    return await a_person("Ada Lovelace")


@pytest.fixture
async def bob(database: str) -> staff.Person:
    """Somebody else on staff."""
    return await a_person("Bob Builder")


async def folder_of(person: staff.Person, kind: Kind = "files") -> UUID:
    return await run(media.ensure_folder, person.uuid, kind)


async def a_photo(user: accounts.User, *people: staff.Person) -> UUID:
    """An image among the images of each of them; at home with the first."""
    home, *links = [await folder_of(person, "images") for person in people] or [None]
    return await make_file(user, "me.jpg", home=home, links=links, file_type="image", mime_type="image/jpeg")


async def picture_of(person: staff.Person) -> UUID | None:
    return media.avatar_uuid(await person_now(person.uuid))


async def trail_of(person: staff.Person) -> list[Activity]:
    """What happened to this person, the oldest first."""
    return [entry for entry in await entries() if entry.resource_uuid == person.uuid]


async def all_folders() -> list[storage.Folder]:
    async with system_scope() as scope:
        return list(await scope.session.exec(select(storage.Folder)))


class TestFolders:
    async def test_looking_makes_none(self, ada: staff.Person):
        assert await run(media.folder_uuid, ada.uuid, "files") is None
        assert await run(media.folder_uuid, ada.uuid, "images") is None
        assert await run(media.list_files, None) == []
        assert await run(media.count_files, None) == 0
        assert await all_folders() == []

    async def test_they_are_named_after_the_person(self, ada: staff.Person):
        images, root = await folder_of(ada, "images"), await folder_of(ada)
        by_uuid = {folder.uuid: folder for folder in await all_folders()}
        assert by_uuid[root].name == f"staff-person-{ada.uuid}"
        assert (by_uuid[images].name, by_uuid[images].parent_uuid) == ("Images", root)

    async def test_one_that_was_moved_in_the_library_is_still_theirs(self, ada: staff.Person):
        root = await folder_of(ada)
        await run(storage.update_folder, root, parent_uuid=await make_folder("Archive"))
        assert await folder_of(ada) == root

    async def test_one_in_the_trash_is_never_used_again(self, ada: staff.Person):
        root = await folder_of(ada)
        await run(storage.trash_folder, root)
        assert await run(media.folder_uuid, ada.uuid, "files") is None
        assert await folder_of(ada) != root

    @pytest.mark.parametrize("uuid", ["", "nonsense", "x" * 36])
    async def test_nobody_has_none(self, database: str, uuid: str):
        assert await run(media.folder_uuid, uuid, "files") is None
        assert await outcome(run(media.ensure_folder, uuid, "files")) == "not_found"


class TestFiles:
    async def test_one_without_a_home_is_adopted_and_one_with_a_home_is_linked(
        self, mira: accounts.User, ada: staff.Person, bob: staff.Person
    ):
        file, at_ada, at_bob = await make_file(mira), await folder_of(ada), await folder_of(bob)
        assert await run(media.attach, file, at_ada) is Attached.ADOPTED
        assert await run(media.attach, file, at_ada) is Attached.ALREADY_ATTACHED
        assert await run(media.attach, file, at_bob) is Attached.LINKED
        for folder in (at_ada, at_bob):
            assert [found.uuid for found in await run(media.list_files, folder)] == [file]

    async def test_files_and_images_are_told_apart(self, mira: accounts.User, ada: staff.Person):
        folder = await folder_of(ada)
        document = await make_file(mira, home=folder)
        image = await make_file(mira, home=folder, file_type="image", mime_type="image/jpeg")
        (found,) = await run(media.list_files, folder, only="images")
        (other,) = await run(media.list_files, folder, only="non_images")
        assert (found.uuid, other.uuid) == (image, document)
        assert await run(media.count_files, folder) == 2

    async def test_removing_never_destroys(self, mira: accounts.User, ada: staff.Person, bob: staff.Person):
        at_ada, at_bob = await folder_of(ada), await folder_of(bob)
        shared, own = await make_file(mira, home=at_ada, links=[at_bob]), await make_file(mira, home=at_ada)
        assert await run(media.detach, shared, at_ada) is Detached.REHOMED
        assert await run(media.detach, own, at_ada) is Detached.TRASHED
        assert await run(media.detach, own, at_ada) is Detached.ABSENT
        assert await home_of(shared) == at_bob
        assert await file_now(own) is not None

    async def test_a_removal_can_be_undone(self, mira: accounts.User, ada: staff.Person):
        folder = await folder_of(ada)
        file = await make_file(mira, home=folder)
        await run(media.detach, file, folder)
        await run(media.reattach, file, folder)
        assert [found.uuid for found in await run(media.list_files, folder)] == [file]

    async def test_a_contact_and_a_person_share_a_file(self, mira: accounts.User, ada: staff.Person):
        contact = await run(crm.create_contact, {"name": "Customer"})
        at_contact = await run(crm.attachments.ensure_folder, "contact", contact.uuid, "files")
        file = await make_file(mira, home=at_contact)
        assert await run(media.attach, file, await folder_of(ada)) is Attached.LINKED

    async def test_somebody_in_the_trash_takes_none(self, mira: accounts.User, ada: staff.Person):
        folder, file = await folder_of(ada), await make_file(mira)
        await trash(ada)
        for service in (media.attach, media.reattach):
            assert await outcome(run(service, file, folder)) == "person_trashed"
        assert await outcome(run(media.check_upload, ada.uuid)) == "person_trashed"

    @pytest.mark.parametrize("uuid", ["nonsense", "", "018f0000-0000-7000-8000-000000000001"])
    async def test_nobody_takes_none(self, database: str, uuid: str):
        assert await outcome(run(media.check_upload, uuid)) == "not_found"
        assert await outcome(run(media.attach, uuid, uuid7())) in ("not_found", "folder_unavailable")

    async def test_every_change_is_in_the_trail_and_reaches_the_persons_page(
        self, mira: accounts.User, ada: staff.Person
    ):
        files, images = await folder_of(ada), await folder_of(ada, "images")
        document, image = await make_file(mira), await make_file(mira, file_type="image")
        async with told(f"person:{ada.uuid}") as changes:
            await run_as(mira, media.attach, document, files)
            await run_as(mira, media.detach, document, files)
            await run_as(mira, media.attach, image, images)
            await run_as(mira, media.detach, image, images)
        trail = await trail_of(ada)
        assert [(entry.action, entry.details) for entry in trail] == [
            ("staff.person_file_added", {"count": 1}),
            ("staff.person_file_removed", {"file_uuid": str(document)}),
            ("staff.person_image_added", {"count": 1}),
            ("staff.person_image_removed", {"file_uuid": str(image)}),
        ]
        assert {(entry.resource_type, entry.actor_uuid) for entry in trail} == {("staff_person", mira.uuid)}
        assert await changes() == [Change(f"person:{ada.uuid}", "media_changed", (ada.uuid,))] * 4


class TestPicture:
    async def test_one_of_their_own_images_becomes_it(self, mira: accounts.User, ada: staff.Person):
        photo = await a_photo(mira, ada)
        person = await run(media.set_avatar, ada.uuid, photo)
        assert media.avatar_uuid(person) == photo
        file = await run(media.avatar_file, person)
        assert file is not None
        assert await run(media.avatar_url, person) == storage.thumb_url(file)
        assert await run(media.avatar_urls, [photo]) == {photo: storage.thumb_url(file)}

    async def test_it_is_also_found_by_the_user_unless_the_person_is_in_the_trash(
        self, mira: accounts.User, ada: staff.Person, bob: staff.Person
    ):
        photo = await a_photo(mira, ada)
        await run(media.set_avatar, ada.uuid, photo)
        (address,) = (await run(media.avatar_urls, [photo])).values()
        users = [ada.user_uuid, bob.user_uuid, mira.uuid]
        assert await run(media.avatar_urls_of_users, users) == {ada.user_uuid: address}
        await trash(ada)
        assert await run(media.avatar_urls_of_users, users) == {}

    async def test_somebody_elses_image_a_document_and_nothing_are_refused(
        self, mira: accounts.User, ada: staff.Person, bob: staff.Person
    ):
        await a_photo(mira, ada)
        document = await make_file(mira, home=await folder_of(ada, "images"))
        for file in (await a_photo(mira, bob), document, uuid7()):
            assert await outcome(run(media.set_avatar, ada.uuid, file)) == "not_person_image"
        assert await outcome(run(media.set_avatar, ada.uuid, "nonsense")) == "not_found"
        assert await picture_of(ada) is None

    async def test_it_is_refused_where_there_is_no_images_folder(
        self, mira: accounts.User, ada: staff.Person
    ):
        assert await outcome(run(media.set_avatar, ada.uuid, await a_photo(mira))) == "not_person_image"

    async def test_nobody_has_none(self, mira: accounts.User, ada: staff.Person):
        photo = await a_photo(mira, ada)
        assert await outcome(run(media.set_avatar, uuid7(), photo)) == "not_found"
        assert await outcome(run(media.clear_avatar, uuid7())) == "not_found"

    async def test_in_the_trash_it_stays_can_be_cleared_and_no_new_one_is_taken(
        self, mira: accounts.User, ada: staff.Person
    ):
        old, new = await a_photo(mira, ada), await a_photo(mira, ada)
        await run(media.set_avatar, ada.uuid, old)
        await trash(ada)
        assert await outcome(run(media.set_avatar, ada.uuid, new)) == "person_trashed"
        assert await picture_of(ada) == old
        assert media.avatar_uuid(await run(media.clear_avatar, ada.uuid)) is None

    async def test_it_goes_with_its_image_and_not_with_another(self, mira: accounts.User, ada: staff.Person):
        photo, other = await a_photo(mira, ada), await a_photo(mira, ada)
        await run(media.set_avatar, ada.uuid, photo)
        images = await folder_of(ada, "images")
        await run(media.detach, other, images)
        assert await picture_of(ada) == photo
        await run(media.detach, photo, images)
        assert await picture_of(ada) is None

    async def test_clearing_what_a_page_still_shows_spares_a_newer_one(
        self, mira: accounts.User, ada: staff.Person
    ):
        old, new = await a_photo(mira, ada), await a_photo(mira, ada)
        await run(media.set_avatar, ada.uuid, new)
        await run(media.clear_avatar, ada.uuid, file_uuid=old)
        assert await picture_of(ada) == new

    async def test_it_leaves_the_other_details_alone(self, mira: accounts.User, database: str):
        ada = await a_person("Ada", details={"badge": "A-17"})
        await run(media.set_avatar, ada.uuid, await a_photo(mira, ada))
        await run(media.clear_avatar, ada.uuid)
        assert (await person_now(ada.uuid)).details == {"badge": "A-17"}

    async def test_only_live_images_of_their_own_are_candidates(
        self, mira: accounts.User, ada: staff.Person, bob: staff.Person
    ):
        mine, others = await a_photo(mira, ada), await a_photo(mira, bob)
        assert await run(media.is_avatar_candidate, ada.uuid, mine)
        assert not await run(media.is_avatar_candidate, ada.uuid, others)
        assert not await run(media.is_avatar_candidate, uuid7(), mine)

    async def test_a_new_one_is_in_the_trail_and_reaches_the_page_and_the_lists(
        self, mira: accounts.User, ada: staff.Person
    ):
        photo = await a_photo(mira, ada)
        async with told("people") as in_lists, told(f"person:{ada.uuid}") as on_page:
            await run(media.set_avatar, ada.uuid, photo)
            await run(media.clear_avatar, ada.uuid)
        for topic, heard in (("people", await in_lists()), (f"person:{ada.uuid}", await on_page())):
            assert heard == [
                Change(topic, "avatar_set", (ada.uuid,)),
                Change(topic, "avatar_removed", (ada.uuid,)),
            ]
        assert [entry.action for entry in await trail_of(ada)] == [
            "staff.person_avatar_set",
            "staff.person_avatar_removed",
        ]

    async def test_clearing_none_leaves_no_trace(self, ada: staff.Person):
        async with told(f"person:{ada.uuid}") as changes:
            await run(media.clear_avatar, ada.uuid)
        assert await changes() == []
        assert await trail_of(ada) == []

    async def test_one_whose_thumbnail_comes_later_is_told_then(self, mira: accounts.User, ada: staff.Person):
        photo, other = await a_photo(mira, ada), await a_photo(mira, ada)
        await run(media.set_avatar, ada.uuid, photo)
        images = await folder_of(ada, "images")
        async with told("people") as in_lists, system_scope() as scope:
            await tell_pictures_made(scope, other, [images])
            await tell_pictures_made(scope, photo, [images])
        assert await in_lists() == [Change("people", "avatar_made", (ada.uuid,))]


class TestPurging:
    async def test_it_takes_all_their_folders_and_spares_what_others_hold(
        self, mira: accounts.User, ada: staff.Person, bob: staff.Person
    ):
        trashed = await folder_of(ada)
        await run(storage.trash_folder, trashed)
        at_ada, images, at_bob = await folder_of(ada), await folder_of(ada, "images"), await folder_of(bob)
        own = [await make_file(mira, home=at_ada), await make_file(mira, home=images)]
        shared = await make_file(mira, home=at_ada, links=[at_bob])
        await run(media.purge_media, ada.uuid)
        assert [await folder_now(folder) for folder in (trashed, at_ada, images)] == [None] * 3
        assert [await file_now(file) for file in own] == [None] * 2
        assert await home_of(shared) == at_bob

    async def test_a_file_that_only_those_who_go_hold_goes_with_them(
        self, mira: accounts.User, ada: staff.Person, bob: staff.Person
    ):
        shared = await make_file(mira, home=await folder_of(ada), links=[await folder_of(bob)])
        await run(media.purge_media_of, [ada.uuid, bob.uuid])
        assert await file_now(shared) is None
        assert await all_folders() == []

    async def test_others_are_not_touched(self, mira: accounts.User, ada: staff.Person, bob: staff.Person):
        contact = await run(crm.create_contact, {"name": "Customer"})
        kept = [
            await folder_of(bob),
            await run(crm.attachments.ensure_folder, "contact", contact.uuid, "files"),
        ]
        await folder_of(ada)
        await run(media.purge_media, ada.uuid)
        assert {folder.uuid for folder in await all_folders()} == set(kept)

    async def test_who_never_had_a_folder_is_fine(self, ada: staff.Person):
        await run(media.purge_media, ada.uuid)
        await run(media.purge_media_of, [])

    async def test_many_cost_as_many_statements_as_one(self, mira: accounts.User, statements: list[str]):
        async def cost(count: int) -> int:
            people = [await a_person(f"Person {number}") for number in range(count)]
            for person in people:
                await make_file(mira, home=await folder_of(person))
                await a_photo(mira, person)
            statements.clear()
            await run(media.purge_media_of, [person.uuid for person in people])
            return len(statements)

        assert await cost(1) == await cost(12)

    @pytest.mark.parametrize("many", [False, True], ids=["one", "many"])
    async def test_deleting_people_for_good_takes_their_media_along(
        self, mira: accounts.User, ada: staff.Person, bob: staff.Person, many: bool
    ):
        own = await make_file(mira, home=await folder_of(ada))
        shared = await make_file(mira, home=await folder_of(ada), links=[await folder_of(bob)])
        await trash(ada)
        await (run(staff.bulk_delete, [ada.uuid]) if many else run(staff.delete_person, ada.uuid))
        assert await file_now(own) is None
        assert await home_of(shared) == await folder_of(bob)

    async def test_a_deletion_that_is_refused_keeps_the_media(self, mira: accounts.User, ada: staff.Person):
        own = await make_file(mira, home=await folder_of(ada))
        assert await outcome(run(staff.delete_person, ada.uuid)) == "not_trashed"
        assert await run(staff.bulk_delete, [ada.uuid]) == 0
        assert await file_now(own) is not None


ANY = uuid7()
Call = Callable[[Scope], Awaitable[object]]
SERVICES: dict[str, tuple[str, Call]] = {
    "folder_uuid": ("staff.view", lambda s: media.folder_uuid(s, ANY, "files")),
    "list_files": ("staff.view", lambda s: media.list_files(s, None)),
    "count_files": ("staff.view", lambda s: media.count_files(s, None)),
    "avatar_file": ("staff.view", lambda s: media.avatar_file(s, staff.Person(user_uuid=ANY))),
    "avatar_url": ("staff.view", lambda s: media.avatar_url(s, staff.Person(user_uuid=ANY))),
    "avatar_urls": ("staff.view", lambda s: media.avatar_urls(s, [])),
    "is_avatar_candidate": ("staff.view", lambda s: media.is_avatar_candidate(s, ANY, ANY)),
    "ensure_folder": ("staff.edit", lambda s: media.ensure_folder(s, ANY, "files")),
    "attach": ("staff.edit", lambda s: media.attach(s, ANY, ANY)),
    "reattach": ("staff.edit", lambda s: media.reattach(s, ANY, ANY)),
    "detach": ("staff.edit", lambda s: media.detach(s, ANY, ANY)),
    "check_upload": ("staff.edit", lambda s: media.check_upload(s, ANY)),
    "set_avatar": ("staff.edit", lambda s: media.set_avatar(s, ANY, ANY)),
    "clear_avatar": ("staff.edit", lambda s: media.clear_avatar(s, ANY)),
    "purge_media": ("staff.delete", lambda s: media.purge_media(s, ANY)),
    "purge_media_of": ("staff.delete", lambda s: media.purge_media_of(s, [ANY])),
}


class TestWhoMay:
    @pytest.mark.parametrize("name", SERVICES)
    async def test_each_needs_its_permission_and_no_other(self, database: str, name: str):
        needed, call = SERVICES[name]
        others = accounts.ALL_PERMISSIONS - {needed}
        assert await asked(call, others) == "forbidden"
        assert await asked(call, {needed, "staff.view"}) != "forbidden"

    async def test_nobody_changes_a_persons_media_through_those_of_contacts_nor_the_other_way_round(
        self, mira: accounts.User, ada: staff.Person
    ):
        contact = await run(crm.create_contact, {"name": "Customer"})
        at_contact = await run(crm.attachments.ensure_folder, "contact", contact.uuid, "files")
        at_ada, file = await folder_of(ada), await make_file(mira)
        for service in (crm.attachments.attach, crm.attachments.reattach, crm.attachments.detach):
            assert await asked(lambda s, do=service: do(s, file, at_ada), {"crm.edit"}) == "forbidden"
        for service in (media.attach, media.reattach, media.detach):
            assert await asked(lambda s, do=service: do(s, file, at_contact), {"staff.edit"}) == "forbidden"


async def asked(call: Call, permissions: set[str] | frozenset[str]) -> str:
    """What somebody with just these permissions gets."""
    try:
        async with open_scope(None, frozenset(permissions)) as scope:
            await call(scope)
    except AppError as error:
        return error.code
    return "ok"
