"""The commands of the app: `python -m crm_app serve | build | migrate | demo | scale`."""

import argparse
import sys

from crm_app import commands


def main(arguments: list[str] | None = None) -> int:
    """Runs one command; the exit code is 0 when it went well."""
    parser = argparse.ArgumentParser(prog="crm_app", description="A self-hosted CRM.")
    parser.add_argument("command", choices=sorted(commands.COMMANDS))
    commands.COMMANDS[parser.parse_args(arguments).command]()
    return 0


if __name__ == "__main__":
    sys.exit(main())
