"""The roster as a NiceGUI app has it: 200 rows of six columns, told by PostgreSQL what has changed.

`python live_nicegui_app.py <database> <port> <channel>`, in the environment of NiceGUI. Like ours it pays for
one notification and one read by key per change, both over connections that stay open. /labels is a label per
cell, /table its table; each tab has elements of its own, because that is how a page of NiceGUI works.
"""

import sys
from collections.abc import Callable
from typing import Any

import psycopg
from nicegui import app, background_tasks, ui
from psycopg.rows import dict_row

DATABASE, PORT, CHANNEL = sys.argv[1], int(sys.argv[2]), sys.argv[3]
COLUMNS = ("name", "email", "title", "department", "teams", "status")
READ = """
SELECT person.uuid::text, person.name, users.email, person.job_title AS title, department.name AS department,
       coalesce((SELECT string_agg(team.name, ', ') FROM staff_team_memberships AS membership
                 JOIN staff_teams AS team ON team.uuid = membership.team_uuid
                 WHERE membership.staff_person_uuid = person.uuid), '') AS teams, person.status
FROM staff_people AS person JOIN users ON users.uuid = person.user_uuid
LEFT JOIN staff_departments AS department ON department.uuid = person.primary_department_uuid
"""
Row = dict[str, Any]

people: dict[str, Row] = {}
tabs: dict[str, Callable[[Row], None]] = {}


@app.on_startup
async def listen() -> None:
    """Reads everybody once, then whoever is told of."""
    reading = await psycopg.AsyncConnection.connect(DATABASE, autocommit=True, row_factory=dict_row)
    for row in await (await reading.execute(READ + "ORDER BY person.sort_name")).fetchall():
        people[row["uuid"]] = row
    background_tasks.create(follow(reading))


async def follow(reading: psycopg.AsyncConnection[Row]) -> None:
    """Hands each changed person to every tab."""
    listening = await psycopg.AsyncConnection.connect(DATABASE, autocommit=True)
    await listening.execute(f"LISTEN {CHANNEL}")
    async for told in listening.notifies():
        row = await (
            await reading.execute(READ + "WHERE person.uuid = %s", [told.payload], prepare=True)
        ).fetchone()
        if row:
            people[row["uuid"]].update(row)
            for show in list(tabs.values()):
                show(row)


def keep(show: Callable[[Row], None]) -> None:
    """This tab is shown what changes, until it is gone."""
    client = ui.context.client
    tabs[client.id] = show
    client.on_delete(lambda: tabs.pop(client.id, None))


@ui.page("/labels")
def labels() -> None:
    """A label per cell."""
    cells: dict[str, dict[str, ui.label]] = {}
    with ui.grid(columns=len(COLUMNS)):
        for uuid, row in people.items():
            cells[uuid] = {column: ui.label(row[column] or "") for column in COLUMNS}

    def show(row: Row) -> None:
        for column, label in cells[row["uuid"]].items():
            label.set_text(row[column] or "")

    keep(show)


@ui.page("/table")
def table() -> None:
    """Its table, all rows on one page."""
    columns = [{"name": each, "label": each, "field": each} for each in COLUMNS]
    shown = ui.table(columns=columns, rows=list(people.values()), row_key="uuid")
    places = {uuid: place for place, uuid in enumerate(people)}

    def show(row: Row) -> None:
        shown.rows[places[row["uuid"]]].update(row)
        shown.update()

    keep(show)


ui.run(host="127.0.0.1", port=PORT, reload=False, show=False, show_welcome_message=False)
