"""Lists in pages: {"count", "next", "previous", "results"}."""

from __future__ import annotations

from rest_framework.pagination import PageNumberPagination
from rest_framework.request import Request

from bureau.web.api.errors import invalid

MAX_PAGE_SIZE = 500


class Pages(PageNumberPagination):
    """`page` from 1, `page_size` up to 500; anything else is refused, not quietly cut down."""

    page_size = 50
    page_size_query_param = "page_size"
    max_page_size = MAX_PAGE_SIZE

    def get_page_size(self, request: Request) -> int:
        text = request.query_params.get("page_size")
        if text is None:
            return int(self.page_size or MAX_PAGE_SIZE)
        size = _number(text)
        if size is None or size > MAX_PAGE_SIZE:
            raise invalid({"page_size": [f"每页条数请填 1 到 {MAX_PAGE_SIZE} 之间的整数。"]})
        return size

    def get_page_number(self, request: Request, paginator: object) -> int:
        text = request.query_params.get("page")
        if text is None:
            return 1
        number = _number(text)
        if number is None:
            raise invalid({"page": ["页码请填从 1 开始的整数。"]})
        return number


def _number(text: str) -> int | None:
    plain = text.isascii() and text.isdecimal() and len(text) <= 9
    return int(text) if plain and int(text) > 0 else None
