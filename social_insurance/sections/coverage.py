"""参保扩面."""

from bureau.catalogue.passages import Completion, sentence, topic

INSURED = topic(
    "推进参保扩面，实现应保尽保",
    (
        sentence(
            Completion("城镇职工基本养老保险参保{employee_pension_insured}", compare=True),
            Completion("；城乡居民基本养老保险参保{resident_pension_insured}", compare=True),
            Completion("；失业保险参保{unemployment_insured}", compare=True),
            Completion("；工伤保险参保{injury_insured}", compare=True),
            Completion("；机关事业单位养老保险参保{public_pension_insured}", compare=True),
            lead="{=as_of}，",
        ),
        sentence(
            "城镇职工养老保险新增参保{employee_pension_added}",
            "、减少{employee_pension_removed}",
            "；城乡居民养老保险新增参保{resident_pension_added}",
            "、减少{resident_pension_removed}",
            "；失业保险新增参保{unemployment_added}",
            "、减少{unemployment_removed}",
            "；工伤保险新增参保{injury_added}",
            "、减少{injury_removed}",
            "；机关事业单位养老保险新增参保{public_pension_added}",
            "、减少{public_pension_removed}",
            lead="{=period}",
        ),
    ),
)

COVERAGE = topic(
    "盯紧重点人群，巩固参保质量",
    (
        sentence(
            "城乡居民养老应参保{resident_pension_due}",
            Completion("，参保率为{resident_pension_rate}"),
        ),
        sentence(
            "户籍法定人员应参保{household_pension_due}",
            "，已参加基本养老保险{household_pension_insured}",
            Completion("，户籍法定人员基本养老保险参保率为{household_pension_rate}"),
        ),
        sentence(
            "城乡居民医疗应参保{resident_medical_due}",
            "，已参保{resident_medical_insured}",
            Completion("，城乡居民基本医疗保险参保率为{resident_medical_rate}"),
        ),
    ),
)
