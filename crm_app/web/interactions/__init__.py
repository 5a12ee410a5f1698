"""The Interactions tab of contacts and companies: the composer with its drafts, and the timeline."""
