"""Status words, lights, fields and charts as the templates draw them."""

import pytest
from django import forms
from django.template import Context, Template

from bureau.web.charts import Landing
from bureau.web.templatetags.parts import LIGHTS, STATUS_WORDS, field_input, light, status


def test_a_status_has_a_mark_and_always_a_word() -> None:
    assert status("back", "退回 1 格") == '<span class="st st--back">退回 1 格</span>'
    for mark, word in STATUS_WORDS.items():
        assert word in status(mark)
    for name, (mark, word) in LIGHTS.items():
        assert f'st--{mark}">{word}<' in light(name)


def test_an_unknown_status_is_a_mistake_and_not_an_empty_place() -> None:
    with pytest.raises(KeyError):
        status("green", "绿")
    with pytest.raises(KeyError):
        light("green")


def test_a_status_word_cannot_carry_markup() -> None:
    assert "<b>" not in status("ok", "<b>好</b>")


class ReasonForm(forms.Form):
    reason = forms.CharField(label="理由", help_text="写明依据")


def test_a_field_names_its_hint_and_its_error_to_those_who_listen() -> None:
    field = ReasonForm({"reason": ""})["reason"]
    html = field_input(field)
    assert 'aria-describedby="id_reason_hint id_reason_error"' in html
    assert 'aria-invalid="true"' in html
    page = Template('{% include "components/field.html" %}').render(Context({"field": field}))
    assert 'id="id_reason_hint"' in page
    assert 'id="id_reason_error"' in page


def test_a_field_without_fault_is_not_marked() -> None:
    assert "aria-invalid" not in field_input(ReasonForm()["reason"])


def draw(source: str, **context: object) -> str:
    return Template("{% load drawings %}" + source).render(Context(context))


def test_a_progress_bar_says_in_words_what_it_shows() -> None:
    html = draw("{% progress share pace=pace %}", share=94.9, pace=91.7)
    assert 'aria-label="完成94.9%，时序91.7%"' in html
    assert html.count("g-pace") == 1


def test_a_progress_bar_of_a_missing_figure_has_no_bar() -> None:
    assert "g-bar" not in draw("{% progress share %}", share=None)
    assert "未填报" in draw("{% progress share %}", share=None)
    assert "g-bar" in draw("{% progress share %}", share=0)


def test_the_landing_stands_under_tall_bars_only() -> None:
    landing = Landing(70, 77, 83)
    assert "g-landing" in draw("{% progress 65 landing=landing height=20 %}", landing=landing)
    assert "g-landing" not in draw("{% progress 65 landing=landing %}", landing=landing)


def test_coordinates_keep_their_point_in_every_language() -> None:
    html = draw("{% progress share width='100%' height=20 %}", share=1234.56)
    assert ",0" not in html
    assert 'x1="90.91%"' in html
