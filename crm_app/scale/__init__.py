"""Several processes of the app on this machine, behind nginx, with their tabs' state in Redis.

What `make scale` runs: the way it is in production, with everything started and ended together.
"""

from crm_app.scale.running import scaled

__all__ = ["scaled"]
