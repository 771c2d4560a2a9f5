"""People and the posts they hold."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone

from bureau.organisation.models.units import Unit


class Role(models.TextChoices):
    CLERK = "clerk", "填报"
    REVIEWER = "reviewer", "审核"
    OFFICE = "office", "综合"
    LEADER = "leader", "领导"
    SYSTEM_ADMIN = "system_admin", "系统管理员"
    SECURITY_ADMIN = "security_admin", "安全管理员"
    AUDIT_ADMIN = "audit_admin", "审计管理员"


ADMINISTRATORS = frozenset({Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN})


class People(BaseUserManager["User"]):
    def create_user(self, username: str, password: str | None, full_name: str) -> User:
        """Create an active account. `password=None` makes one that nobody can log in to yet.

        The password counts as the person's own; one that somebody else chose is set by `passwords.change_password`.
        """
        user = self.model(username=username, full_name=full_name, password_changed_at=timezone.now())
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """A person with an account. What she may do follows from her posts alone; there is no superuser."""

    username = models.CharField("用户名", max_length=40, unique=True)
    full_name = models.CharField("姓名", max_length=40)
    is_active = models.BooleanField("启用", default=True)
    password_changed_at = models.DateTimeField("密码修改时间", null=True, blank=True)
    large_type = models.BooleanField("大字", default=False)
    is_demonstration = models.BooleanField("演示账号", default=False)
    created_at = models.DateTimeField("开户时间", auto_now_add=True)

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["full_name"]

    objects = People()

    class Meta:
        ordering = ["username"]
        verbose_name = "人员"

    def __str__(self) -> str:
        return self.full_name


class Post(models.Model):
    """任职: one role of one person in one unit. Empty `domains` means all that the unit answers for."""

    user = models.ForeignKey(User, models.CASCADE, related_name="posts", verbose_name="人员")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="posts", verbose_name="单位")
    role = models.CharField("角色", max_length=20, choices=Role)
    domains = ArrayField(models.CharField(max_length=40), default=list, blank=True, verbose_name="业务领域")

    class Meta:
        ordering = ["user", "role"]
        verbose_name = "任职"
        constraints = [
            models.UniqueConstraint(fields=["user", "unit", "role"], name="one_post_per_role_and_unit")
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.unit} {self.get_role_display()}"
