"""A self-hosted CRM: contacts, companies, their files, and the people who work with them."""
