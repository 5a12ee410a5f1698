"""The library of the demo: folders with files in them, beside those of the records."""

from crm_app import storage
from crm_app.core.scope import system_scope
from crm_app.demo.goods import CATALOGUE
from crm_app.demo.library import FOLDERS


async def test_every_folder_of_the_plan_is_there_with_its_colour(whole_company: None) -> None:
    async with system_scope() as scope:
        tree = await storage.list_folder_tree(scope)
    made: dict[tuple[str, ...], str] = {}

    def walk(nodes: list[storage.FolderNode], above: tuple[str, ...]) -> None:
        for node in nodes:
            made[(*above, node.folder.name)] = node.folder.color
            walk(list(node.children), (*above, node.folder.name))

    walk(list(tree), ())
    assert {path: color for path, (color, _) in FOLDERS.items()}.items() <= made.items()


async def test_every_article_has_its_data_sheet(whole_company: None) -> None:
    async with system_scope() as scope:
        folder = await storage.find_under(scope, "Data sheets", None)
        assert folder is not None
        wanted = storage.FileFilter(folder_uuid=folder.uuid, per_page=100)
        files, total = await storage.list_files_in_scope(scope, wanted)
    assert total == len(CATALOGUE)
    assert {file.original_file_name.split(" ")[0] for file in files} == {item.number for item in CATALOGUE}
    assert all(file.file_type == "document" for file in files)
