"""What can go wrong when somebody asks for a job."""

from crm_app.core.errors import Conflict


class AlreadyWaiting(Conflict):
    """The same work is in the queue already: doing it once is enough."""

    code = "already_waiting"
    text = "This is waiting in the queue already."
