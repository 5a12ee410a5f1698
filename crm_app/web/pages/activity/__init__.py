"""`/activity`: everything that happened, narrowed and exported."""
