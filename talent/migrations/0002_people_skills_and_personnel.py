"""Rows of people and honours, of skills, of personnel and pay."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import bureau.registers.fields
import bureau.registers.personal
from bureau.registers.triggers import keep_register


class Migration(migrations.Migration):
    dependencies = [
        ("registers", "0002_row_marks_and_trail"),
        ("organisation", "0004_office_is_called_by_its_section"),
        ("talent", "0001_recruiting_and_services"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="CadreTraining",
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
                            ("干部大讲堂", "干部大讲堂"),
                            ("讲业务荐好书", "讲业务荐好书"),
                            ("技能大比武", "技能大比武"),
                            ("骨干培训班", "骨干培训班"),
                            ("党员活动日", "党员活动日"),
                        ],
                        default="",
                        max_length=20,
                        verbose_name="类别",
                    ),
                ),
                ("held_on", models.DateField(null=True, verbose_name="日期")),
                ("lecturer", models.CharField(blank=True, default="", max_length=120, verbose_name="主讲")),
                ("trips", models.PositiveIntegerField(blank=True, null=True, verbose_name="参训人次")),
                ("scores", models.TextField(blank=True, default="", verbose_name="成绩")),
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
                "verbose_name": "干部教育培训",
                "indexes": [
                    models.Index(fields=["reporting_unit", "held_on"], name="talent_training_unit"),
                    models.Index(fields=["state"], name="talent_training_state"),
                ],
            },
        ),
        migrations.CreateModel(
            name="DoctorStation",
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
                ("host", models.CharField(default="", max_length=120, verbose_name="设站单位")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("省级博士工作站", "省级博士工作站"),
                            ("博士后创新实践基地", "博士后创新实践基地"),
                            ("博士后工作站", "博士后工作站"),
                        ],
                        default="",
                        max_length=20,
                        verbose_name="类型",
                    ),
                ),
                ("approved_on", models.DateField(blank=True, null=True, verbose_name="批准日期")),
                (
                    "in_station",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="在站博士后人数"),
                ),
                ("assessed_on", models.DateField(blank=True, null=True, verbose_name="评估日期")),
                (
                    "assessed",
                    models.CharField(
                        blank=True,
                        choices=[("优秀", "优秀"), ("良好", "良好"), ("合格", "合格"), ("不合格", "不合格")],
                        default="",
                        max_length=20,
                        verbose_name="评估结果",
                    ),
                ),
                ("revoked_on", models.DateField(blank=True, null=True, verbose_name="撤销日期")),
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
                "verbose_name": "博士（后）工作站",
                "indexes": [
                    models.Index(fields=["reporting_unit", "approved_on"], name="talent_station_unit"),
                    models.Index(fields=["state"], name="talent_station_state"),
                ],
            },
        ),
        migrations.CreateModel(
            name="FilingFirm",
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
                    "trades",
                    models.TextField(
                        blank=True, default="", help_text="一行一个，也可以用顿号分开", verbose_name="工种"
                    ),
                ),
                ("filed_on", models.DateField(blank=True, null=True, verbose_name="备案日期")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="有效期")),
                ("closed_on", models.DateField(blank=True, null=True, verbose_name="退出日期")),
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
                "verbose_name": "备案企业",
                "indexes": [
                    models.Index(fields=["reporting_unit", "filed_on"], name="talent_filingfirm_unit"),
                    models.Index(fields=["state"], name="talent_filingfirm_state"),
                ],
            },
        ),
        migrations.CreateModel(
            name="HighLevelPerson",
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
                    "honour",
                    models.CharField(
                        choices=[
                            ("政府特殊津贴", "政府特殊津贴"),
                            ("突出贡献中青年专家", "突出贡献中青年专家"),
                            ("省首席技师", "省首席技师"),
                            ("市技术能手", "市技术能手"),
                            ("其他", "其他"),
                        ],
                        default="",
                        max_length=20,
                        verbose_name="称号",
                    ),
                ),
                (
                    "granted_by",
                    models.CharField(blank=True, default="", max_length=120, verbose_name="授予单位"),
                ),
                ("granted_on", models.DateField(null=True, verbose_name="授予日期")),
                ("employer", models.CharField(blank=True, default="", max_length=120, verbose_name="单位")),
                ("left_on", models.DateField(blank=True, null=True, verbose_name="离库日")),
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
                "verbose_name": "高层次人才",
                "indexes": [
                    models.Index(fields=["reporting_unit", "granted_on"], name="talent_highlevel_unit"),
                    models.Index(fields=["state"], name="talent_highlevel_state"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Intake",
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
                    "degree",
                    models.CharField(
                        choices=[("本科", "本科"), ("硕士", "硕士"), ("博士", "博士"), ("其他", "其他")],
                        default="",
                        max_length=20,
                        verbose_name="学历",
                    ),
                ),
                (
                    "title",
                    models.CharField(
                        blank=True,
                        choices=[("无", "无"), ("中级", "中级"), ("高级", "高级")],
                        default="",
                        max_length=20,
                        verbose_name="职称",
                    ),
                ),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("大学生", "大学生"),
                            ("高层次", "高层次"),
                            ("工匠", "工匠"),
                            ("医务", "医务"),
                        ],
                        default="",
                        max_length=20,
                        verbose_name="层次",
                    ),
                ),
                ("employer", models.CharField(default="", max_length=120, verbose_name="单位")),
                (
                    "employer_kind",
                    models.CharField(
                        choices=[("机关企事业", "机关企事业"), ("企业", "企业"), ("其他", "其他")],
                        default="",
                        max_length=20,
                        verbose_name="单位性质",
                    ),
                ),
                ("arrived_on", models.DateField(null=True, verbose_name="引进日期")),
                (
                    "establishment",
                    models.CharField(
                        blank=True,
                        choices=[("事业编", "事业编"), ("非事业编", "非事业编"), ("企业", "企业")],
                        default="",
                        max_length=20,
                        verbose_name="编制",
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
            ],
            options={
                "verbose_name": "引进人才",
                "indexes": [
                    models.Index(fields=["reporting_unit", "arrived_on"], name="talent_intake_unit"),
                    models.Index(fields=["state"], name="talent_intake_state"),
                ],
            },
        ),
        migrations.CreateModel(
            name="PersonnelApproval",
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
                ("employer", models.CharField(default="", max_length=120, verbose_name="单位")),
                (
                    "employer_kind",
                    models.CharField(
                        choices=[("机关", "机关"), ("事业", "事业")],
                        default="",
                        max_length=20,
                        verbose_name="单位性质",
                    ),
                ),
                (
                    "matter",
                    models.CharField(
                        choices=[
                            ("级别工资", "级别工资"),
                            ("薪级工资", "薪级工资"),
                            ("考核奖", "考核奖"),
                            ("年度考核", "年度考核"),
                            ("档案专审", "档案专审"),
                            ("人员划转", "人员划转"),
                            ("岗位设置", "岗位设置"),
                            ("编外用工", "编外用工"),
                            ("乡镇补贴", "乡镇补贴"),
                            ("防疫津贴", "防疫津贴"),
                        ],
                        default="",
                        max_length=20,
                        verbose_name="事项",
                    ),
                ),
                ("year", models.PositiveIntegerField(null=True, verbose_name="所属年度")),
                ("applied_on", models.DateField(null=True, verbose_name="申报日期")),
                (
                    "approved_on",
                    bureau.registers.fields.MonthDate(blank=True, null=True, verbose_name="审批月份"),
                ),
                ("quota", models.PositiveIntegerField(blank=True, null=True, verbose_name="核定岗位数")),
                ("persons", models.PositiveIntegerField(blank=True, null=True, verbose_name="人数")),
                (
                    "amount",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=16, null=True, verbose_name="金额"
                    ),
                ),
                ("opinion", models.TextField(blank=True, default="", verbose_name="问题与意见")),
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
                "verbose_name": "工资人事审批",
                "indexes": [
                    models.Index(fields=["reporting_unit", "approved_on"], name="talent_approval_unit"),
                    models.Index(fields=["state"], name="talent_approval_state"),
                ],
            },
        ),
        migrations.CreateModel(
            name="ProjectApplication",
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
                ("project", models.CharField(default="", max_length=120, verbose_name="项目名称")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("技能先锋奖", "技能先锋奖"),
                            ("双创计划", "双创计划"),
                            ("人才计划", "人才计划"),
                            ("引育奖励", "引育奖励"),
                            ("政府特殊津贴", "政府特殊津贴"),
                            ("园区奖励", "园区奖励"),
                            ("博士工作站", "博士工作站"),
                            ("海外引智", "海外引智"),
                        ],
                        default="",
                        max_length=20,
                        verbose_name="类别",
                    ),
                ),
                (
                    "applicant",
                    bureau.registers.personal.PersonalField(
                        blank=True, kind="name", null=True, verbose_name="申报人"
                    ),
                ),
                (
                    "company",
                    models.CharField(blank=True, default="", max_length=120, verbose_name="申报单位"),
                ),
                ("closes_on", models.DateField(blank=True, null=True, verbose_name="申报截止日")),
                ("accepted_on", models.DateField(blank=True, null=True, verbose_name="受理日期")),
                ("recommended_on", models.DateField(blank=True, null=True, verbose_name="推荐日期")),
                ("public_from", models.DateField(blank=True, null=True, verbose_name="公示起始日")),
                ("approved_on", models.DateField(blank=True, null=True, verbose_name="批准日期")),
                (
                    "fund",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=16, null=True, verbose_name="经费"
                    ),
                ),
                (
                    "result",
                    models.CharField(
                        blank=True,
                        choices=[("通过", "通过"), ("未通过", "未通过")],
                        default="",
                        max_length=20,
                        verbose_name="结果",
                    ),
                ),
                ("applicant_index", bureau.registers.personal.BlindIndexField("applicant")),
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
                "verbose_name": "人才项目申报",
                "indexes": [
                    models.Index(fields=["reporting_unit", "accepted_on"], name="talent_project_unit"),
                    models.Index(fields=["state"], name="talent_project_state"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Recruitment",
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
                ("batch", models.CharField(default="", max_length=120, verbose_name="批次")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("省集中公开招聘", "省集中公开招聘"),
                            ("中小学教师", "中小学教师"),
                            ("特岗教师", "特岗教师"),
                            ("市免费医学生", "市免费医学生"),
                            ("卫健系统", "卫健系统"),
                            ("人才引进", "人才引进"),
                            ("遴选", "遴选"),
                            ("三支一扶", "三支一扶"),
                            ("其他公开招聘", "其他公开招聘"),
                        ],
                        default="",
                        max_length=20,
                        verbose_name="类别",
                    ),
                ),
                ("employer", models.CharField(default="", max_length=120, verbose_name="单位")),
                ("posts", models.PositiveIntegerField(blank=True, null=True, verbose_name="岗位数")),
                ("planned", models.PositiveIntegerField(null=True, verbose_name="计划人数")),
                ("notice_on", models.DateField(blank=True, null=True, verbose_name="公告日")),
                ("exam_on", models.DateField(blank=True, null=True, verbose_name="考试日")),
                ("public_from", models.DateField(blank=True, null=True, verbose_name="公示起始日")),
                ("public_to", models.DateField(blank=True, null=True, verbose_name="公示截止日")),
                ("hired", models.PositiveIntegerField(blank=True, null=True, verbose_name="录用人数")),
                ("hired_on", models.DateField(blank=True, null=True, verbose_name="聘用日期")),
                ("reported_on", models.DateField(blank=True, null=True, verbose_name="报到日期")),
                (
                    "list",
                    bureau.registers.personal.PersonalField(
                        blank=True, kind="list", null=True, verbose_name="拟聘名单"
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
                "verbose_name": "事业单位公开招聘",
                "indexes": [
                    models.Index(fields=["reporting_unit", "hired_on"], name="talent_recruitment_unit"),
                    models.Index(fields=["state"], name="talent_recruitment_state"),
                ],
            },
        ),
        migrations.CreateModel(
            name="SkillAssessment",
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
                    "kind",
                    models.CharField(
                        choices=[("等级认定", "等级认定"), ("职业技能鉴定", "职业技能鉴定")],
                        default="",
                        max_length=20,
                        verbose_name="类别",
                    ),
                ),
                ("institution", models.CharField(default="", max_length=120, verbose_name="评价机构")),
                ("trade", models.CharField(blank=True, default="", max_length=120, verbose_name="工种")),
                ("held_on", models.DateField(null=True, verbose_name="日期")),
                ("persons", models.PositiveIntegerField(blank=True, null=True, verbose_name="考核人数")),
                ("public_from", models.DateField(blank=True, null=True, verbose_name="公示起始日")),
                ("certs", models.PositiveIntegerField(blank=True, null=True, verbose_name="核发证书数")),
                (
                    "certs_senior",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="高级工证书数"),
                ),
                (
                    "certs_technician",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="技师证书数"),
                ),
                (
                    "certs_senior_tech",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="高级技师证书数"),
                ),
                ("issued_on", models.DateField(blank=True, null=True, verbose_name="发证日期")),
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
                "verbose_name": "技能等级认定与鉴定",
                "indexes": [
                    models.Index(fields=["reporting_unit", "held_on"], name="talent_assessment_unit"),
                    models.Index(fields=["state"], name="talent_assessment_state"),
                ],
            },
        ),
        migrations.CreateModel(
            name="SkillContest",
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
                    "level",
                    models.CharField(
                        choices=[("市级承接", "市级承接"), ("区级举办", "区级举办")],
                        default="",
                        max_length=20,
                        verbose_name="级别",
                    ),
                ),
                ("trade", models.CharField(blank=True, default="", max_length=120, verbose_name="工种")),
                ("held_on", models.DateField(null=True, verbose_name="日期")),
                ("entrants", models.PositiveIntegerField(blank=True, null=True, verbose_name="参赛人数")),
                (
                    "winners",
                    bureau.registers.personal.PersonalField(
                        blank=True, kind="list", null=True, verbose_name="获奖人员"
                    ),
                ),
                ("winners_index", bureau.registers.personal.BlindIndexField("winners")),
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
                "verbose_name": "技能竞赛",
                "indexes": [
                    models.Index(fields=["reporting_unit", "held_on"], name="talent_contest_unit"),
                    models.Index(fields=["state"], name="talent_contest_state"),
                ],
            },
        ),
        migrations.CreateModel(
            name="SkilledPerson",
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
                    "level",
                    models.CharField(
                        choices=[
                            ("初级", "初级"),
                            ("中级", "中级"),
                            ("高级", "高级"),
                            ("技师", "技师"),
                            ("高级技师", "高级技师"),
                        ],
                        default="",
                        max_length=20,
                        verbose_name="等级",
                    ),
                ),
                (
                    "cert_no",
                    bureau.registers.personal.PersonalField(
                        blank=True, kind="certificate", null=True, verbose_name="证书号"
                    ),
                ),
                ("certified_on", models.DateField(null=True, verbose_name="取证日期")),
                ("employer", models.CharField(blank=True, default="", max_length=120, verbose_name="单位")),
                ("craftsman", models.BooleanField(default=False, verbose_name="列入工匠人才")),
                ("name_index", bureau.registers.personal.BlindIndexField("name")),
                ("id_no_index", bureau.registers.personal.BlindIndexField("id_no")),
                ("cert_no_index", bureau.registers.personal.BlindIndexField("cert_no")),
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
                "verbose_name": "技能人才",
                "indexes": [
                    models.Index(fields=["reporting_unit", "certified_on"], name="talent_skilled_unit"),
                    models.Index(fields=["state"], name="talent_skilled_state"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Subsidy",
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
                    "payee",
                    bureau.registers.personal.PersonalField(kind="name", null=True, verbose_name="对象"),
                ),
                (
                    "company",
                    models.CharField(blank=True, default="", max_length=120, verbose_name="企业单位"),
                ),
                (
                    "item",
                    models.CharField(
                        choices=[
                            ("生活补贴", "生活补贴"),
                            ("安家补贴", "安家补贴"),
                            ("其他人才补贴", "其他人才补贴"),
                        ],
                        default="",
                        max_length=20,
                        verbose_name="类别",
                    ),
                ),
                ("year", models.PositiveIntegerField(null=True, verbose_name="所属年度")),
                (
                    "amount",
                    models.DecimalField(decimal_places=2, max_digits=16, null=True, verbose_name="金额"),
                ),
                ("public_from", models.DateField(blank=True, null=True, verbose_name="公示起始日")),
                ("paid_on", models.DateField(blank=True, null=True, verbose_name="发放日期")),
                ("payee_index", bureau.registers.personal.BlindIndexField("payee")),
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
                "verbose_name": "人才补贴",
                "indexes": [
                    models.Index(fields=["reporting_unit", "paid_on"], name="talent_subsidy_unit"),
                    models.Index(fields=["state"], name="talent_subsidy_state"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Title",
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
                ("employer", models.CharField(blank=True, default="", max_length=120, verbose_name="单位")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("评审申报", "评审申报"),
                            ("初次考核认定", "初次考核认定"),
                            ("聘任", "聘任"),
                        ],
                        default="",
                        max_length=20,
                        verbose_name="环节",
                    ),
                ),
                (
                    "level",
                    models.CharField(
                        choices=[("正高", "正高"), ("高级", "高级"), ("中级", "中级"), ("初级", "初级")],
                        default="",
                        max_length=20,
                        verbose_name="级别",
                    ),
                ),
                ("private", models.BooleanField(default=False, verbose_name="民营企业")),
                ("exceptional", models.BooleanField(default=False, verbose_name="破格")),
                ("closes_on", models.DateField(blank=True, null=True, verbose_name="申报截止日")),
                ("accepted_on", models.DateField(null=True, verbose_name="受理或聘任日期")),
                (
                    "result",
                    models.CharField(
                        blank=True,
                        choices=[("通过", "通过"), ("未通过", "未通过")],
                        default="",
                        max_length=20,
                        verbose_name="结果",
                    ),
                ),
                ("decided_on", models.DateField(blank=True, null=True, verbose_name="结果日期")),
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
                "verbose_name": "职称评聘",
                "indexes": [
                    models.Index(fields=["reporting_unit", "accepted_on"], name="talent_title_unit"),
                    models.Index(fields=["state"], name="talent_title_state"),
                ],
            },
        ),
        *keep_register("talent_cadretraining", "talent.cadre_training", dates=["held_on"]),
        *keep_register(
            "talent_doctorstation",
            "talent.doctor_stations",
            dates=["approved_on", "assessed_on", "revoked_on"],
        ),
        *keep_register(
            "talent_filingfirm", "talent.filing_firms", dates=["filed_on", "valid_to", "closed_on"]
        ),
        *keep_register(
            "talent_highlevelperson",
            "talent.high_level_people",
            dates=["granted_on", "left_on"],
            personal=["name"],
        ),
        *keep_register("talent_intake", "talent.intake", dates=["arrived_on"], personal=["name", "id_no"]),
        *keep_register(
            "talent_personnelapproval", "talent.personnel_approvals", dates=["applied_on", "approved_on"]
        ),
        *keep_register(
            "talent_projectapplication",
            "talent.project_applications",
            dates=["closes_on", "accepted_on", "recommended_on", "public_from", "approved_on"],
            personal=["applicant"],
        ),
        *keep_register(
            "talent_recruitment",
            "talent.recruitment",
            dates=["notice_on", "exam_on", "public_from", "public_to", "hired_on", "reported_on"],
            personal=["list"],
        ),
        *keep_register(
            "talent_skillassessment",
            "talent.skill_assessments",
            dates=["held_on", "public_from", "issued_on"],
        ),
        *keep_register(
            "talent_skillcontest", "talent.skill_contests", dates=["held_on"], personal=["winners"]
        ),
        *keep_register(
            "talent_skilledperson",
            "talent.skilled_people",
            dates=["certified_on"],
            personal=["name", "id_no", "cert_no"],
        ),
        *keep_register(
            "talent_subsidy", "talent.subsidies", dates=["public_from", "paid_on"], personal=["payee"]
        ),
        *keep_register(
            "talent_title",
            "talent.titles",
            dates=["closes_on", "accepted_on", "decided_on"],
            personal=["name"],
        ),
    ]
