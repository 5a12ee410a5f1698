"""The tree beside the library, and the way to a folder."""

from crm_app import accounts, crm, storage
from crm_app.core.ids import uuid7
from crm_app.core.scope import open_scope, system_scope
from crm_app.storage.library import breadcrumbs, folder_children, open_path
from tests.factories import make_file, make_folder, run
from tests.storage.library.looking import a_record_folder


async def test_a_node_tells_what_is_below_it(mira: accounts.User) -> None:
    office = await make_folder("Office")
    await make_folder("alone")
    inside = await make_folder("Inside", office)
    gone = await make_folder("Gone", inside)
    await run(storage.trash_folder, gone)
    await make_file(mira, home=inside)
    nodes = await run(folder_children, None)
    assert [(node.label, node.has_children, node.items) for node in nodes] == [
        ("alone", False, 0),
        ("Office", True, 1),
    ]
    (node,) = await run(folder_children, office)
    assert (node.label, node.has_children, node.items) == ("Inside", False, 1)


async def test_a_place_of_records_has_their_folders_by_name(database: str) -> None:
    async with system_scope() as scope:
        anna = await crm.create_contact(scope, {"name": "Anna"})
    folder = await a_record_folder("crm-contact", anna.uuid)
    images = await make_folder("Images", folder)
    (node,) = await run(folder_children, None, "contacts")
    assert (node.label, node.has_children) == ("Anna", True)
    assert await run(folder_children, None) == []
    async with open_scope(None, frozenset({"media.view"})) as scope:
        assert await folder_children(scope, None, "contacts") == []
    way = await run(open_path, images)
    assert (way.place, way.folders) == ("contacts", [folder])
    crumbs = await run(breadcrumbs, images)
    assert [(crumb.label, crumb.record_url) for crumb in crumbs] == [
        ("Anna", f"/contacts/{anna.uuid}"),
        ("Images", None),
    ]


async def test_places_without_a_tree_have_none(database: str) -> None:
    await make_folder("Office")
    assert await run(folder_children, None, "trash") == []
    assert await run(folder_children, None, "all") == []


async def test_the_way_to_a_folder_is_what_has_to_be_open(database: str) -> None:
    office = await make_folder("Office")
    inside = await make_folder("Inside", office)
    deep = await make_folder("Deep", inside)
    way = await run(open_path, deep)
    assert (way.place, way.folders) == ("folders", [office, inside])
    assert (await run(open_path, office)).folders == []
    assert (await run(open_path, uuid7())).folders == []
    assert await run(breadcrumbs, None) == []


async def test_a_node_takes_two_statements_however_many_it_has(database: str, statements: list[str]) -> None:
    for number in range(10):
        await a_record_folder("crm-contact", uuid7())
        await make_folder(f"Folder {number}")
    async with system_scope() as scope:
        statements.clear()
        assert len(await folder_children(scope, None, "contacts")) == 10
        assert len(statements) == 2
