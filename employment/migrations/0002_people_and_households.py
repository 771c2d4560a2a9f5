"""People who found or lost work, groups to look after, households, and workers from elsewhere."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import bureau.registers.fields
import bureau.registers.personal
from bureau.registers.triggers import keep_register


class Migration(migrations.Migration):
    dependencies = [
        ("employment", "0001_fairs_and_startup"),
        ("organisation", "0004_office_is_called_by_its_section"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="FollowUpContact",
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
                    bureau.registers.personal.PersonalField(kind="name", null=True, verbose_name="对象"),
                ),
                (
                    "group",
                    models.CharField(
                        choices=[
                            ("失业登记", "失业登记"),
                            ("就业困难", "就业困难"),
                            ("离校毕业生", "离校毕业生"),
                            ("帮扶户", "帮扶户"),
                            ("其他", "其他"),
                        ],
                        default="",
                        max_length=20,
                        verbose_name="群体",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("电话", "电话"),
                            ("走访", "走访"),
                            ("摸底调查", "摸底调查"),
                            ("电话抽查", "电话抽查"),
                            ("推送岗位", "推送岗位"),
                        ],
                        default="",
                        max_length=20,
                        verbose_name="方式",
                    ),
                ),
                ("done_on", models.DateField(null=True, verbose_name="日期")),
                (
                    "job_status",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("未就业", "未就业"),
                            ("单位就业", "单位就业"),
                            ("灵活就业", "灵活就业"),
                            ("自主创业", "自主创业"),
                            ("升学或参军", "升学或参军"),
                            ("退出劳动力市场", "退出劳动力市场"),
                        ],
                        default="",
                        max_length=20,
                        verbose_name="就业状态",
                    ),
                ),
                (
                    "intention",
                    models.CharField(blank=True, default="", max_length=120, verbose_name="就业意愿"),
                ),
                ("result", models.TextField(blank=True, default="", verbose_name="结果")),
                ("next_due", models.DateField(blank=True, null=True, verbose_name="下次联系日")),
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
                (
                    "staff",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="经办人",
                    ),
                ),
            ],
            options={
                "verbose_name": "联系服务",
                "indexes": [
                    models.Index(fields=["reporting_unit", "done_on"], name="employment_followup_unit"),
                    models.Index(fields=["state"], name="employment_followup_state"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Graduate",
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
                (
                    "phone",
                    bureau.registers.personal.PersonalField(
                        blank=True, kind="phone", null=True, verbose_name="电话"
                    ),
                ),
                ("school", models.CharField(blank=True, default="", max_length=120, verbose_name="院校")),
                (
                    "degree",
                    models.CharField(
                        blank=True,
                        choices=[("博士", "博士"), ("硕士", "硕士"), ("本科", "本科"), ("专科", "专科")],
                        default="",
                        max_length=20,
                        verbose_name="学历",
                    ),
                ),
                (
                    "class_year",
                    models.PositiveIntegerField(
                        help_text="毕业的年份，四位数字；一届从当年 7 月到次年 6 月",
                        null=True,
                        verbose_name="届别",
                    ),
                ),
                ("registered_on", models.DateField(null=True, verbose_name="登记日")),
                (
                    "intention",
                    models.CharField(blank=True, default="", max_length=120, verbose_name="就业意愿"),
                ),
                ("services", models.PositiveIntegerField(blank=True, null=True, verbose_name="服务次数")),
                ("employed_on", models.DateField(blank=True, null=True, verbose_name="就业日")),
                (
                    "destination",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("单位就业", "单位就业"),
                            ("灵活就业", "灵活就业"),
                            ("自主创业", "自主创业"),
                            ("升学", "升学"),
                            ("参军", "参军"),
                            ("暂不就业", "暂不就业"),
                        ],
                        default="",
                        max_length=20,
                        verbose_name="去向",
                    ),
                ),
                ("name_index", bureau.registers.personal.BlindIndexField("name")),
                ("id_no_index", bureau.registers.personal.BlindIndexField("id_no")),
                ("phone_index", bureau.registers.personal.BlindIndexField("phone")),
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
                "verbose_name": "离校未就业毕业生",
                "indexes": [
                    models.Index(fields=["reporting_unit", "employed_on"], name="employment_graduate_unit"),
                    models.Index(fields=["reporting_unit", "class_year"], name="employment_graduate_class"),
                    models.Index(fields=["state"], name="employment_graduate_state"),
                ],
            },
        ),
        migrations.CreateModel(
            name="HardshipPerson",
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
                (
                    "phone",
                    bureau.registers.personal.PersonalField(
                        blank=True, kind="phone", null=True, verbose_name="电话"
                    ),
                ),
                (
                    "category",
                    models.CharField(
                        choices=[
                            ("大龄", "大龄"),
                            ("残疾", "残疾"),
                            ("低保", "低保"),
                            ("失地", "失地"),
                            ("长期失业", "长期失业"),
                            ("其他", "其他"),
                        ],
                        default="",
                        max_length=20,
                        verbose_name="困难类型",
                    ),
                ),
                ("certified_on", models.DateField(blank=True, null=True, verbose_name="认定日")),
                ("employed_on", models.DateField(blank=True, null=True, verbose_name="就业日")),
                (
                    "employer",
                    models.CharField(blank=True, default="", max_length=120, verbose_name="就业单位"),
                ),
                ("exit_on", models.DateField(blank=True, null=True, verbose_name="退出日")),
                (
                    "exit_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("稳定就业", "稳定就业"),
                            ("退休", "退休"),
                            ("死亡", "死亡"),
                            ("迁出", "迁出"),
                            ("不再符合条件", "不再符合条件"),
                            ("其他", "其他"),
                        ],
                        default="",
                        max_length=20,
                        verbose_name="退出原因",
                    ),
                ),
                ("served", models.BooleanField(default=False, verbose_name="已提供服务")),
                ("name_index", bureau.registers.personal.BlindIndexField("name")),
                ("id_no_index", bureau.registers.personal.BlindIndexField("id_no")),
                ("phone_index", bureau.registers.personal.BlindIndexField("phone")),
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
                "verbose_name": "就业困难人员",
                "indexes": [
                    models.Index(fields=["reporting_unit", "employed_on"], name="employment_hardship_unit"),
                    models.Index(fields=["reporting_unit", "certified_on"], name="employment_hardship_since"),
                    models.Index(fields=["state"], name="employment_hardship_state"),
                ],
            },
        ),
        migrations.CreateModel(
            name="LaborInflow",
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
                ("origin_place", models.CharField(default="", max_length=120, verbose_name="来源地")),
                (
                    "base",
                    models.CharField(
                        blank=True,
                        default="",
                        help_text="合作协议与基地台账里的编号",
                        max_length=40,
                        verbose_name="劳务合作基地",
                    ),
                ),
                ("company", models.CharField(default="", max_length=120, verbose_name="用工企业")),
                ("arrived_on", models.DateField(blank=True, null=True, verbose_name="到岗日")),
                ("persons", models.PositiveIntegerField(blank=True, null=True, verbose_name="人数")),
                (
                    "transport",
                    models.CharField(
                        blank=True,
                        choices=[("专车接驳", "专车接驳"), ("自行", "自行")],
                        default="",
                        max_length=20,
                        verbose_name="方式",
                    ),
                ),
                (
                    "list",
                    bureau.registers.personal.PersonalField(
                        blank=True, kind="list", null=True, verbose_name="名单"
                    ),
                ),
                ("list_index", bureau.registers.personal.BlindIndexField("list")),
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
                "verbose_name": "外来务工人员引进",
                "indexes": [
                    models.Index(fields=["reporting_unit", "arrived_on"], name="employment_inflow_unit"),
                    models.Index(fields=["state"], name="employment_inflow_state"),
                ],
            },
        ),
        migrations.CreateModel(
            name="MonitoredHousehold",
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
                    "holder",
                    bureau.registers.personal.PersonalField(kind="name", null=True, verbose_name="户主"),
                ),
                ("household_no", models.CharField(default="", max_length=40, verbose_name="户编号")),
                (
                    "kind",
                    models.CharField(
                        choices=[("建档立卡", "建档立卡"), ("易地搬迁", "易地搬迁"), ("边缘户", "边缘户")],
                        default="",
                        max_length=20,
                        verbose_name="户类",
                    ),
                ),
                ("month", bureau.registers.fields.MonthDate(null=True, verbose_name="监测月")),
                ("workforce", models.PositiveIntegerField(null=True, verbose_name="劳动力人数")),
                ("employed", models.PositiveIntegerField(null=True, verbose_name="已就业人数")),
                (
                    "channel",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("农村产业", "农村产业"),
                            ("重大工程", "重大工程"),
                            ("工业企业", "工业企业"),
                            ("服务业", "服务业"),
                            ("安置点", "安置点"),
                            ("林业", "林业"),
                            ("劳务输出", "劳务输出"),
                            ("公益性岗位", "公益性岗位"),
                        ],
                        default="",
                        max_length=20,
                        verbose_name="解决渠道",
                    ),
                ),
                ("place", models.CharField(blank=True, default="", max_length=120, verbose_name="就业地点")),
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
                "verbose_name": "帮扶户就业监测",
                "indexes": [
                    models.Index(fields=["reporting_unit", "month"], name="employment_household_unit"),
                    models.Index(fields=["household_no", "month"], name="employment_household_no"),
                    models.Index(fields=["state"], name="employment_household_state"),
                ],
            },
        ),
        migrations.CreateModel(
            name="ParkWorker",
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
                    "phone",
                    bureau.registers.personal.PersonalField(
                        blank=True, kind="phone", null=True, verbose_name="电话"
                    ),
                ),
                ("company", models.CharField(default="", max_length=120, verbose_name="企业")),
                ("trade", models.CharField(blank=True, default="", max_length=120, verbose_name="工种")),
                ("collected_on", models.DateField(null=True, verbose_name="采集日期")),
                ("on_job", models.BooleanField(default=False, verbose_name="在职")),
                ("left_on", models.DateField(blank=True, null=True, verbose_name="离职日")),
                ("name_index", bureau.registers.personal.BlindIndexField("name")),
                ("phone_index", bureau.registers.personal.BlindIndexField("phone")),
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
                "verbose_name": "园区工人",
                "indexes": [
                    models.Index(
                        fields=["reporting_unit", "collected_on"], name="employment_parkworker_unit"
                    ),
                    models.Index(fields=["state"], name="employment_parkworker_state"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Placement",
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
                (
                    "phone",
                    bureau.registers.personal.PersonalField(
                        blank=True, kind="phone", null=True, verbose_name="电话"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("城镇新增", "城镇新增"), ("转移就业", "转移就业")],
                        default="",
                        max_length=20,
                        verbose_name="类别",
                    ),
                ),
                (
                    "prior_status",
                    models.CharField(
                        blank=True,
                        choices=[("初次", "初次"), ("失业", "失业"), ("转移", "转移")],
                        default="",
                        max_length=20,
                        verbose_name="就业前状态",
                    ),
                ),
                (
                    "employer",
                    models.CharField(blank=True, default="", max_length=120, verbose_name="用人单位"),
                ),
                (
                    "form",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("单位", "单位"),
                            ("个体", "个体"),
                            ("公益性岗位", "公益性岗位"),
                            ("灵活", "灵活"),
                        ],
                        default="",
                        max_length=20,
                        verbose_name="就业形式",
                    ),
                ),
                ("start_on", models.DateField(blank=True, null=True, verbose_name="就业日期")),
                ("registered_on", models.DateField(null=True, verbose_name="登记日期")),
                (
                    "destination",
                    models.CharField(
                        blank=True,
                        choices=[("本地", "本地"), ("省内", "省内"), ("省外", "省外")],
                        default="",
                        max_length=20,
                        verbose_name="转移去向",
                    ),
                ),
                ("left_on", models.DateField(blank=True, null=True, verbose_name="自然减员日期")),
                (
                    "check_result",
                    models.CharField(
                        blank=True,
                        choices=[("属实", "属实"), ("不实", "不实"), ("未核", "未核")],
                        default="",
                        max_length=20,
                        verbose_name="抽查结果",
                    ),
                ),
                ("name_index", bureau.registers.personal.BlindIndexField("name")),
                ("id_no_index", bureau.registers.personal.BlindIndexField("id_no")),
                ("phone_index", bureau.registers.personal.BlindIndexField("phone")),
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
                "verbose_name": "就业登记",
                "indexes": [
                    models.Index(
                        fields=["reporting_unit", "registered_on"], name="employment_placement_unit"
                    ),
                    models.Index(fields=["state"], name="employment_placement_state"),
                ],
            },
        ),
        migrations.CreateModel(
            name="UnemployedPerson",
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
                (
                    "phone",
                    bureau.registers.personal.PersonalField(
                        blank=True, kind="phone", null=True, verbose_name="电话"
                    ),
                ),
                ("registered_on", models.DateField(null=True, verbose_name="失业登记日")),
                (
                    "reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("合同期满", "合同期满"),
                            ("被裁减", "被裁减"),
                            ("辞职", "辞职"),
                            ("单位关闭破产", "单位关闭破产"),
                            ("毕业后未就业", "毕业后未就业"),
                            ("停止经营", "停止经营"),
                            ("其他", "其他"),
                        ],
                        default="",
                        max_length=20,
                        verbose_name="失业原因",
                    ),
                ),
                ("reemployed_on", models.DateField(blank=True, null=True, verbose_name="再就业日")),
                (
                    "reemploy_form",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("单位", "单位"),
                            ("个体", "个体"),
                            ("公益性岗位", "公益性岗位"),
                            ("灵活", "灵活"),
                        ],
                        default="",
                        max_length=20,
                        verbose_name="再就业形式",
                    ),
                ),
                ("cancelled_on", models.DateField(blank=True, null=True, verbose_name="注销日")),
                (
                    "cancel_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("就业", "就业"),
                            ("退休", "退休"),
                            ("死亡", "死亡"),
                            ("迁出", "迁出"),
                            ("其他", "其他"),
                        ],
                        default="",
                        max_length=20,
                        verbose_name="注销原因",
                    ),
                ),
                ("name_index", bureau.registers.personal.BlindIndexField("name")),
                ("id_no_index", bureau.registers.personal.BlindIndexField("id_no")),
                ("phone_index", bureau.registers.personal.BlindIndexField("phone")),
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
                "verbose_name": "失业登记",
                "indexes": [
                    models.Index(
                        fields=["reporting_unit", "reemployed_on"], name="employment_unemployed_unit"
                    ),
                    models.Index(
                        fields=["reporting_unit", "registered_on"], name="employment_unemployed_since"
                    ),
                    models.Index(fields=["state"], name="employment_unemployed_state"),
                ],
            },
        ),
        migrations.CreateModel(
            name="ZeroJobFamily",
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
                    "holder",
                    bureau.registers.personal.PersonalField(kind="name", null=True, verbose_name="户主"),
                ),
                (
                    "address",
                    bureau.registers.personal.PersonalField(
                        blank=True, kind="address", null=True, verbose_name="住址"
                    ),
                ),
                (
                    "members",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="法定劳动年龄人数"),
                ),
                ("found_on", models.DateField(blank=True, null=True, verbose_name="认定日")),
                ("helped_on", models.DateField(blank=True, null=True, verbose_name="消除日")),
                ("measure", models.TextField(blank=True, default="", verbose_name="帮扶措施")),
                (
                    "employed_member",
                    bureau.registers.personal.PersonalField(
                        blank=True, kind="name", null=True, verbose_name="就业成员"
                    ),
                ),
                ("holder_index", bureau.registers.personal.BlindIndexField("holder")),
                ("address_index", bureau.registers.personal.BlindIndexField("address")),
                ("employed_member_index", bureau.registers.personal.BlindIndexField("employed_member")),
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
                "verbose_name": "零就业家庭",
                "indexes": [
                    models.Index(fields=["reporting_unit", "helped_on"], name="employment_zerojob_unit"),
                    models.Index(fields=["reporting_unit", "found_on"], name="employment_zerojob_since"),
                    models.Index(fields=["state"], name="employment_zerojob_state"),
                ],
            },
        ),
        *keep_register(
            "employment_followupcontact",
            "employment.follow_ups",
            dates=["done_on", "next_due"],
            personal=["person"],
        ),
        *keep_register(
            "employment_graduate",
            "employment.graduates",
            dates=["registered_on", "employed_on"],
            personal=["name", "id_no", "phone"],
        ),
        *keep_register(
            "employment_hardshipperson",
            "employment.hardship_people",
            dates=["certified_on", "employed_on", "exit_on"],
            personal=["name", "id_no", "phone"],
        ),
        *keep_register(
            "employment_laborinflow", "employment.labor_inflow", dates=["arrived_on"], personal=["list"]
        ),
        *keep_register(
            "employment_monitoredhousehold",
            "employment.monitored_households",
            dates=["month"],
            personal=["holder"],
        ),
        *keep_register(
            "employment_parkworker",
            "employment.park_workers",
            dates=["collected_on", "left_on"],
            personal=["name", "phone"],
        ),
        *keep_register(
            "employment_placement",
            "employment.placements",
            dates=["start_on", "registered_on", "left_on"],
            personal=["name", "id_no", "phone"],
        ),
        *keep_register(
            "employment_unemployedperson",
            "employment.unemployed",
            dates=["registered_on", "reemployed_on", "cancelled_on"],
            personal=["name", "id_no", "phone"],
        ),
        *keep_register(
            "employment_zerojobfamily",
            "employment.zero_job_families",
            dates=["found_on", "helped_on"],
            personal=["holder", "address", "employed_member"],
        ),
    ]
