"""Funds and what was paid from them, subsidies to firms, visits, staff and agencies."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import bureau.registers.fields
import bureau.registers.identifiers
import bureau.registers.personal
from bureau.registers.triggers import keep_register


class Migration(migrations.Migration):
    dependencies = [
        ("employment", "0003_training_and_posts"),
        ("organisation", "0004_office_is_called_by_its_section"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="FundAllocation",
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
                ("doc_no", models.CharField(default="", max_length=120, verbose_name="下达文号")),
                (
                    "source",
                    models.CharField(
                        choices=[("中央", "中央"), ("省", "省"), ("市", "市"), ("区", "区")],
                        default="",
                        max_length=20,
                        verbose_name="来源",
                    ),
                ),
                ("issued_on", models.DateField(null=True, verbose_name="下达日期")),
                (
                    "amount",
                    models.DecimalField(decimal_places=2, max_digits=16, null=True, verbose_name="金额"),
                ),
                ("purpose", models.CharField(blank=True, default="", max_length=120, verbose_name="用途")),
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
                "verbose_name": "就业专项资金下达",
            },
        ),
        migrations.CreateModel(
            name="HrAgency",
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
                ("title", models.CharField(default="", max_length=120, verbose_name="机构")),
                (
                    "licence_no",
                    models.CharField(blank=True, default="", max_length=60, verbose_name="许可或备案号"),
                ),
                ("licensed_on", models.DateField(blank=True, null=True, verbose_name="许可日")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="有效期")),
                ("staff", models.PositiveIntegerField(blank=True, null=True, verbose_name="从业人数")),
                ("annual_report", models.BooleanField(default=False, verbose_name="年度报告已交")),
                ("problem", models.TextField(blank=True, default="", verbose_name="检查问题")),
                ("closed_on", models.DateField(blank=True, null=True, verbose_name="注销日")),
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
                "verbose_name": "人力资源服务机构",
            },
        ),
        migrations.CreateModel(
            name="StableJobRefund",
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
                (
                    "credit_code",
                    models.CharField(
                        blank=True,
                        default="",
                        max_length=18,
                        validators=[bureau.registers.identifiers.check_credit_code],
                        verbose_name="统一社会信用代码",
                    ),
                ),
                ("accepted_on", models.DateField(blank=True, null=True, verbose_name="受理日")),
                (
                    "layoff_rate",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        help_text="百分数，5.5 就是 5.5%",
                        max_digits=14,
                        null=True,
                        verbose_name="裁员率",
                    ),
                ),
                (
                    "ratio",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        help_text="百分数，60 就是 60%",
                        max_digits=14,
                        null=True,
                        verbose_name="返还比例",
                    ),
                ),
                (
                    "approved_amount",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=16, null=True, verbose_name="核定金额"
                    ),
                ),
                ("notice_on", models.DateField(blank=True, null=True, verbose_name="公示日")),
                ("paid_on", models.DateField(blank=True, null=True, verbose_name="拨付日")),
                (
                    "amount",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=16, null=True, verbose_name="返还金额"
                    ),
                ),
                ("dispatch", models.BooleanField(default=False, verbose_name="劳务派遣单位")),
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
                "verbose_name": "稳岗返还",
            },
        ),
        migrations.CreateModel(
            name="SubsidyPayment",
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
                    "item",
                    models.CharField(
                        choices=[
                            ("社会保险补贴", "社会保险补贴"),
                            ("公益性岗位补贴", "公益性岗位补贴"),
                            ("就业见习补贴", "就业见习补贴"),
                            ("基层特岗补贴", "基层特岗补贴"),
                            ("职业技能培训补贴", "职业技能培训补贴"),
                            ("两项奖补", "两项奖补"),
                            ("企业普惠制岗位补贴", "企业普惠制岗位补贴"),
                            ("其他", "其他"),
                        ],
                        default="",
                        max_length=20,
                        verbose_name="科目",
                    ),
                ),
                ("payee", models.CharField(default="", max_length=120, verbose_name="对象")),
                ("persons", models.PositiveIntegerField(blank=True, null=True, verbose_name="人数")),
                ("period", models.CharField(blank=True, default="", max_length=40, verbose_name="所属期")),
                (
                    "amount",
                    models.DecimalField(decimal_places=2, max_digits=16, null=True, verbose_name="金额"),
                ),
                ("paid_on", models.DateField(blank=True, null=True, verbose_name="拨付日")),
                ("notice_on", models.DateField(blank=True, null=True, verbose_name="公示日")),
                (
                    "allocation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="employment.fundallocation",
                        verbose_name="资金来源",
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
                "verbose_name": "就业补助资金发放",
            },
        ),
        migrations.CreateModel(
            name="FirmContact",
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
                ("sector", models.CharField(blank=True, default="", max_length=120, verbose_name="板块")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("走访", "走访"),
                            ("定点联系", "定点联系"),
                            ("电话", "电话"),
                            ("政策送达", "政策送达"),
                        ],
                        default="",
                        max_length=20,
                        verbose_name="方式",
                    ),
                ),
                (
                    "policy",
                    models.CharField(
                        blank=True,
                        default="",
                        help_text="送达的政策文件的文号或编号",
                        max_length=80,
                        verbose_name="政策文件",
                    ),
                ),
                ("received", models.BooleanField(default=False, verbose_name="已签收送达")),
                ("contact_on", models.DateField(null=True, verbose_name="日期")),
                ("need", models.TextField(blank=True, default="", verbose_name="诉求")),
                ("due_on", models.DateField(blank=True, null=True, verbose_name="答复期限")),
                ("closed_on", models.DateField(blank=True, null=True, verbose_name="办结日")),
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
                    "handler",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        limit_choices_to={"kind": "section"},
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.unit",
                        verbose_name="承办科室",
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
                    "staff",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="人员",
                    ),
                ),
            ],
            options={
                "verbose_name": "企业走访联系",
                "indexes": [
                    models.Index(fields=["reporting_unit", "contact_on"], name="employment_firmcontact_unit"),
                    models.Index(fields=["state"], name="employment_firmcontact_state"),
                ],
            },
        ),
        migrations.CreateModel(
            name="FirmReport",
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
                ("sector", models.CharField(blank=True, default="", max_length=120, verbose_name="行业")),
                ("month", bureau.registers.fields.MonthDate(null=True, verbose_name="监测期")),
                ("on_job", models.PositiveIntegerField(blank=True, null=True, verbose_name="在岗人数")),
                ("vacancies", models.PositiveIntegerField(blank=True, null=True, verbose_name="缺工数")),
                ("reduced", models.PositiveIntegerField(blank=True, null=True, verbose_name="减员数")),
                ("increased", models.PositiveIntegerField(blank=True, null=True, verbose_name="增员数")),
                (
                    "alert",
                    models.CharField(
                        blank=True,
                        choices=[("无", "无"), ("黄", "黄"), ("红", "红")],
                        default="",
                        max_length=20,
                        verbose_name="预警级别",
                    ),
                ),
                ("handled_on", models.DateField(blank=True, null=True, verbose_name="处置日")),
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
                "verbose_name": "重点企业用工监测",
                "indexes": [
                    models.Index(fields=["reporting_unit", "month"], name="employment_firmreport_unit"),
                    models.Index(fields=["company", "month"], name="employment_firmreport_company"),
                    models.Index(fields=["state"], name="employment_firmreport_state"),
                ],
            },
        ),
        migrations.CreateModel(
            name="FirmSubsidy",
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
                (
                    "item",
                    models.CharField(
                        choices=[
                            ("留温补助", "留温补助"),
                            ("路费补贴", "路费补贴"),
                            ("招用工补贴", "招用工补贴"),
                        ],
                        default="",
                        max_length=20,
                        verbose_name="种类",
                    ),
                ),
                ("batch", models.CharField(blank=True, default="", max_length=40, verbose_name="批次")),
                ("persons", models.PositiveIntegerField(blank=True, null=True, verbose_name="人数")),
                (
                    "person_list",
                    bureau.registers.personal.PersonalField(
                        blank=True, kind="list", null=True, verbose_name="人员名单"
                    ),
                ),
                (
                    "unit_amount",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=16, null=True, verbose_name="单人标准"
                    ),
                ),
                (
                    "amount",
                    models.DecimalField(decimal_places=2, max_digits=16, null=True, verbose_name="金额"),
                ),
                ("reviewed_on", models.DateField(blank=True, null=True, verbose_name="区审核日")),
                ("submitted_on", models.DateField(blank=True, null=True, verbose_name="提交市局日")),
                ("paid_on", models.DateField(blank=True, null=True, verbose_name="发放日")),
                (
                    "stated_on",
                    models.DateField(
                        blank=True,
                        help_text="招用工补贴按提交市局日统计，留温补助和路费补贴按发放日统计",
                        null=True,
                        verbose_name="统计日期",
                    ),
                ),
                ("person_list_index", bureau.registers.personal.BlindIndexField("person_list")),
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
                "verbose_name": "企业稳岗用工补贴",
                "indexes": [
                    models.Index(fields=["reporting_unit", "stated_on"], name="employment_firmsubsidy_unit"),
                    models.Index(fields=["state"], name="employment_firmsubsidy_state"),
                ],
            },
        ),
        migrations.AddIndex(
            model_name="fundallocation",
            index=models.Index(fields=["reporting_unit", "issued_on"], name="employment_allocation_unit"),
        ),
        migrations.AddIndex(
            model_name="fundallocation",
            index=models.Index(fields=["state"], name="employment_allocation_state"),
        ),
        migrations.AddIndex(
            model_name="hragency",
            index=models.Index(fields=["reporting_unit", "licensed_on"], name="employment_agency_unit"),
        ),
        migrations.AddIndex(
            model_name="hragency",
            index=models.Index(fields=["state"], name="employment_agency_state"),
        ),
        migrations.AddIndex(
            model_name="stablejobrefund",
            index=models.Index(fields=["reporting_unit", "paid_on"], name="employment_refund_unit"),
        ),
        migrations.AddIndex(
            model_name="stablejobrefund",
            index=models.Index(fields=["state"], name="employment_refund_state"),
        ),
        migrations.AddIndex(
            model_name="subsidypayment",
            index=models.Index(fields=["reporting_unit", "paid_on"], name="employment_payment_unit"),
        ),
        migrations.AddIndex(
            model_name="subsidypayment",
            index=models.Index(fields=["state"], name="employment_payment_state"),
        ),
        *keep_register("employment_fundallocation", "employment.fund_allocations", dates=["issued_on"]),
        *keep_register(
            "employment_hragency", "employment.hr_agencies", dates=["licensed_on", "valid_to", "closed_on"]
        ),
        *keep_register(
            "employment_stablejobrefund",
            "employment.stable_job_refunds",
            dates=["accepted_on", "notice_on", "paid_on"],
        ),
        *keep_register(
            "employment_subsidypayment", "employment.subsidy_payments", dates=["paid_on", "notice_on"]
        ),
        *keep_register(
            "employment_firmcontact", "employment.firm_contacts", dates=["contact_on", "due_on", "closed_on"]
        ),
        *keep_register("employment_firmreport", "employment.firm_monitoring", dates=["month", "handled_on"]),
        *keep_register(
            "employment_firmsubsidy",
            "employment.firm_subsidies",
            dates=["reviewed_on", "submitted_on", "paid_on", "stated_on"],
            personal=["person_list"],
        ),
    ]
