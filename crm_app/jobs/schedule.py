"""What is done when. One line here is one task of the queue."""

from dataclasses import dataclass

from crm_app.core.texts import t
from crm_app.jobs import tasks
from crm_app.jobs.queue import Work, add_task


@dataclass(frozen=True, slots=True)
class Task:
    """A task: what people call it, what it does for them, and when (UTC)."""

    name: str
    title: str
    about: str
    cron: str
    work: Work

    @property
    def hourly(self) -> bool:
        """Whether it is due every hour, and not every night."""
        return self.cron.split()[1] == "*"


TASKS = {
    task.name: task
    for task in (
        Task(
            "trash.prune",
            t("Empty the trash"),
            t("Deletes for good what has been in the trash for too long."),
            "0 3 * * *",
            tasks.prune_trash,
        ),
        Task(
            "files.orphans",
            t("Clear away what was left behind"),
            t("Moves uploads that were never used to the trash."),
            "20 3 * * *",
            tasks.trash_orphans,
        ),
        Task(
            "accounts.tidy",
            t("Forget expired sign-ins"),
            t("Deletes sessions, invitations and failed attempts that are over."),
            "40 3 * * *",
            tasks.tidy_accounts,
        ),
        Task(
            "jobs.forget",
            t("Forget old jobs"),
            t("Deletes jobs that ended weeks ago from this list."),
            "50 3 * * *",
            tasks.forget_jobs,
        ),
        Task(
            "store.check",
            t("Check stored files"),
            t("Compares those files with their checksums that were not compared for longest."),
            "0 4 * * *",
            tasks.check_store,
        ),
        Task(
            "drafts.sweep",
            t("Sweep drafts"),
            t("Removes notes that nobody has gone on writing for a day."),
            "5 * * * *",
            tasks.sweep_drafts,
        ),
        Task(
            "files.pictures",
            t("Make missing previews"),
            t("Makes thumbnails that were lost or interrupted."),
            "25 * * * *",
            tasks.make_pictures,
        ),
        Task(
            "files.texts",
            t("Read the words in files"),
            t("So that the search finds what stands in documents. Also after each upload."),
            "45 * * * *",
            tasks.read_texts,
        ),
    )
}

for _task in TASKS.values():
    add_task(_task.name, _task.work, _task.cron)
