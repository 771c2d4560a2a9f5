"""Rows of one register led from the form to their end through the pages, so that every figure has some behind it."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from functools import cached_property

from django.test import Client

from bureau.catalogue.models import Indicator
from bureau.periods import Month
from bureau.registers.cleaning import content_fields
from bureau.registers.counting.grammar import CLASS_YEAR, Gathering, Rule, parse
from bureau.registers.counting.grammar import Test as Asked
from bureau.registers.declarations import DRAFT, Doer, Phase, Register, Step
from bureau.registers.exchange.fields import FieldType, type_of
from bureau.registers.models import Deadline
from bureau.registers.personal import PersonalField, PersonalKind
from bureau.registers.rows import Row
from tests.domains.books import Books
from tests.domains.lamps import Term, cell_of, due_by_hand, line_of, on, words_of
from tests.domains.talent_ground import id_no
from tests.people import People
from tests.registers_pages.filling import Filling, in_order, text_for, typed
from tests.registers_pages.walking import address, mistakes_in, session, ways

# `text_for` sets two days between its places; so the dates of a row lie in months of their own.
APART = 18
SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜"
_DAY = datetime.timedelta(days=1)

Wish = Mapping[str, str]


class Journey(Books):
    """What was entered for a register, by whom, and which of its lights were seen on the way."""

    def __init__(self, register: Register, people: People) -> None:
        super().__init__(register, people)
        self.said: list[str] = []
        self.ended: set[str] = set()
        self.entered = 0
        # Terms whose light was seen before and after its day, by page.
        self.due_page: set[str] = set()
        self.list_page: set[str] = set()
        self._clients: dict[str, Client] = {}

    def client(self, name: str) -> Client:
        return self._clients.setdefault(name, session(self.people, name))

    # --- the way of a row ---------------------------------------------------------------------------------------

    def make_rows_for(self, figure: Indicator) -> None:
        rule = parse(figure.counting_rule)
        assert rule is not None
        wish = self.wish_of(rule)
        for filling in Filling:
            for way in ways(self.register):
                if self.month_of(figure) is not None:
                    return
                self.lead(way, wish, filling, self.keeper(figure), rule)

    def make_one_end(self) -> None:
        for filling in Filling:
            for way in ways(self.register):
                if self.ended:
                    return
                self.lead(way, {}, filling, self.keeper())

    def light(self, key: str, wish: Wish, *, listed: bool = True) -> None:
        """See a light that no row has shown so far; also in the list, where it can come first there."""
        for filling in Filling:
            for way in ways(self.register):
                if key in (self.due_page & self.list_page if listed else self.due_page):
                    return
                self.lead(way, wish, filling, self.keeper())

    def lead(
        self, way: list[Step], wish: Wish, filling: Filling, clerk: str, rule: Rule | None = None
    ) -> None:
        """Enter a row as a draft first or at once, then take the steps; a page that refuses ends the way."""
        later = {name for step in way for name in step.asks}
        values = dict(typed(self.register, self.people, filling))
        values |= {name: "" for name in _measured(rule) if name not in later}
        place = self.entered = self.entered + 1
        texts = {name: wish.get(name) or self.text(name, place) for name in values}
        texts |= {name: text for name, text in wish.items() if name not in later or name in values}
        self.forget_rows()
        row = self.enter(texts, clerk)
        if row is None:
            return
        self.look(row, clerk)
        for step in way:
            if not self.take(row, step, wish, place, clerk):
                return
            self.look(row, clerk)
        assert (
            self.register.state(row.state).phase is Phase.DONE or row.state == self.register.states[-1].name
        )
        self.ended.add(row.state)

    def leave_a_draft(self, clerk: str) -> None:
        """A row that was begun and is in no figure."""
        texts = {
            name: self.text(name, self.entered + 1) for name in typed(self.register, self.people, Filling.ALL)
        }
        answer = self.client(clerk).post(address(self.register, "new"), texts | {"do": "draft"})
        assert answer.status_code == 302, mistakes_in(answer.content.decode())
        self.forget_rows()

    def enter(self, texts: Wish, clerk: str) -> Row | None:
        before = set(self.register.model._default_manager.values_list("pk", flat=True))
        client, form = self.client(clerk), {**texts, "explanation": "示例说明"}
        draft_first = not before
        answer = client.post(
            address(self.register, "new"), form | {"do": "draft" if draft_first else "enter"}
        )
        if answer.status_code != 302:
            self.said.append(f"new {answer.status_code} {texts}: {mistakes_in(answer.content.decode())}")
            return None
        row = self.register.model._default_manager.exclude(pk__in=before).latest("pk")
        assert isinstance(row, Row)
        if draft_first:
            assert row.state == DRAFT
            assert not Deadline.objects.filter(register=self.register.code, row_id=row.pk).exists()
            edit = address(self.register, "edit", row.pk)
            answer = client.post(edit, form | {"do": "enter", "version": row.version})
            if answer.status_code != 302:
                self.said.append(f"enter {texts}: {mistakes_in(answer.content.decode())}")
                return None
            row.refresh_from_db()
        assert row.state == self.register.initial
        assert row.reporting_unit_id == self.unit(clerk).pk
        return row

    def take(self, row: Row, step: Step, wish: Wish, place: int, clerk: str) -> bool:
        fields = content_fields(self.register)
        values = {
            name: wish.get(name) or self.text(name, place)
            for name in step.asks
            if type_of(fields[name]) is not FieldType.PERSONAL or getattr(row, name) is None
        }
        answer = self.client("li" if step.by is Doer.REVIEWER else clerk).post(
            address(self.register, "step", row.pk, step.key),
            {**values, "version": row.version, "reason": "核对无误", "explanation": "示例说明"},
        )
        if answer.status_code != 302:
            self.said.append(f"{step.key} {values}: {mistakes_in(answer.content.decode())}")
            return False
        row.refresh_from_db()
        assert row.state == step.ends
        return True

    # --- what is typed ------------------------------------------------------------------------------------------

    def text(self, name: str, place: int) -> str:
        """Something of its own for every row: other people, firms and numbers, and dates in the ledger's order."""
        fields = in_order(self.register)
        dates = [one for one, field in fields.items() if type_of(field) in (FieldType.DATE, FieldType.MONTH)]
        field = fields[name]
        usual = text_for(field, APART * dates.index(name) if name in dates else 0, self.people)
        match type_of(field):
            case FieldType.PERSONAL:
                assert isinstance(field, PersonalField)
                return _person(field.personal_kind, place, usual)
            case FieldType.INTEGER | FieldType.DECIMAL if "year" not in name:
                return str(place + 1)
            case FieldType.TEXT if usual == "示例文字":
                return f"{usual}{place}"
            case FieldType.LONG_TEXT:
                return f"{usual}\n第{SURNAMES[place % len(SURNAMES)]}公司"
        return usual

    def wish_of(self, rule: Rule) -> dict[str, str]:
        """What a row has to have for the rule to pick it."""
        wish = {}
        fields = content_fields(self.register)
        for atom in (alternatives[0] for alternatives in rule.where):
            match atom.test:
                case Asked.EQUALS | Asked.IN:
                    wish[atom.field] = atom.values[0]
                case Asked.NOT_IN:
                    words = [str(word) for word, _ in fields[atom.field].flatchoices]
                    wish[atom.field] = next(word for word in words if word and word not in atom.values)
                case Asked.TRUE:
                    wish[atom.field] = "1"
        if rule.gathering is Gathering.CLASS:
            date = (
                "employed_on" if any(atom.field == "employed_on" for atom in rule.atoms) else "registered_on"
            )
            month = Month.of(datetime.date.fromisoformat(self.text(date, 0)))
            wish[CLASS_YEAR] = str(month.year if month.month >= 7 else month.year - 1)
        return wish

    # --- lights -------------------------------------------------------------------------------------------------

    def look(self, row: Row, clerk: str) -> None:
        """See every light of the row that was not seen yet, the day before it is late and the day after."""
        lines = {
            line.key: line.due_on
            for line in Deadline.objects.filter(
                register=self.register.code, row_id=row.pk, key__in=self.terms
            )
        }
        for key, due_on in lines.items():
            term = self.terms[key]
            assert due_on == due_by_hand(term, row), (key, row.state)
            if due_on is not None and key not in self.due_page & self.list_page:
                shown = [
                    self._seen(row, term, due_on, due_on - _DAY, words_of(term)[0], clerk),
                    self._seen(row, term, due_on, due_on + _DAY, words_of(term)[1], clerk),
                ]
                self.due_page.add(key)
                if all(shown):
                    self.list_page.add(key)

    @cached_property
    def terms(self) -> dict[str, Term]:
        return {term.key: term for term in self.register.deadlines}

    def _seen(
        self, row: Row, term: Term, due_on: datetime.date, today: datetime.date, word: str, clerk: str
    ) -> bool:
        """Whether the list shows this light; it shows the most urgent one of a row alone."""
        client = self.client(clerk)
        with on(today):
            due = client.get("/registers/due/", {"register": self.register.code, "show": "open"})
            listed = client.get(address(self.register, "list"))
        where = address(self.register, "row", row.pk)
        assert line_of(due.content.decode(), where, term.title) == (word, due_on.isoformat())
        is_red, text, tip = cell_of(listed.content.decode(), row)
        if tip != f"{term.title}　{due_on}":
            return False
        assert is_red == (word in ("逾期", "已过期")), (term.key, text)
        begins = "逾" if is_red else "可办" if word == "期满待办" else "余"
        assert text.startswith(begins), (term.key, text)
        return True


def _measured(rule: Rule | None) -> Iterator[str]:
    """The fields of which a rule makes its figure."""
    if rule is not None:
        for one in (rule, *rule.also):
            atoms = (atom.field for atom in one.atoms if atom.test is Asked.FILLED)
            yield from filter(None, (one.of, one.by if one.by != CLASS_YEAR else "", one.opens, *atoms))


def _person(kind: PersonalKind, place: int, usual: str) -> str:
    match kind:
        case PersonalKind.NAME:
            return SURNAMES[place % len(SURNAMES)] + usual[1:]
        case PersonalKind.ID_NUMBER:
            return id_no(place)
        case PersonalKind.PHONE:
            return f"13800138{place:03d}"
        case PersonalKind.ADDRESS | PersonalKind.CERTIFICATE:
            return f"{usual}{place}"
    return usual
