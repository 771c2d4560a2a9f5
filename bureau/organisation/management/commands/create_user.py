"""`manage.py create_user zhang 张三`: an account, its first password from stdin or a random one that is printed."""

from __future__ import annotations

import getpass
import sys
from argparse import ArgumentParser

from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from bureau.audit.attribution import acting
from bureau.organisation.forms import AccountForm
from bureau.organisation.models import User
from bureau.organisation.passwords import change_password, random_password


class Command(BaseCommand):
    help = "新建账号。密码从终端或标准输入读取；加 --random 则生成一个并显示一次。首次登录须修改密码。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username", help="用户名")
        parser.add_argument("full_name", help="姓名")
        parser.add_argument("--random", action="store_true", help="生成随机密码并显示")

    def handle(self, username: str, full_name: str, *, random: bool, **options: object) -> None:
        form = AccountForm({"username": username, "full_name": full_name})
        if not form.is_valid():
            raise CommandError("".join(str(text) for errors in form.errors.values() for text in errors))
        password = random_password() if random else _asked()
        try:
            password_validation.validate_password(password, User(username=username, full_name=full_name))
        except ValidationError as error:
            raise CommandError("".join(error.messages)) from error
        with acting("system", reason="命令行 create_user"), transaction.atomic():
            user = User.objects.create_user(username, None, full_name)
            change_password(user, password, chosen_by_owner=False)
        self.stdout.write(
            f"已建账号 {username}（{full_name}）。还没有岗位，请用 add_post 或由安全管理员分配。"
        )
        if random:
            self.stdout.write(f"初始密码：{password}（只显示这一次，首次登录须修改）")


def _asked() -> str:
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    password = getpass.getpass("初始密码：")
    if getpass.getpass("再输一遍：") != password:
        raise CommandError("两次输入的密码不一样，没有建立账号。")
    return password
