"""Work that nobody waits for: on a schedule, and soon after something happened.

The queue is procrastinate's, in the same PostgreSQL. Its worker runs inside each process of the app, or in
one of its own (`python -m crm_app work`); however many there are, each job is done once.
"""

from crm_app.jobs import topics
from crm_app.jobs.asking import ask_for, ask_soon, run_again, run_now
from crm_app.jobs.errors import AlreadyWaiting
from crm_app.jobs.reading import Job, Overview, Planned, overview
from crm_app.jobs.running import free_lost_jobs, start, stop, work_off
from crm_app.jobs.schedule import TASKS

__all__ = [
    "TASKS",
    "AlreadyWaiting",
    "Job",
    "Overview",
    "Planned",
    "ask_for",
    "ask_soon",
    "free_lost_jobs",
    "overview",
    "run_again",
    "run_now",
    "start",
    "stop",
    "topics",
    "work_off",
]
