"""The live topic of jobs: one for all of them."""

JOBS = "jobs"
CHANGED = "changed"
