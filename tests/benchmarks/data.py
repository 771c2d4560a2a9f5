"""Deterministic facts for the benchmarks, written by SQL so that making them takes seconds.

S is one district: a bureau with 12 sections and 20 towns, 300 reported indicators (flow and stock) and 40 rates made
of them, 60 months, 0.58 million facts. M is a city of ten such districts. Three cells of a hundred are missing, five
are reported and not approved yet.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db import connection, transaction

FIRST_YEAR = 2021
YEARS = 5
REPORTED, RATES = 300, 40


@dataclass(frozen=True)
class Size:
    name: str
    districts: int

    @property
    def root(self) -> str:
        return "bench-city" if self.districts > 1 else "bench-1"


SIZES = {"S": Size("S", 1), "M": Size("M", 10)}

CITY = """
INSERT INTO organisation_unit (code, name, short_name, kind, lineage, duties, domains, "order", is_demonstration)
VALUES ('bench-city', '测试市', '', 'city', '{}', '{}', '{}', 0, false);
UPDATE organisation_unit SET lineage = ARRAY[id] WHERE code = 'bench-city';
"""

DISTRICTS = """
INSERT INTO organisation_unit
    (code, name, short_name, kind, parent_id, lineage, duties, domains, "order", is_demonstration)
SELECT 'bench-' || d, '测试' || d || '区', '', 'bureau', city.id, '{}', '{}', '{}', d, false
FROM generate_series(1, %(districts)s) d LEFT JOIN organisation_unit city ON city.code = 'bench-city';
INSERT INTO organisation_unit
    (code, name, short_name, kind, parent_id, lineage, duties, domains, "order", is_demonstration)
SELECT b.code || '-' || n, b.name || n, '', CASE WHEN n <= 12 THEN 'section' ELSE 'town' END, b.id,
       '{}', '{}', '{}', n, false
FROM organisation_unit b, generate_series(1, 32) n WHERE b.kind = 'bureau' ORDER BY b.id, n;
UPDATE organisation_unit u SET lineage = array_remove(ARRAY[p.parent_id, u.parent_id, u.id], NULL)
FROM organisation_unit p WHERE p.id = u.parent_id;
UPDATE organisation_unit SET lineage = ARRAY[id] WHERE parent_id IS NULL;
"""

# Of ten indicators seven are flows and three are stocks; every third flow is money with decimals.
INDICATORS = """
INSERT INTO catalogue_indicator
    (code, name, short_name, domain, group_key, "group", duty, "order", unit, display_unit, decimals, kind,
     aggregate, direction, numerator, denominator, register, counting_rule, reported_by, assessed,
     year_start_month, definition, legal_basis, summary_sections, search_text, is_local, retired)
SELECT 'employment.bench_' || n, '测试指标' || n, '', 'employment', 'bench', '测试', 'bench', n,
       CASE WHEN n %% 3 = 0 THEN '元' ELSE '人' END, CASE WHEN n %% 3 = 0 THEN '万元' ELSE '人' END, 0,
       CASE WHEN n %% 10 < 7 THEN 'flow' ELSE 'stock' END, CASE WHEN n %% 10 < 7 THEN 'sum' ELSE 'last' END,
       'higher', '', '', '', '', 'both', n %% 5 = 0, 1, '', '', '{}', '', true, false
FROM generate_series(1, %(reported)s) n;
INSERT INTO catalogue_indicator
    (code, name, short_name, domain, group_key, "group", duty, "order", unit, display_unit, decimals, kind,
     aggregate, direction, numerator, denominator, register, counting_rule, reported_by, assessed,
     year_start_month, definition, legal_basis, summary_sections, search_text, is_local, retired)
SELECT 'employment.bench_rate_' || n, '测试比率' || n, '', 'employment', 'bench', '测试', 'bench', 1000 + n,
       '%%', '%%', 2, 'rate', 'ratio', 'higher', '', '', '', '', 'both', false, 1, '', '', '{}', '', true, false
FROM generate_series(1, %(rates)s) n;
INSERT INTO catalogue_ratepart (rate_id, side, part_id, sign)
SELECT r.id, t.side, p.id, t.sign
FROM generate_series(1, %(rates)s) n
JOIN catalogue_indicator r ON r.code = 'employment.bench_rate_' || n
CROSS JOIN (VALUES ('numerator', 0, 1), ('denominator', 1, 1), ('denominator', 2, -1)) t (side, ahead, sign)
JOIN catalogue_indicator p ON p.code = 'employment.bench_' || (n * 5 + t.ahead);
INSERT INTO catalogue_assignment (unit_id, indicator_id, begins)
SELECT u.id, i.id, %(first)s * 100 + 1 FROM organisation_unit u, catalogue_indicator i
WHERE u.kind IN ('section', 'town');
INSERT INTO catalogue_target (unit_id, indicator_id, year, kind, value, issuer, document, version, set_at)
SELECT u.id, i.id, y, 'at_least', 100000 + i."order" * 10, '', '', 1, now()
FROM organisation_unit u, catalogue_indicator i, generate_series(%(first)s, %(last)s) y WHERE i.assessed;
"""

FACTS = """
INSERT INTO figures_sheet (unit_id, month, domain, state, content_hash, opened_at)
SELECT u.id, y * 100 + m, 'employment', 'approved', '', now()
FROM generate_series(%(first)s, %(last)s) y, generate_series(1, 12) m, organisation_unit u
WHERE u.kind IN ('section', 'town') ORDER BY y, m, u.id;
INSERT INTO figures_figure
    (unit_id, month, indicator_id, sheet_id, value, approved_value, version, source, changed_at)
SELECT s.unit_id, s.month, i.id, s.id, cell.value, CASE WHEN cell.dice %% 20 > 0 THEN cell.value END,
       1, 'historic', now()
FROM figures_sheet s, catalogue_indicator i, LATERAL (
    SELECT abs(hashint8(s.unit_id * 1000003 + s.month * 7919 + i."order")::bigint) AS dice) d, LATERAL (
    SELECT d.dice / 7 AS dice, CASE WHEN d.dice %% 100 >= 3 THEN
        CASE WHEN i."order" %% 3 = 0 THEN (d.dice %% 90000000)::numeric / 100 ELSE d.dice %% 3000 END END AS value) cell
WHERE i.aggregate <> 'ratio'
ORDER BY s.month, s.unit_id, i.id;
"""


def generate(size: Size) -> None:
    """Fill an empty database with the facts of a size. Triggers stay out of it: the benchmarks roll up themselves."""
    numbers = {
        "districts": size.districts,
        "reported": REPORTED,
        "rates": RATES,
        "first": FIRST_YEAR,
        "last": FIRST_YEAR + YEARS - 1,
    }
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        if size.districts > 1:
            cursor.execute(CITY)
        for step in (DISTRICTS, INDICATORS, FACTS):
            cursor.execute(step, numbers)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
