"""The texts of the chart. Some are templates: the browser puts numbers and names into them."""

from crm_app.core.texts import t


def chart_texts() -> dict[str, str]:
    """Everything that the chart, the outline and their tools say."""
    return {**_nodes(), **_picture(), **_search(), **_tools()}


def _nodes() -> dict[str, str]:
    return {
        "everyone": t("Everyone"),
        "direct": t("Not on a team"),
        "unassigned": t("Unassigned"),
        "inactive": t("Inactive"),
        "people_one": t("{count} person"),
        "people_many": t("{count} people"),
        "teams_one": t("{count} team"),
        "teams_many": t("{count} teams"),
        "departments_one": t("{count} department"),
        "departments_many": t("{count} departments"),
        "is_open": t("open"),
        "is_closed": t("closed"),
        "loading": t("Loading…"),
    }


def _picture() -> dict[str, str]:
    return {
        "title": t("Org chart"),
        "description": t(
            "Departments, their teams and the people on them, as a tree. "
            "The outline shows the same as a list for keyboard and screen reader."
        ),
        "keys": t(
            "Arrow keys walk through the chart, Enter opens and closes, plus and minus zoom, "
            "0 shows all of it."
        ),
        "open_person": t("Open profile"),
        "open_team": t("Open the team's page"),
        "open_department": t("Open the department's page"),
        "close": t("Close"),
        "here": t("Where you are in the chart"),
        "zoom": t("Zoom"),
        "zoom_in": t("Zoom in"),
        "zoom_out": t("Zoom out"),
        "fit": t("Show all of it"),
    }


def _search() -> dict[str, str]:
    return {
        "search": t("Find a person or team"),
        "clear": t("Clear search"),
        "results": t("Results"),
        "nothing": t("Nobody and no team is called “{search}”."),
        "hits_one": t("{count} result"),
        "hits_many": t("{count} results"),
    }


def _tools() -> dict[str, str]:
    return {
        "views": t("How it is shown"),
        "view_chart": t("Chart"),
        "view_outline": t("Outline"),
        "expand": t("Open all departments"),
        "collapse": t("Close all departments"),
        "save": t("Save"),
        "making": t("Drawing…"),
        "print": t("Print"),
        "save_svg": t("Download as SVG"),
        "save_png": t("Download as PNG"),
        "not_saved": t("The file could not be made. Please try again."),
    }
