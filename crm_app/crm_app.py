"""The app put together: pages, lifespan tasks, HTTP routes. Nothing else happens here."""

import reflex as rx

from crm_app.web import pages  # noqa: F401 - registers every page
from crm_app.web.access import AccessMiddleware, add_pages
from crm_app.web.http import (
    activity,
    assets,
    auth,
    files,
    folder_uploads,
    health,
    interactions,
    picker,
    shares,
    uploads,
    zips,
)
from crm_app.web.http.guard import guarded
from crm_app.web.lifespan import running
from crm_app.web.ui import theme
from crm_app.web.ui.dead_ends import not_allowed, nowhere

routes = [
    *auth.routes,
    *uploads.routes,
    *folder_uploads.routes,
    *files.routes,
    *zips.routes,
    *interactions.routes,
    *picker.routes,
    *activity.routes,
    *shares.routes,
    *health.routes,
    *assets.routes,
]

app = rx.App(**theme.APP, api_transformer=[guarded(routes)])
app.add_middleware(AccessMiddleware(), index=0)
app.register_lifespan_task(running)
add_pages(app, refused=not_allowed, unknown=nowhere)
