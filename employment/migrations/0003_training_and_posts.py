"""Classes, internships and the posts for them, and posts for the public good."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import bureau.registers.personal
from bureau.registers.triggers import keep_register


class Migration(migrations.Migration):
    dependencies = [
        ("employment", "0002_people_and_households"),
        ("organisation", "0004_office_is_called_by_its_section"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="InternshipPost",
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
                ("company", models.CharField(default="", max_length=120, verbose_name="见习单位")),
                ("posts", models.PositiveIntegerField(null=True, verbose_name="岗位数")),
                ("opened_on", models.DateField(blank=True, null=True, verbose_name="开发日期")),
                ("expires_on", models.DateField(blank=True, null=True, verbose_name="有效期")),
                ("recognised", models.BooleanField(default=False, verbose_name="基地已认定")),
                (
                    "base",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="employment.facility",
                        verbose_name="见习基地",
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
                "verbose_name": "见习岗位",
            },
        ),
        migrations.CreateModel(
            name="Internship",
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
                    bureau.registers.personal.PersonalField(kind="name", null=True, verbose_name="姓名"),
                ),
                (
                    "id_no",
                    bureau.registers.personal.PersonalField(
                        kind="id_number", null=True, verbose_name="证件号"
                    ),
                ),
                ("start_on", models.DateField(blank=True, null=True, verbose_name="到岗日")),
                ("end_on", models.DateField(blank=True, null=True, verbose_name="期满日")),
                ("retained", models.BooleanField(default=False, verbose_name="留用")),
                (
                    "subsidy",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=16, null=True, verbose_name="见习补贴"
                    ),
                ),
                ("name_index", bureau.registers.personal.BlindIndexField("name")),
                ("id_no_index", bureau.registers.personal.BlindIndexField("id_no")),
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
                    "post",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="employment.internshippost",
                        verbose_name="见习岗位",
                    ),
                ),
            ],
            options={
                "verbose_name": "就业见习",
            },
        ),
        migrations.CreateModel(
            name="TrainingClass",
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
                ("title", models.CharField(default="", max_length=120, verbose_name="班名")),
                (
                    "programme",
                    models.CharField(
                        choices=[
                            ("粤菜师傅", "粤菜师傅"),
                            ("技工", "技工"),
                            ("南粤家政", "南粤家政"),
                            ("农村电商", "农村电商"),
                            ("家政", "家政"),
                            ("纺织", "纺织"),
                            ("岗前", "岗前"),
                            ("岗位提升", "岗位提升"),
                            ("就业技能", "就业技能"),
                            ("创业", "创业"),
                            ("农村劳动力转移", "农村劳动力转移"),
                            ("新型学徒制", "新型学徒制"),
                            ("其他", "其他"),
                        ],
                        default="",
                        max_length=20,
                        verbose_name="工程或项目",
                    ),
                ),
                ("subsidised", models.BooleanField(default=False, verbose_name="补贴性")),
                (
                    "order_firm",
                    models.CharField(blank=True, default="", max_length=120, verbose_name="订单企业"),
                ),
                (
                    "institution",
                    models.CharField(blank=True, default="", max_length=120, verbose_name="机构"),
                ),
                ("trade", models.CharField(blank=True, default="", max_length=120, verbose_name="工种")),
                ("start_on", models.DateField(blank=True, null=True, verbose_name="开班日")),
                ("end_on", models.DateField(blank=True, null=True, verbose_name="结业日")),
                ("persons", models.PositiveIntegerField(blank=True, null=True, verbose_name="参训人数")),
                ("trips", models.PositiveIntegerField(blank=True, null=True, verbose_name="培训人次")),
                ("passed", models.PositiveIntegerField(blank=True, null=True, verbose_name="考核通过人数")),
                ("carded", models.PositiveIntegerField(blank=True, null=True, verbose_name="建档持卡人数")),
                ("pushed", models.PositiveIntegerField(blank=True, null=True, verbose_name="推送上岗人数")),
                (
                    "subsidy",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=16, null=True, verbose_name="补贴金额"
                    ),
                ),
                (
                    "source",
                    models.CharField(
                        blank=True,
                        choices=[("本局", "本局"), ("园区专班", "园区专班")],
                        default="",
                        max_length=20,
                        verbose_name="统计来源",
                    ),
                ),
                (
                    "base",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="employment.facility",
                        verbose_name="培训基地",
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
                "verbose_name": "培训班期",
            },
        ),
        migrations.CreateModel(
            name="WelfarePost",
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
                ("title", models.CharField(default="", max_length=120, verbose_name="岗位名称")),
                (
                    "company",
                    models.CharField(blank=True, default="", max_length=120, verbose_name="用人单位"),
                ),
                (
                    "area",
                    models.CharField(
                        choices=[("城镇", "城镇"), ("乡村", "乡村")],
                        default="",
                        max_length=20,
                        verbose_name="城乡",
                    ),
                ),
                ("developed_on", models.DateField(null=True, verbose_name="开发日期")),
                (
                    "holder",
                    bureau.registers.personal.PersonalField(
                        blank=True, kind="name", null=True, verbose_name="在岗人员"
                    ),
                ),
                ("start_on", models.DateField(blank=True, null=True, verbose_name="上岗日")),
                ("expire_on", models.DateField(blank=True, null=True, verbose_name="期满日")),
                ("exited_on", models.DateField(blank=True, null=True, verbose_name="退出日")),
                (
                    "standard",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        help_text="每人每月",
                        max_digits=16,
                        null=True,
                        verbose_name="补贴标准",
                    ),
                ),
                ("holder_index", bureau.registers.personal.BlindIndexField("holder")),
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
                "verbose_name": "公益性岗位",
            },
        ),
        migrations.AddIndex(
            model_name="internshippost",
            index=models.Index(fields=["reporting_unit", "opened_on"], name="employment_internpost_unit"),
        ),
        migrations.AddIndex(
            model_name="internshippost",
            index=models.Index(fields=["state"], name="employment_internpost_state"),
        ),
        migrations.AddIndex(
            model_name="internship",
            index=models.Index(fields=["reporting_unit", "start_on"], name="employment_internship_unit"),
        ),
        migrations.AddIndex(
            model_name="internship",
            index=models.Index(fields=["state"], name="employment_internship_state"),
        ),
        migrations.AddIndex(
            model_name="trainingclass",
            index=models.Index(fields=["reporting_unit", "end_on"], name="employment_training_unit"),
        ),
        migrations.AddIndex(
            model_name="trainingclass",
            index=models.Index(fields=["state"], name="employment_training_state"),
        ),
        migrations.AddIndex(
            model_name="welfarepost",
            index=models.Index(fields=["reporting_unit", "developed_on"], name="employment_welfarepost_unit"),
        ),
        migrations.AddIndex(
            model_name="welfarepost",
            index=models.Index(fields=["state"], name="employment_welfarepost_state"),
        ),
        *keep_register(
            "employment_internshippost", "employment.internship_posts", dates=["opened_on", "expires_on"]
        ),
        *keep_register(
            "employment_internship",
            "employment.internships",
            dates=["start_on", "end_on"],
            personal=["name", "id_no"],
        ),
        *keep_register(
            "employment_trainingclass", "employment.training_classes", dates=["start_on", "end_on"]
        ),
        *keep_register(
            "employment_welfarepost",
            "employment.welfare_posts",
            dates=["developed_on", "start_on", "expire_on", "exited_on"],
            personal=["holder"],
        ),
    ]
