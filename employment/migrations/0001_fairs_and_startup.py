"""Fairs and events, support and loans for founders, and the places that take them in."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

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
            name="Facility",
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
                            ("创业孵化基地", "创业孵化基地"),
                            ("纺织培训基地", "纺织培训基地"),
                            ("培训基地", "培训基地"),
                            ("家政服务网点", "家政服务网点"),
                            ("见习基地", "见习基地"),
                            ("就业驿站", "就业驿站"),
                            ("零工市场", "零工市场"),
                        ],
                        default="",
                        max_length=20,
                        verbose_name="类别",
                    ),
                ),
                (
                    "level",
                    models.CharField(
                        blank=True,
                        choices=[("国家级", "国家级"), ("省级", "省级"), ("市级", "市级"), ("区级", "区级")],
                        default="",
                        max_length=20,
                        verbose_name="级别",
                    ),
                ),
                ("opened_on", models.DateField(blank=True, null=True, verbose_name="建成或认定日期")),
                ("closed_on", models.DateField(blank=True, null=True, verbose_name="撤销日期")),
                (
                    "area",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=14, null=True, verbose_name="面积平方米"
                    ),
                ),
                (
                    "hosted_firms",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="入孵企业数"),
                ),
                (
                    "contact",
                    bureau.registers.personal.PersonalField(
                        blank=True, kind="name", null=True, verbose_name="联系人"
                    ),
                ),
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
                (
                    "town",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.unit",
                        verbose_name="街镇",
                    ),
                ),
            ],
            options={
                "verbose_name": "就业创业载体",
                "indexes": [
                    models.Index(fields=["reporting_unit", "opened_on"], name="employment_facility_unit"),
                    models.Index(fields=["state"], name="employment_facility_state"),
                ],
            },
        ),
        migrations.CreateModel(
            name="JobFair",
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
                ("series", models.CharField(blank=True, default="", max_length=120, verbose_name="系列名称")),
                (
                    "kind",
                    models.CharField(
                        choices=[("线下", "线下"), ("线上", "线上")],
                        default="",
                        max_length=20,
                        verbose_name="形式",
                    ),
                ),
                (
                    "topic",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("综合", "综合"),
                            ("乡镇", "乡镇"),
                            ("困难人员", "困难人员"),
                            ("退役军人", "退役军人"),
                            ("其他", "其他"),
                        ],
                        default="",
                        max_length=20,
                        verbose_name="专场",
                    ),
                ),
                ("held_on", models.DateField(null=True, verbose_name="举办日期")),
                ("firms", models.PositiveIntegerField(blank=True, null=True, verbose_name="参会企业数")),
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
                ("attendees", models.PositiveIntegerField(blank=True, null=True, verbose_name="进场人数")),
                ("hired", models.PositiveIntegerField(blank=True, null=True, verbose_name="现场录用人数")),
                ("clicks", models.PositiveIntegerField(blank=True, null=True, verbose_name="点击浏览人次")),
                ("resumes", models.PositiveIntegerField(blank=True, null=True, verbose_name="简历数")),
                (
                    "shared_event",
                    models.CharField(
                        blank=True,
                        default="",
                        help_text="同一场活动在引才活动台账里的编号；只在一处计场次",
                        max_length=40,
                        verbose_name="对应引才活动",
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
                (
                    "town",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.unit",
                        verbose_name="地点",
                    ),
                ),
            ],
            options={
                "verbose_name": "招聘活动",
                "indexes": [
                    models.Index(fields=["reporting_unit", "held_on"], name="employment_jobfair_unit"),
                    models.Index(fields=["state"], name="employment_jobfair_state"),
                ],
            },
        ),
        migrations.CreateModel(
            name="ServiceEvent",
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
                            ("政策宣讲", "政策宣讲"),
                            ("雁归观摩", "雁归观摩"),
                            ("就业援助月", "就业援助月"),
                            ("专项服务月", "专项服务月"),
                            ("返岗接驳", "返岗接驳"),
                            ("其他", "其他"),
                        ],
                        default="",
                        max_length=20,
                        verbose_name="类别",
                    ),
                ),
                ("held_on", models.DateField(null=True, verbose_name="日期")),
                ("place", models.CharField(blank=True, default="", max_length=120, verbose_name="地点")),
                ("participants", models.PositiveIntegerField(blank=True, null=True, verbose_name="参加人数")),
                ("students", models.PositiveIntegerField(blank=True, null=True, verbose_name="大学生人数")),
                ("households", models.PositiveIntegerField(blank=True, null=True, verbose_name="走访户数")),
                ("helped", models.PositiveIntegerField(blank=True, null=True, verbose_name="帮扶人数")),
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
                "verbose_name": "就业服务活动",
                "indexes": [
                    models.Index(fields=["reporting_unit", "held_on"], name="employment_serviceevent_unit"),
                    models.Index(fields=["state"], name="employment_serviceevent_state"),
                ],
            },
        ),
        migrations.CreateModel(
            name="StartupLoan",
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
                    "borrower",
                    bureau.registers.personal.PersonalField(kind="name", null=True, verbose_name="申请人"),
                ),
                ("entity", models.CharField(blank=True, default="", max_length=120, verbose_name="企业")),
                (
                    "kind",
                    models.CharField(
                        choices=[("个人", "个人"), ("小微企业", "小微企业")],
                        default="",
                        max_length=20,
                        verbose_name="类别",
                    ),
                ),
                ("applied_on", models.DateField(null=True, verbose_name="申请日")),
                ("reviewed_on", models.DateField(blank=True, null=True, verbose_name="审核日")),
                ("paid_on", models.DateField(blank=True, null=True, verbose_name="放款日")),
                (
                    "amount",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=16, null=True, verbose_name="贷款金额"
                    ),
                ),
                (
                    "term_months",
                    models.PositiveIntegerField(
                        blank=True, help_text="按月计", null=True, verbose_name="期限"
                    ),
                ),
                (
                    "subsidy",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=16, null=True, verbose_name="贴息金额"
                    ),
                ),
                ("subsidy_on", models.DateField(blank=True, null=True, verbose_name="贴息日")),
                ("jobs", models.PositiveIntegerField(blank=True, null=True, verbose_name="带动就业")),
                ("due_on", models.DateField(blank=True, null=True, verbose_name="到期日")),
                ("repaid_on", models.DateField(blank=True, null=True, verbose_name="还清日")),
                ("borrower_index", bureau.registers.personal.BlindIndexField("borrower")),
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
                "verbose_name": "创业担保贷款",
                "indexes": [
                    models.Index(fields=["reporting_unit", "paid_on"], name="employment_loan_unit"),
                    models.Index(fields=["state"], name="employment_loan_state"),
                ],
            },
        ),
        migrations.CreateModel(
            name="StartupSupport",
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
                    bureau.registers.personal.PersonalField(kind="name", null=True, verbose_name="创业者"),
                ),
                ("entity", models.CharField(blank=True, default="", max_length=120, verbose_name="创业主体")),
                (
                    "support",
                    models.CharField(
                        choices=[
                            ("贷款", "贷款"),
                            ("培训", "培训"),
                            ("场地", "场地"),
                            ("补贴", "补贴"),
                            ("大赛项目", "大赛项目"),
                        ],
                        default="",
                        max_length=20,
                        verbose_name="扶持方式",
                    ),
                ),
                (
                    "contest",
                    models.CharField(blank=True, default="", max_length=120, verbose_name="大赛届次与奖项"),
                ),
                ("supported_on", models.DateField(blank=True, null=True, verbose_name="扶持日期")),
                (
                    "jobs_created",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="带动就业人数"),
                ),
                ("survived", models.BooleanField(default=False, verbose_name="项目存续")),
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
                "verbose_name": "创业扶持",
                "indexes": [
                    models.Index(fields=["reporting_unit", "supported_on"], name="employment_startup_unit"),
                    models.Index(fields=["state"], name="employment_startup_state"),
                ],
            },
        ),
        *keep_register(
            "employment_facility",
            "employment.facilities",
            dates=["opened_on", "closed_on"],
            personal=["contact"],
        ),
        *keep_register("employment_jobfair", "employment.job_fairs", dates=["held_on"]),
        *keep_register("employment_serviceevent", "employment.service_events", dates=["held_on"]),
        *keep_register(
            "employment_startuploan",
            "employment.startup_loans",
            dates=["applied_on", "reviewed_on", "paid_on", "subsidy_on", "due_on", "repaid_on"],
            personal=["borrower"],
        ),
        *keep_register(
            "employment_startupsupport",
            "employment.startup_support",
            dates=["supported_on"],
            personal=["name"],
        ),
    ]
