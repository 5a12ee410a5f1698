"""The commands of the app: `python -m crm_app` with the name of one."""

import argparse
import sys

from crm_app import backup_commands, commands, store_commands

WITH_ARGUMENTS = {**backup_commands.COMMANDS, **store_commands.COMMANDS}


def main(arguments: list[str] | None = None) -> int:
    """Runs one command; the exit code is 0 when it went well."""
    parser = argparse.ArgumentParser(prog="crm_app", description="A self-hosted CRM.")
    parser.add_argument("command", choices=sorted([*commands.COMMANDS, *WITH_ARGUMENTS]))
    parser.add_argument("arguments", nargs=argparse.REMAINDER, help="what the commands of the store ask for")
    chosen = parser.parse_args(arguments)
    if chosen.command in WITH_ARGUMENTS:
        return WITH_ARGUMENTS[chosen.command](chosen.arguments)
    if chosen.arguments:
        parser.error(f"{chosen.command} takes nothing else")
    commands.COMMANDS[chosen.command]()
    return 0


if __name__ == "__main__":
    sys.exit(main())
