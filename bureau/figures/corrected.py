"""What was corrected: read wherever a figure shows, so that both versions stay in sight."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal

from django.db.models import Q, QuerySet, Sum

from bureau.figures.models import Booking, Correction, RequestState
from bureau.organisation.models import Unit
from bureau.periods import Month


def corrections_under(unit: Unit, indicators: Iterable[int], months: Iterable[Month]) -> QuerySet[Correction]:
    """Accepted corrections of these months, or booked in them, in the unit and all below it, the earliest first."""
    months = list(months)
    return (
        Correction.objects.filter(
            Q(month__in=months) | Q(booked_month__in=months),
            state=RequestState.ACCEPTED,
            unit__lineage__contains=[unit.pk],
            indicator__in=list(indicators),
        )
        .select_related("unit", "indicator", "requested_by", "decided_by")
        .order_by("decided_at", "pk")
    )


def corrected_since(unit: Unit, indicators: Iterable[int], at: datetime) -> QuerySet[Correction]:
    """Corrections that took effect after a moment, for whatever was frozen at it and has to be told."""
    return (
        Correction.objects.filter(
            state=RequestState.ACCEPTED,
            applied_at__gt=at,
            unit__lineage__contains=[unit.pk],
            indicator__in=list(indicators),
        )
        .select_related("unit", "indicator")
        .order_by("applied_at", "pk")
    )


def booked_under(
    unit: Unit, indicators: Iterable[int], months: Iterable[Month]
) -> dict[tuple[int, Month, int], Decimal]:
    """Differences booked in these months by (unit, month, indicator): they count wherever that cell counts."""
    rows = (
        Booking.objects.filter(
            unit__lineage__contains=[unit.pk], indicator__in=list(indicators), month__in=list(months)
        )
        .order_by()
        .values_list("unit_id", "month", "indicator_id")
        .annotate(sum=Sum("amount"))
    )
    return {(unit_id, month, indicator_id): amount for unit_id, month, indicator_id, amount in rows}
