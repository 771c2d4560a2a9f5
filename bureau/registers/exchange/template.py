"""The empty workbook of a register: a sheet to fill in, and one that says what goes into each column."""

from __future__ import annotations

from bureau.jobs.workbooks import Cell, Column, Page
from bureau.registers.declarations import Register
from bureau.registers.exchange.columns import (
    EXPLANATION,
    NUMBER,
    STATE,
    UNIT,
    VERSION,
    FileColumn,
    file_columns,
)
from bureau.registers.exchange.fields import FieldType
from bureau.registers.exchange.ways import enterable_states

_OWN = {
    NUMBER: "新登记的行留空，由系统编号；改已登记的行填它的编号。",
    UNIT: "只为一个单位登记的可以不填。",
    EXPLANATION: "系统提示要说明情况时填写。",
}
_SAID = {
    FieldType.TEXT: "文字",
    FieldType.LONG_TEXT: "文字，可以多行",
    FieldType.INTEGER: "整数",
    FieldType.DATE: "日期，如 2026-10-31",
    FieldType.MONTH: "月份，如 2026-10",
    FieldType.FLAG: "是或否",
    FieldType.UNIT: "单位名称或代码",
    FieldType.PERSON: "姓名或用户名",
    FieldType.ROW: "那一行的编号",
    FieldType.PERSONAL: "个人信息，导入后加密保存；证件号和电话请用文本格式",
}
_FLAG_WORDS = ("是", "否")


def template_pages(register: Register) -> list[Page]:
    columns = [column for column in file_columns(register) if column.name != VERSION]
    heads = [Column(column.title, column.width, choices=_offered(register, column)) for column in columns]
    notes = [
        [
            Cell(column.title, is_head=True),
            Cell("必填" if _is_required(column) else ""),
            Cell(_note(register, column)),
        ]
        for column in columns
    ]
    return [
        Page(register.title, heads, [], title=register.title),
        Page("填写说明", [Column("列", 22), Column("要求", 8), Column("填什么", 60)], notes),
    ]


def _offered(register: Register, column: FileColumn) -> tuple[str, ...]:
    if column.name == STATE:
        return tuple(enterable_states(register))
    if column.field is None:
        return ()
    return _FLAG_WORDS if column.field.kind is FieldType.FLAG else column.field.choices


def _is_required(column: FileColumn) -> bool:
    return column.field is not None and column.field.required


def _note(register: Register, column: FileColumn) -> str:
    if column.name == STATE:
        return f"新登记的行可填：{'、'.join(enterable_states(register))}；不填就是{register.initial}。"
    field = column.field
    if field is None:
        return _OWN[column.name]
    if field.choices:
        return "、".join(field.choices)
    if field.kind is FieldType.DECIMAL:
        return f"数，最多 {field.decimals} 位小数"
    return _SAID[field.kind]
