"""Who am I, which units are there, a token, and the accounts of others."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema, inline_serializer
from rest_framework import serializers
from rest_framework.permissions import AllowAny, IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from bureau.audit.recording import record_request
from bureau.organisation.access import grants_of
from bureau.organisation.forms import domain_keys
from bureau.organisation.login import SUBJECT, LoginRefused, check_login
from bureau.organisation.models import Role, Unit, UnitKind, User
from bureau.organisation.passwords import must_change_password
from bureau.organisation.people import person
from bureau.organisation.permissions import ForSecurity
from bureau.organisation.posting import (
    Duty,
    duties_of,
    grantable_units,
    manageable_people,
    set_active,
    set_duties,
)
from bureau.organisation.rights import in_words
from bureau.organisation.tokens import issue
from bureau.web.api import parameters
from bureau.web.api.errors import Problem, invalid
from bureau.web.api.views import ApiView, ListView

_names = serializers.ListField(child=serializers.CharField())
MeSerializer = inline_serializer(
    "Me",
    {
        "user": serializers.CharField(),
        "name": serializers.CharField(),
        "roles": _names,
        "units": _names,
        "domains": _names,
        "rights": _names,
    },
)
TokenAnswer = inline_serializer(
    "TokenAnswer", {"token": serializers.CharField(), "expires": serializers.DateTimeField()}
)


class UnitSerializer(serializers.ModelSerializer[Unit]):
    parent = serializers.CharField(source="parent.code", default=None)  # type: ignore[assignment]  # DRF's stubs know `parent` as the parent serializer
    opened = serializers.DateField(source="opened_on")
    closed = serializers.DateField(source="closed_on")

    class Meta:
        model = Unit
        fields = ("code", "name", "kind", "parent", "opened", "closed")
        read_only_fields = fields


class UserSerializer(serializers.ModelSerializer[User]):
    name = serializers.CharField(source="full_name")
    active = serializers.BooleanField(source="is_active")
    roles = serializers.SerializerMethodField()
    units = serializers.SerializerMethodField()
    domains = serializers.SerializerMethodField()

    class Meta:
        model = User
        fields = ("username", "name", "active", "roles", "units", "domains")
        read_only_fields = fields

    def get_roles(self, user: User) -> list[str]:
        return sorted({post.role for post in user.posts.all()})

    def get_units(self, user: User) -> list[str]:
        return sorted({post.unit.code for post in user.posts.all()})

    def get_domains(self, user: User) -> list[str]:
        return sorted({domain for post in user.posts.all() for domain in post.domains})


class LoginSerializer(serializers.Serializer[dict[str, str]]):
    username = serializers.CharField(max_length=40)
    password = serializers.CharField(max_length=128, trim_whitespace=False)


class UserChange(serializers.Serializer[dict[str, Any]]):  # Any: values of several types
    """What may be changed about an account; every other field is refused."""

    active = serializers.BooleanField(required=False)
    roles = serializers.ListField(child=serializers.ChoiceField(Role.choices), required=False)
    units = serializers.ListField(child=serializers.CharField(max_length=40), required=False)
    domains = serializers.ListField(child=serializers.CharField(max_length=40), required=False)

    def validate_domains(self, domains: list[str]) -> list[str]:
        unknown = sorted(set(domains) - set(domain_keys()))
        if unknown:
            raise serializers.ValidationError(f"没有“{unknown[0]}”这个业务领域。")
        return sorted(set(domains))

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        unknown = sorted(set(self.initial_data) - set(self.fields))
        if unknown:
            raise serializers.ValidationError({name: ["这一项不能修改。"] for name in unknown})
        return attrs


class Me(ApiView):
    permission_classes = (IsAuthenticated,)

    @extend_schema(responses=MeSerializer)
    def get(self, request: Request) -> Response:
        user, grants = person(request), grants_of(person(request))
        domains = set[str]()
        for grant in grants:
            domains |= set(domain_keys() if grant.domains is None else grant.domains)
        units = Unit.objects.filter(pk__in=[grant.home_id for grant in grants])
        return Response(
            {
                "user": user.username,
                "name": user.full_name,
                "roles": sorted({grant.role.value for grant in grants}),
                "units": [unit.code for unit in units],
                "domains": sorted(domains),
                "rights": [in_words(grant) for grant in grants],
            }
        )


class Units(ListView):
    """The tree of one's own bureau and what stands above it: names only, which are no secret between neighbours."""

    permission_classes = (IsAuthenticated,)
    serializer_class = UnitSerializer
    filters = frozenset({"parent", "kind", "at"})
    searched = ("name__icontains", "code__icontains")

    def rows(self) -> QuerySet[Unit]:
        grants = grants_of(person(self.request))
        tops = {grant.bureau_id for grant in grants}
        above = {number for top in Unit.objects.filter(pk__in=tops) for number in top.lineage}
        rows = Unit.objects.filter(Q(lineage__overlap=list(tops)) | Q(pk__in=above)).select_related("parent")
        if parent := parameters.text(self.request, "parent"):
            rows = rows.filter(parent__code=parent)
        if kind := parameters.choice(self.request, "kind", UnitKind.values):
            rows = rows.filter(kind=kind)
        if day := parameters.date(self.request, "at"):
            rows = rows.filter(Q(opened_on=None) | Q(opened_on__lte=day))
            rows = rows.filter(Q(closed_on=None) | Q(closed_on__gte=day))
        return rows


class TokenIssue(ApiView):
    """A token for a name and a password, under the lockout of the login page."""

    authentication_classes = ()
    permission_classes = (AllowAny,)

    @extend_schema(request=LoginSerializer, responses=TokenAnswer)
    def post(self, request: Request) -> Response:
        form = LoginSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        try:
            user = check_login(request._request, **form.validated_data)
        except LoginRefused as refused:
            raise _problem(refused) from refused
        if must_change_password(user):
            raise PermissionDenied("初始密码还没有修改，请先在网页上登录并修改密码。")
        request._request.user = user
        token, key = issue(user)
        record_request(request._request, "token", SUBJECT, user.username, detail=f"末四位 {token.hint}")
        return Response({"token": key, "expires": timezone.localtime(token.expires_at)})


def _problem(refused: LoginRefused) -> Problem:
    if not refused.wait_seconds:
        return Problem(401, "unauthenticated", str(refused))
    problem = Problem(429, refused.code, str(refused))
    problem.wait = refused.wait_seconds
    return problem


class Users(ListView):
    permission_classes = (IsAuthenticated, ForSecurity)
    serializer_class = UserSerializer
    searched = ("username__icontains", "full_name__icontains")

    def rows(self) -> QuerySet[User]:
        return manageable_people(person(self.request))


class UserDetail(ApiView):
    permission_classes = (IsAuthenticated, ForSecurity)

    @extend_schema(responses=UserSerializer)
    def get(self, request: Request, username: str) -> Response:
        return Response(
            UserSerializer(get_object_or_404(manageable_people(person(request)), username=username)).data
        )

    @extend_schema(request=UserChange, responses=UserSerializer)
    def patch(self, request: Request, username: str) -> Response:
        admin = person(request)
        user = get_object_or_404(manageable_people(admin), username=username)
        if user.pk == admin.pk:
            raise PermissionDenied("不能修改自己的账号和权限，请由另一位管理员办理。")
        form = UserChange(data=request.data)
        form.is_valid(raise_exception=True)
        change = form.validated_data
        with transaction.atomic():
            if change.keys() & {"roles", "units", "domains"}:
                set_duties(user, _duties(user, change, admin), by=admin)
            if "active" in change:
                set_active(user, change["active"], by=admin)
        return Response(UserSerializer(manageable_people(admin).get(pk=user.pk)).data)


def _duties(user: User, change: dict[str, Any], admin: User) -> list[Duty]:  # Any: values of several types
    """Every role in every unit named. What is not named stays, as long as that cannot give more than was meant."""
    if change.get("roles") == [] or change.get("units") == []:
        return []
    before = duties_of(user)
    if "roles" not in change and "units" not in change:
        return [Duty(duty.role, duty.unit, tuple(change["domains"])) for duty in before]
    roles = [Role(role) for role in change["roles"]] if "roles" in change else [duty.role for duty in before]
    units = _units(change["units"], admin) if "units" in change else [duty.unit for duty in before]
    if "roles" not in change and len(set(roles)) > 1:
        raise invalid({"roles": ["此人有几个角色，请把各单位的角色一并写明。"]})
    if "units" not in change and len({unit.pk for unit in units}) > 1:
        raise invalid({"units": ["此人在几个单位任职，请把单位一并写明。"]})
    if "domains" in change:
        domains = tuple(change["domains"])
    else:
        kept = {duty.domains for duty in before}
        if len(kept) > 1:
            raise invalid({"domains": ["此人各岗位的业务领域不同，请一并写明。"]})
        domains = next(iter(kept), ())
    return [Duty(role, unit, domains) for role in dict.fromkeys(roles) for unit in dict.fromkeys(units)]


def _units(codes: list[str], admin: User) -> list[Unit]:
    known = {unit.code: unit for unit in grantable_units(admin).filter(code__in=codes)}
    unknown = [code for code in codes if code not in known]
    if unknown:
        raise invalid({"units": [f"没有“{unknown[0]}”这个单位，或它不在您的范围内。"]})
    return [known[code] for code in codes]
