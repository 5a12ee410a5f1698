"""What every room stands on: database, scope, audit, errors, live events. Knows no CRM word."""
