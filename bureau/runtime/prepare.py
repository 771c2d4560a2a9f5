"""Brings the database and the static files up to date, in one Django process: starting Django is what costs time."""

import argparse
import sys

import django
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import OperationalError

from bureau.runtime.static import collect_if_changed


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="portal prepare")
    parser.add_argument("--demo", action="store_true")
    options = parser.parse_args(arguments)
    django.setup()
    try:
        call_command("migrate", interactive=False, verbosity=0)
        call_command("sync_catalogue", verbosity=0)
        collect_if_changed()
        if options.demo:
            call_command("load_demo")
    except (CommandError, OperationalError) as error:
        print(f"{error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
