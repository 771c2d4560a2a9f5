"""The OpenAPI description of our views: what the base classes know already is not said again at each view."""

from __future__ import annotations

from typing import Any

from drf_spectacular.openapi import AutoSchema
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter
from rest_framework.serializers import Serializer

# Page and size are described by the pagination class itself.
_KNOWN_ELSEWHERE = frozenset({"page", "page_size"})
_WRITES = frozenset({"POST", "PUT", "PATCH", "DELETE"})

_Parameter = OpenApiParameter | Serializer[Any] | type[Serializer[Any]]  # Any: spectacular's own type


class DescribedView(AutoSchema):
    """Adds the listed query parameters of reads and the Idempotency-Key of writes, and knows our lists."""

    def _is_list_view(self, serializer: object = None) -> bool:
        return self.method == "GET" and hasattr(self.view, "rows")

    def get_override_parameters(self) -> list[_Parameter]:
        if self.method in _WRITES:
            return [
                OpenApiParameter(
                    "Idempotency-Key",
                    OpenApiTypes.STR,
                    OpenApiParameter.HEADER,
                    description="同一请求重发时只生效一次，24 小时内有效。",
                )
            ]
        known: frozenset[str] = getattr(self.view, "known_parameters", frozenset)()
        return [
            OpenApiParameter(name, OpenApiTypes.STR, OpenApiParameter.QUERY)
            for name in sorted(known - _KNOWN_ELSEWHERE)
        ]
