"""A person at work in the pages of a register: who logs in, where things stand, which ways lead to an end."""

from __future__ import annotations

from collections.abc import Iterator

from django.test import Client
from django.urls import reverse

from bureau.registers.declarations import Phase, Register, Step
from tests.people import People

LONGEST_WAY = 6
MOST_WAYS = 12


def session(people: People, name: str) -> Client:
    client = Client()
    client.force_login(people[name], backend="django.contrib.auth.backends.ModelBackend")
    return client


def address(register: Register, name: str, *more: object) -> str:
    return reverse(f"registers:{name}", args=[register.code, *more])


def ways(register: Register) -> Iterator[list[Step]]:
    """Ways from the first state to one that is done, the shortest first."""
    ends = {state.name for state in register.states if state.phase is Phase.DONE} or {
        register.states[-1].name
    }
    found = 0
    pile: list[tuple[str, list[Step]]] = [(register.initial, [])]
    while pile and found < MOST_WAYS:
        state, way = pile.pop(0)
        if state in ends:
            found += 1
            yield way
            continue
        been = {register.initial, *(step.ends for step in way)}
        if len(way) < LONGEST_WAY:
            pile += [
                (step.ends, [*way, step])
                for step in register.steps
                if state in step.begins and step.ends not in been
            ]


def mistakes_in(html: str) -> str:
    """The sentences of a refused page."""
    parts = html.split('role="alert">')[1:]
    return " / ".join(" ".join(part.split("</p>")[0].replace("<p>", "").split())[:160] for part in parts)[
        :500
    ]
