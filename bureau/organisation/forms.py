"""Forms of the pages about people."""

from __future__ import annotations

from typing import cast

from django import forms
from django.apps import apps
from django.conf import settings
from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from bureau.organisation.models import Role, Unit, User


class LoginForm(forms.Form):
    username = forms.CharField(
        label="用户名",
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autofocus": True}),
        error_messages={"required": "请输入用户名。"},
    )
    password = forms.CharField(
        label="密码",
        max_length=128,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": "请输入密码。"},
    )


class PasswordForm(forms.Form):
    """A person changes her own password; the old one shows that it is she who sits there."""

    old = forms.CharField(
        label="现在的密码",
        max_length=128,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    new = forms.CharField(
        label="新密码",
        max_length=128,
        strip=False,
        help_text="至少 10 个字符，含大写字母、小写字母、数字、其他符号中的至少三类，不要用姓名、用户名。",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label="再输一遍新密码",
        max_length=128,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, user: User, data: object = None) -> None:
        super().__init__(data)  # type: ignore[arg-type]  # a POST's QueryDict or nothing
        self.user = user

    def clean_old(self) -> str:
        old = str(self.cleaned_data["old"])
        if not self.user.check_password(old):
            raise ValidationError("现在的密码不对，请重新输入。")
        return old

    def clean_new(self) -> str:
        new = str(self.cleaned_data["new"])
        password_validation.validate_password(new, self.user)
        if self.user.check_password(new):
            raise ValidationError("新密码与现在的密码相同，请换一个。")
        return new

    def clean_again(self) -> str:
        again = str(self.cleaned_data["again"])
        if "new" in self.cleaned_data and again != self.cleaned_data["new"]:
            raise ValidationError("两次输入的新密码不一样，请重新输入。")
        return again


class PostForm(forms.Form):
    """任职: role, unit and, where it is narrower than the unit's, the domains."""

    role = forms.ChoiceField(label="角色", choices=Role.choices)
    unit = forms.ModelChoiceField(
        label="单位",
        queryset=Unit.objects.none(),
        to_field_name="code",
        error_messages={"invalid_choice": "没有这个单位，请从列表中选。"},
    )
    domains = forms.MultipleChoiceField(
        label="业务领域",
        required=False,
        choices=lambda: domain_choices(),
        widget=forms.CheckboxSelectMultiple,
        help_text="不选表示该单位负责的全部领域。",
    )

    def __init__(self, units: QuerySet[Unit], data: object = None) -> None:
        super().__init__(data)  # type: ignore[arg-type]  # a POST's QueryDict or nothing
        cast("forms.ModelChoiceField[Unit]", self.fields["unit"]).queryset = units


class AccountForm(forms.Form):
    """A new account. Its first password is made by the portal and shown once."""

    username = forms.RegexField(
        r"^[a-z0-9][a-z0-9._-]{1,39}$",
        label="用户名",
        max_length=40,
        error_messages={"invalid": "用户名用小写字母、数字和 . _ -，2 到 40 个字符，以字母或数字开头。"},
    )
    full_name = forms.CharField(label="姓名", max_length=40)

    def clean_username(self) -> str:
        username = str(self.cleaned_data["username"])
        if User.objects.filter(username=username).exists():
            raise ValidationError("这个用户名已经有人用了，请换一个。")
        return username


def domain_choices() -> list[tuple[str, str]]:
    return [(key, str(apps.get_app_config(key).verbose_name)) for key in domain_keys()]


def domain_keys() -> list[str]:
    """The keys of the domains as they stand in posts, e.g. `public_service`."""
    return [name.rpartition(".")[2] for name in settings.DOMAINS]
