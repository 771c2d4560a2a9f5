"""岗位: internships for the young and posts paid by the public for those nobody else employs."""

from bureau.catalogue.declarations import Direction, Group, Indicator, Kind, Reporter

INTERNSHIPS = Group(
    key="internships",
    title="就业见习",
    duty="jobs",
    indicators=(
        Indicator(
            "employment.internship_posts_count",
            "开发就业见习岗位数",
            unit="个",
            kind=Kind.FLOW,
            direction=Direction.HIGHER,
            aliases=("就业见习岗位数", "见习岗位数"),
            register="employment.internship_posts",
            counting_rule="sum(posts) by opened_on",
        ),
        Indicator(
            "employment.internships_started",
            "就业见习新增到岗人数",
            unit="人",
            kind=Kind.EVENT,
            direction=Direction.HIGHER,
            aliases=("就业见习青年人数", "新增就业见习到岗人员", "就业见习人数"),
            register="employment.internships",
            counting_rule="count by start_on",
            assessed=True,
        ),
    ),
)

WELFARE_POSTS = Group(
    key="welfare_posts",
    title="公益性岗位",
    duty="jobs",
    indicators=(
        Indicator(
            "employment.welfare_posts_new",
            "公益性岗位开发数",
            unit="个",
            kind=Kind.EVENT,
            direction=Direction.HIGHER,
            aliases=("开发公益性岗位", "公益性岗位开发个数"),
            register="employment.welfare_posts",
            counting_rule="count by developed_on",
            assessed=True,
            reported_by=Reporter.BOTH,
            definition="本期新开发数",
        ),
        Indicator(
            "employment.welfare_posts_managed",
            "城乡公益性岗位开发管理数",
            unit="个",
            kind=Kind.STOCK,
            aliases=("公益性岗位在管数", "开发管理城乡公益性岗位"),
            register="employment.welfare_posts",
            counting_rule="stock(developed_on,exited_on)",
            definition="期末在管数，与本期开发数不是一个数",
        ),
        Indicator(
            "employment.welfare_posts_exited",
            "公益性岗位退出数",
            unit="个",
            kind=Kind.EVENT,
            aliases=("退出公益性岗位数",),
            register="employment.welfare_posts",
            counting_rule="count by exited_on",
        ),
    ),
)
