"""Brings the database and the static files up to date, in one Django process: starting Django is what costs time."""

import argparse
import sys

import django
from django.apps import apps
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import OperationalError

from bureau.runtime.static import collect_if_changed


def print_demonstration_people() -> None:
    """Who can log in to the demo bureau, and as what. Their password is the launcher's to tell."""
    print("演示账户：")
    # By name: this module is loaded before Django, and models can only be imported after it.
    posts = apps.get_model("organisation", "Post").objects.select_related("user", "unit")
    for post in posts.filter(user__is_demonstration=True, user__is_active=True).order_by(
        "user_id", "unit_id"
    ):
        print(f"  {post.user.username:<12}{post.user.full_name}　{post.get_role_display()}　{post.unit.name}")


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
            call_command("load_demo", rows_later=True)
            print_demonstration_people()
    except (CommandError, OperationalError) as error:
        print(f"{error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
