"""Values on their way out: decimals as plain text, times with the offset of the house."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone
from rest_framework.renderers import JSONRenderer
from rest_framework.utils.encoders import JSONEncoder

from bureau.quantities.printing import plain


class PortalEncoder(JSONEncoder):
    """A Decimal never becomes a float: 84680001.0000 is written "84680001", as the contract has it."""

    def default(self, obj: Any) -> Any:  # Any: the signature is json's
        if isinstance(obj, Decimal):
            return plain(obj)
        if isinstance(obj, datetime.datetime) and timezone.is_aware(obj):
            return timezone.localtime(obj).isoformat(timespec="seconds")
        return super().default(obj)


class PortalRenderer(JSONRenderer):
    encoder_class = PortalEncoder
