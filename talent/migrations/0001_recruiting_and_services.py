"""Rows of recruiting and of services to talents."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import bureau.registers.fields
import bureau.registers.personal
from bureau.registers.triggers import keep_register


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("registers", "0002_row_marks_and_trail"),
        ("organisation", "0004_office_is_called_by_its_section"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Agreement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.CharField(editable=False, max_length=40, unique=True, verbose_name="编号")),
                ("state", models.CharField(max_length=20, verbose_name="状态")),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="版本")),
                (
                    "origin",
                    models.CharField(
                        choices=[
                            ("typed", "登记"),
                            ("imported", "导入"),
                            ("planned", "按计划生成"),
                            ("transferred", "转入"),
                            ("demonstration", "演示数据"),
                        ],
                        default="typed",
                        editable=False,
                        max_length=20,
                        verbose_name="来源",
                    ),
                ),
                ("explanation", models.TextField(blank=True, default="", verbose_name="说明")),
                ("created_at", models.DateTimeField(editable=False, verbose_name="登记时间")),
                ("changed_at", models.DateTimeField(editable=False, verbose_name="修改时间")),
                ("purged_on", models.DateField(editable=False, null=True, verbose_name="个人信息清除日")),
                ("partner", models.CharField(default="", max_length=120, verbose_name="合作方")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("校地合作", "校地合作"),
                            ("劳务合作基地", "劳务合作基地"),
                            ("招聘平台", "招聘平台"),
                            ("信息化合作", "信息化合作"),
                            ("校企项目", "校企项目"),
                        ],
                        default="",
                        max_length=20,
                        verbose_name="类型",
                    ),
                ),
                ("signed_on", models.DateField(blank=True, null=True, verbose_name="签订日期")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="有效期")),
                ("content", models.TextField(blank=True, default="", verbose_name="合作事项")),
                (
                    "firms",
                    models.TextField(
                        blank=True,
                        default="",
                        help_text="一行一个，也可以用顿号分开",
                        verbose_name="参与企业",
                    ),
                ),
                ("output", models.PositiveIntegerField(blank=True, null=True, verbose_name="输送或实习人数")),
                ("reviewed_on", models.DateField(blank=True, null=True, verbose_name="回头看日期")),
                (
                    "changed_by",
                    models.ForeignKey(
                        db_index=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="修改人",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        db_index=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="登记人",
                    ),
                ),
                (
                    "reporting_unit",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.unit",
                        verbose_name="填报单位",
                    ),
                ),
            ],
            options={
                "verbose_name": "合作协议与基地",
                "indexes": [
                    models.Index(fields=["reporting_unit", "signed_on"], name="talent_agreement_unit"),
                    models.Index(fields=["state"], name="talent_agreement_state"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Event",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.CharField(editable=False, max_length=40, unique=True, verbose_name="编号")),
                ("state", models.CharField(max_length=20, verbose_name="状态")),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="版本")),
                (
                    "origin",
                    models.CharField(
                        choices=[
                            ("typed", "登记"),
                            ("imported", "导入"),
                            ("planned", "按计划生成"),
                            ("transferred", "转入"),
                            ("demonstration", "演示数据"),
                        ],
                        default="typed",
                        editable=False,
                        max_length=20,
                        verbose_name="来源",
                    ),
                ),
                ("explanation", models.TextField(blank=True, default="", verbose_name="说明")),
                ("created_at", models.DateTimeField(editable=False, verbose_name="登记时间")),
                ("changed_at", models.DateTimeField(editable=False, verbose_name="修改时间")),
                ("purged_on", models.DateField(editable=False, null=True, verbose_name="个人信息清除日")),
                ("title", models.CharField(default="", max_length=120, verbose_name="主题")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("交流对接", "交流对接"),
                            ("HR沙龙", "HR沙龙"),
                            ("博士交流", "博士交流"),
                            ("送技下乡", "送技下乡"),
                        ],
                        default="",
                        max_length=20,
                        verbose_name="类别",
                    ),
                ),
                ("station", models.CharField(blank=True, default="", max_length=120, verbose_name="驿站")),
                ("held_on", models.DateField(null=True, verbose_name="日期")),
                ("place", models.CharField(blank=True, default="", max_length=120, verbose_name="地点")),
                ("trips", models.PositiveIntegerField(blank=True, null=True, verbose_name="参与人次")),
                ("trainees", models.PositiveIntegerField(blank=True, null=True, verbose_name="培训人次")),
                (
                    "experts",
                    models.TextField(
                        blank=True,
                        default="",
                        help_text="一行一个，也可以用顿号分开",
                        verbose_name="专家名单",
                    ),
                ),
                ("expert_count", models.PositiveIntegerField(blank=True, null=True, verbose_name="专家人数")),
                ("firms", models.PositiveIntegerField(blank=True, null=True, verbose_name="参加企业数")),
                (
                    "changed_by",
                    models.ForeignKey(
                        db_index=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="修改人",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        db_index=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="登记人",
                    ),
                ),
                (
                    "reporting_unit",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.unit",
                        verbose_name="填报单位",
                    ),
                ),
            ],
            options={
                "verbose_name": "人才活动",
                "indexes": [
                    models.Index(fields=["reporting_unit", "held_on"], name="talent_event_unit"),
                    models.Index(fields=["state"], name="talent_event_state"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Expert",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.CharField(editable=False, max_length=40, unique=True, verbose_name="编号")),
                ("state", models.CharField(max_length=20, verbose_name="状态")),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="版本")),
                (
                    "origin",
                    models.CharField(
                        choices=[
                            ("typed", "登记"),
                            ("imported", "导入"),
                            ("planned", "按计划生成"),
                            ("transferred", "转入"),
                            ("demonstration", "演示数据"),
                        ],
                        default="typed",
                        editable=False,
                        max_length=20,
                        verbose_name="来源",
                    ),
                ),
                ("explanation", models.TextField(blank=True, default="", verbose_name="说明")),
                ("created_at", models.DateTimeField(editable=False, verbose_name="登记时间")),
                ("changed_at", models.DateTimeField(editable=False, verbose_name="修改时间")),
                ("purged_on", models.DateField(editable=False, null=True, verbose_name="个人信息清除日")),
                (
                    "name",
                    bureau.registers.personal.PersonalField(kind="name", null=True, verbose_name="专家"),
                ),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("区驿站", "区驿站"),
                            ("镇助飞智囊团", "镇助飞智囊团"),
                            ("纺织评审", "纺织评审"),
                        ],
                        default="",
                        max_length=20,
                        verbose_name="层级",
                    ),
                ),
                ("field", models.CharField(blank=True, default="", max_length=120, verbose_name="专业")),
                ("listed_on", models.DateField(null=True, verbose_name="入库日期")),
                ("removed_on", models.DateField(blank=True, null=True, verbose_name="出库日期")),
                ("last_visit", models.DateField(blank=True, null=True, verbose_name="最近走访")),
                ("reviews", models.PositiveIntegerField(blank=True, null=True, verbose_name="评审次数")),
                ("name_index", bureau.registers.personal.BlindIndexField("name")),
                (
                    "changed_by",
                    models.ForeignKey(
                        db_index=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="修改人",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        db_index=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="登记人",
                    ),
                ),
                (
                    "reporting_unit",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.unit",
                        verbose_name="填报单位",
                    ),
                ),
            ],
            options={
                "verbose_name": "入库专家",
                "indexes": [
                    models.Index(fields=["reporting_unit", "listed_on"], name="talent_expert_unit"),
                    models.Index(fields=["state"], name="talent_expert_state"),
                ],
            },
        ),
        migrations.CreateModel(
            name="KeyEmployer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.CharField(editable=False, max_length=40, unique=True, verbose_name="编号")),
                ("state", models.CharField(max_length=20, verbose_name="状态")),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="版本")),
                (
                    "origin",
                    models.CharField(
                        choices=[
                            ("typed", "登记"),
                            ("imported", "导入"),
                            ("planned", "按计划生成"),
                            ("transferred", "转入"),
                            ("demonstration", "演示数据"),
                        ],
                        default="typed",
                        editable=False,
                        max_length=20,
                        verbose_name="来源",
                    ),
                ),
                ("explanation", models.TextField(blank=True, default="", verbose_name="说明")),
                ("created_at", models.DateTimeField(editable=False, verbose_name="登记时间")),
                ("changed_at", models.DateTimeField(editable=False, verbose_name="修改时间")),
                ("purged_on", models.DateField(editable=False, null=True, verbose_name="个人信息清除日")),
                ("company", models.CharField(default="", max_length=120, verbose_name="企业")),
                ("industry", models.CharField(blank=True, default="", max_length=120, verbose_name="行业")),
                ("needs", models.TextField(blank=True, default="", verbose_name="人才需求")),
                (
                    "contact",
                    bureau.registers.personal.PersonalField(
                        blank=True, kind="name", null=True, verbose_name="联系人"
                    ),
                ),
                ("listed_on", models.DateField(null=True, verbose_name="入库日")),
                ("removed_on", models.DateField(blank=True, null=True, verbose_name="出库日")),
                ("applied", models.TextField(blank=True, default="", verbose_name="已申报项目")),
                ("contact_index", bureau.registers.personal.BlindIndexField("contact")),
                (
                    "changed_by",
                    models.ForeignKey(
                        db_index=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="修改人",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        db_index=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="登记人",
                    ),
                ),
                (
                    "reporting_unit",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.unit",
                        verbose_name="填报单位",
                    ),
                ),
            ],
            options={
                "verbose_name": "重点引才企业",
                "indexes": [
                    models.Index(fields=["reporting_unit", "listed_on"], name="talent_keyemployer_unit"),
                    models.Index(fields=["state"], name="talent_keyemployer_state"),
                ],
            },
        ),
        migrations.CreateModel(
            name="RecruitEvent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.CharField(editable=False, max_length=40, unique=True, verbose_name="编号")),
                ("state", models.CharField(max_length=20, verbose_name="状态")),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="版本")),
                (
                    "origin",
                    models.CharField(
                        choices=[
                            ("typed", "登记"),
                            ("imported", "导入"),
                            ("planned", "按计划生成"),
                            ("transferred", "转入"),
                            ("demonstration", "演示数据"),
                        ],
                        default="typed",
                        editable=False,
                        max_length=20,
                        verbose_name="来源",
                    ),
                ),
                ("explanation", models.TextField(blank=True, default="", verbose_name="说明")),
                ("created_at", models.DateTimeField(editable=False, verbose_name="登记时间")),
                ("changed_at", models.DateTimeField(editable=False, verbose_name="修改时间")),
                ("purged_on", models.DateField(editable=False, null=True, verbose_name="个人信息清除日")),
                ("title", models.CharField(default="", max_length=120, verbose_name="名称")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("本地招聘会", "本地招聘会"),
                            ("全国巡回", "全国巡回"),
                            ("校园招聘", "校园招聘"),
                            ("云校招", "云校招"),
                            ("直播送岗", "直播送岗"),
                            ("人才博览会", "人才博览会"),
                        ],
                        default="",
                        max_length=20,
                        verbose_name="类型",
                    ),
                ),
                ("school", models.CharField(blank=True, default="", max_length=120, verbose_name="院校")),
                ("held_on", models.DateField(null=True, verbose_name="日期")),
                ("firms", models.PositiveIntegerField(blank=True, null=True, verbose_name="参加企业数")),
                (
                    "firm_list",
                    models.TextField(
                        blank=True,
                        default="",
                        help_text="一行一个，也可以用顿号分开",
                        verbose_name="企业清单",
                    ),
                ),
                ("posts", models.PositiveIntegerField(blank=True, null=True, verbose_name="岗位数")),
                ("intents", models.PositiveIntegerField(blank=True, null=True, verbose_name="意向人次")),
                (
                    "shared_event",
                    models.CharField(
                        blank=True,
                        default="",
                        help_text="同一场活动在招聘活动台账里的编号，如 ZP-2023-022",
                        max_length=40,
                        verbose_name="对应招聘活动",
                    ),
                ),
                (
                    "changed_by",
                    models.ForeignKey(
                        db_index=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="修改人",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        db_index=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="登记人",
                    ),
                ),
                (
                    "reporting_unit",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.unit",
                        verbose_name="填报单位",
                    ),
                ),
            ],
            options={
                "verbose_name": "引才活动",
                "indexes": [
                    models.Index(fields=["reporting_unit", "held_on"], name="talent_recruitevent_unit"),
                    models.Index(fields=["state"], name="talent_recruitevent_state"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Service",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.CharField(editable=False, max_length=40, unique=True, verbose_name="编号")),
                ("state", models.CharField(max_length=20, verbose_name="状态")),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="版本")),
                (
                    "origin",
                    models.CharField(
                        choices=[
                            ("typed", "登记"),
                            ("imported", "导入"),
                            ("planned", "按计划生成"),
                            ("transferred", "转入"),
                            ("demonstration", "演示数据"),
                        ],
                        default="typed",
                        editable=False,
                        max_length=20,
                        verbose_name="来源",
                    ),
                ),
                ("explanation", models.TextField(blank=True, default="", verbose_name="说明")),
                ("created_at", models.DateTimeField(editable=False, verbose_name="登记时间")),
                ("changed_at", models.DateTimeField(editable=False, verbose_name="修改时间")),
                ("purged_on", models.DateField(editable=False, null=True, verbose_name="个人信息清除日")),
                (
                    "person",
                    bureau.registers.personal.PersonalField(kind="name", null=True, verbose_name="服务对象"),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("子女入学", "子女入学"),
                            ("项目对接", "项目对接"),
                            ("政策咨询", "政策咨询"),
                            ("医疗健康", "医疗健康"),
                            ("资金扶持", "资金扶持"),
                            ("项目申报", "项目申报"),
                        ],
                        default="",
                        max_length=20,
                        verbose_name="类别",
                    ),
                ),
                (
                    "station",
                    models.CharField(
                        choices=[("一站式服务中心", "一站式服务中心"), ("人才驿站", "人才驿站")],
                        default="",
                        max_length=20,
                        verbose_name="窗口",
                    ),
                ),
                ("requested_on", models.DateField(null=True, verbose_name="受理日")),
                ("done_on", models.DateField(blank=True, null=True, verbose_name="办结日")),
                ("result", models.TextField(blank=True, default="", verbose_name="结果")),
                ("person_index", bureau.registers.personal.BlindIndexField("person")),
                (
                    "changed_by",
                    models.ForeignKey(
                        db_index=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="修改人",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        db_index=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="登记人",
                    ),
                ),
                (
                    "reporting_unit",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.unit",
                        verbose_name="填报单位",
                    ),
                ),
            ],
            options={
                "verbose_name": "高层次人才服务",
                "indexes": [
                    models.Index(fields=["reporting_unit", "done_on"], name="talent_service_unit"),
                    models.Index(fields=["state"], name="talent_service_state"),
                ],
            },
        ),
        migrations.CreateModel(
            name="SitePosting",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.CharField(editable=False, max_length=40, unique=True, verbose_name="编号")),
                ("state", models.CharField(max_length=20, verbose_name="状态")),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="版本")),
                (
                    "origin",
                    models.CharField(
                        choices=[
                            ("typed", "登记"),
                            ("imported", "导入"),
                            ("planned", "按计划生成"),
                            ("transferred", "转入"),
                            ("demonstration", "演示数据"),
                        ],
                        default="typed",
                        editable=False,
                        max_length=20,
                        verbose_name="来源",
                    ),
                ),
                ("explanation", models.TextField(blank=True, default="", verbose_name="说明")),
                ("created_at", models.DateTimeField(editable=False, verbose_name="登记时间")),
                ("changed_at", models.DateTimeField(editable=False, verbose_name="修改时间")),
                ("purged_on", models.DateField(editable=False, null=True, verbose_name="个人信息清除日")),
                ("site", models.CharField(default="", max_length=120, verbose_name="网站或专栏")),
                (
                    "kind",
                    models.CharField(
                        choices=[("合作招聘网站", "合作招聘网站"), ("人才网专栏", "人才网专栏")],
                        default="",
                        max_length=20,
                        verbose_name="类别",
                    ),
                ),
                ("month", bureau.registers.fields.MonthDate(null=True, verbose_name="统计月")),
                ("firms", models.PositiveIntegerField(blank=True, null=True, verbose_name="企业数")),
                (
                    "open_posts",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="可投递岗位数"),
                ),
                ("past_posts", models.PositiveIntegerField(blank=True, null=True, verbose_name="历史岗位数")),
                (
                    "new_posts",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="本月发布职位数"),
                ),
                (
                    "new_firms",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="本月新发布企业数"),
                ),
                (
                    "resumes",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="本月收到简历数"),
                ),
                (
                    "changed_by",
                    models.ForeignKey(
                        db_index=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="修改人",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        db_index=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="登记人",
                    ),
                ),
                (
                    "reporting_unit",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.unit",
                        verbose_name="填报单位",
                    ),
                ),
            ],
            options={
                "verbose_name": "招聘网站岗位发布",
                "indexes": [
                    models.Index(fields=["reporting_unit", "month"], name="talent_siteposting_unit"),
                    models.Index(fields=["state"], name="talent_siteposting_state"),
                ],
            },
        ),
        *keep_register(
            "talent_agreement", "talent.agreements", dates=["signed_on", "valid_to", "reviewed_on"]
        ),
        *keep_register("talent_event", "talent.events", dates=["held_on"]),
        *keep_register(
            "talent_expert",
            "talent.experts",
            dates=["listed_on", "removed_on", "last_visit"],
            personal=["name"],
        ),
        *keep_register(
            "talent_keyemployer",
            "talent.key_employers",
            dates=["listed_on", "removed_on"],
            personal=["contact"],
        ),
        *keep_register("talent_recruitevent", "talent.recruit_events", dates=["held_on"]),
        *keep_register(
            "talent_service", "talent.services", dates=["requested_on", "done_on"], personal=["person"]
        ),
        *keep_register("talent_siteposting", "talent.site_postings", dates=["month"]),
    ]
