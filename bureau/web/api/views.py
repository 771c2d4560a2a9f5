"""The bases of every view of the API."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, ClassVar, cast

from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response
from rest_framework.generics import GenericAPIView
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.parsers import BaseParser
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from bureau.web.api import idempotency, parameters
from bureau.web.api.errors import invalid

LIST_PARAMETERS = frozenset({"page", "page_size"})
READING = frozenset({"GET", "HEAD"})


class AlwaysJSON(BaseContentNegotiation):
    """Answers are JSON (or the file that was asked for) whatever `Accept` says."""

    def select_parser(self, request: Request, parsers: Iterable[BaseParser]) -> BaseParser | None:
        sent = (request.content_type or "").partition(";")[0].strip().lower()
        return next((parser for parser in parsers if parser.media_type == sent), None)

    def select_renderer(
        self, request: Request, renderers: Iterable[BaseRenderer], format_suffix: str | None = None
    ) -> tuple[BaseRenderer, str]:
        renderer = next(iter(renderers))
        return renderer, str(renderer.media_type)


class ApiView(APIView):
    """One address of the API.

    `filters` are the query parameters of GET; other parameters, and any on a write, are refused. Writes honour
    `Idempotency-Key`, reads carry an ETag. Who may come in at all is `permission_classes` (by default: logged in and
    not one of the three administrators); whose objects exist for her is the query set of the view. Where the answer
    must not be kept (`keeps_answers`), a key has no effect.
    """

    filters: ClassVar[frozenset[str]] = frozenset()
    keeps_answers: ClassVar[bool] = True
    content_negotiation_class = AlwaysJSON
    metadata_class = None

    def known_parameters(self) -> frozenset[str]:
        return self.filters

    def initial(self, request: Request, *args: object, **kwargs: object) -> None:
        super().initial(request, *args, **kwargs)
        known = self.known_parameters() if request.method in READING else frozenset()
        parameters.refuse_unknown(request.query_params, known)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """As DRF's, with the handler run under its idempotency key. (Any: the arguments of the address.)"""
        self.args, self.kwargs = args, kwargs
        self.request = self.initialize_request(request, *args, **kwargs)
        self.headers = self.default_response_headers
        try:
            self.initial(self.request, *args, **kwargs)
            handler = self._handler()

            def run() -> HttpResponseBase:
                with transaction.atomic():
                    return handler(self.request, *args, **kwargs)

            if self.keeps_answers and idempotency.key_of(self.request) is not None:
                response = idempotency.once(self.request, run, self.handle_exception)
            else:
                response = handler(self.request, *args, **kwargs)
        except (
            Exception
        ) as error:  # every error passes through the one exception handler, which re-raises ours
            response = self.handle_exception(error)
        self.response = self.finalize_response(self.request, cast(Response, response), *args, **kwargs)
        if request.method in READING and isinstance(self.response, Response):
            self.response.add_post_render_callback(lambda rendered: _with_etag(request, rendered))
        return self.response

    def _handler(self) -> Callable[..., HttpResponseBase]:
        name = (self.request.method or "").lower()
        if name in self.http_method_names:
            return cast(Callable[..., HttpResponseBase], getattr(self, name, self.http_method_not_allowed))
        return self.http_method_not_allowed


class ListView(ApiView, GenericAPIView[Any]):  # Any: the model is the subclass's affair
    """A list in pages: the subclass gives `serializer_class`, `filters` and `rows()`, already scoped and filtered.

    `searched` are lookups for `search`; `orderings` maps what `ordering` may name (with `-` for descending) to columns.
    """

    searched: ClassVar[Sequence[str]] = ()
    orderings: ClassVar[Mapping[str, str]] = {}

    def known_parameters(self) -> frozenset[str]:
        known = self.filters | LIST_PARAMETERS
        if self.searched:
            known |= {"search"}
        if self.orderings:
            known |= {"ordering"}
        return known

    def rows(self) -> QuerySet[Any]:  # Any: the subclass's model
        raise NotImplementedError

    def get_queryset(self) -> QuerySet[Any]:
        return self._ordered(self._found(self.rows()))

    def get(self, request: Request, *args: object, **kwargs: object) -> Response:
        page = self.paginate_queryset(self.get_queryset())
        return self.get_paginated_response(self.get_serializer(page, many=True).data)

    def _found(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        wanted = parameters.text(self.request, "search") if self.searched else None
        if wanted is None:
            return rows
        condition = Q()
        for lookup in self.searched:
            condition |= Q(**{lookup: wanted})
        return rows.filter(condition)

    def _ordered(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        wanted = parameters.text(self.request, "ordering") if self.orderings else None
        if wanted is None:
            return rows
        descending, name = wanted.startswith("-"), wanted.removeprefix("-")
        if name not in self.orderings:
            raise invalid({"ordering": [f"不能按“{wanted[:20]}”排序，可选：{'、'.join(self.orderings)}。"]})
        # The primary key settles ties, so that no row falls between two pages.
        return rows.order_by(("-" if descending else "") + self.orderings[name], "pk")


def _with_etag(request: HttpRequest, response: HttpResponse) -> HttpResponse | None:
    if response.status_code != 200:
        return None
    etag = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
    response.headers["ETag"] = etag
    return get_conditional_response(request, etag=etag, response=response)
