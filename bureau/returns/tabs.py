"""What the sheets add to the index: my month, filling, review."""

from __future__ import annotations

from bureau.figures.models import Sheet, SheetState
from bureau.organisation.access import has_role
from bureau.organisation.models import Role, User
from bureau.returns.corrections.rights import waiting_for as decisions_waiting_for
from bureau.returns.levels import waiting_for
from bureau.returns.models import KeptFinding
from bureau.web.tabs import Count, Tab, add_tab


def returned(user: User) -> Count | None:
    """Sheets sent back to this clerk: always late."""
    if not has_role(user, Role.CLERK):
        return None
    return Count(Sheet.objects.fillable_by(user).filter(state=SheetState.RETURNED).count(), late=True)


def to_fill(user: User) -> Count | None:
    if not has_role(user, Role.CLERK):
        return None
    return Count(Sheet.objects.fillable_by(user).filter(state=SheetState.OPEN).count())


def to_review(user: User) -> Count | None:
    return Count(waiting_for(user).count())


def to_decide(user: User) -> Count | None:
    """Corrections and reopenings that wait for her decision."""
    return Count(decisions_waiting_for(user))


def found(user: User) -> Count | None:
    """Hard findings that stand on sheets she reads."""
    number = KeptFinding.objects.readable_by(user).open().filter(level=KeptFinding.Level.HARD).count()
    return Count(number, late=number > 0)


BUSINESS = frozenset({"clerk", "reviewer", "office", "leader"})

add_tab(Tab("month", "本月", "returns:month", 10, roles=BUSINESS, count=returned))
add_tab(Tab("sheets", "填报", "returns:sheets", 15, roles=BUSINESS, count=to_fill))
add_tab(Tab("review", "审核", "returns:queue", 20, roles=frozenset({"reviewer", "office"}), count=to_review))
add_tab(Tab("corrections", "更正", "returns:corrections", 21, roles=BUSINESS, count=to_decide))
add_tab(
    Tab("progress", "进度", "returns:progress", 22, roles=frozenset({"reviewer", "office", "leader"})),
)
add_tab(Tab("assignments", "安排", "returns:assignments", 70, roles=frozenset({"office"})))
add_tab(
    Tab(
        "findings",
        "核查",
        "returns:findings",
        25,
        roles=frozenset({"reviewer", "office", "leader"}),
        count=found,
    )
)
