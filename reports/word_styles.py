"""The style sheet and the settings of our Word files, as WordprocessingML.

All fonts are named here and nowhere else. No theme is used: the one python-docx brings along would send
Chinese text to a Japanese face.
"""

from __future__ import annotations

from reports.official_format import CHARACTER, LINE_PITCH, PARAGRAPH_FORMATS, FontSet, Layout, ParagraphFormat
from reports.wordml import tag


def styles(layout: Layout) -> list[str]:
    """Document defaults, then every style that our files use."""
    fonts = layout.fonts
    return [
        _defaults(fonts),
        *(_paragraph_style(declared, fonts) for declared in PARAGRAPH_FORMATS),
        tag(
            "style",
            tag("name", val="Default Paragraph Font"),
            tag("semiHidden"),
            type="character",
            default=1,
            styleId="DefaultParagraphFont",
        ),
        _run_style("RunKai", "段首楷体", _fonts(fonts, fonts.kai)),
        _run_style("RunHei", "段首黑体", _fonts(fonts, fonts.hei)),
        _run_style("Strong", "Strong", tag("b") + tag("bCs")),
        tag(
            "style",
            tag("name", val="Normal Table"),
            tag("semiHidden"),
            tag("tblPr", tag("tblCellMar", tag("left", w=70, type="dxa"), tag("right", w=70, type="dxa"))),
            type="table",
            default=1,
            styleId="TableNormal",
        ),
        tag(
            "style",
            tag("name", val="Table Grid"),
            tag("basedOn", val="TableNormal"),
            tag("tblPr", tag("tblBorders", *_borders())),
            type="table",
            styleId="TableGrid",
        ),
        tag(
            "style",
            tag("name", val="No List"),
            tag("semiHidden"),
            type="numbering",
            default=1,
            styleId="NoList",
        ),
    ]


def settings() -> list[str]:
    """Odd and even pages differ, Chinese line breaking, and the mode of today's Word."""
    mode = tag(
        "compatSetting", name="compatibilityMode", uri="http://schemas.microsoft.com/office/word", val="15"
    )
    return [
        tag("zoom", percent=100),
        tag("defaultTabStop", val=420),
        tag("evenAndOddHeaders"),
        tag("drawingGridVerticalSpacing", val=LINE_PITCH),
        tag("characterSpacingControl", val="compressPunctuation"),
        tag("compat", tag("doNotExpandShiftReturn"), tag("useFELayout"), mode),
        tag("themeFontLang", val="en-US", eastAsia="zh-CN"),
        tag("decimalSymbol", val="."),
        tag("listSeparator", val=","),
    ]


def _defaults(fonts: FontSet) -> str:
    language = tag("lang", val="en-US", eastAsia="zh-CN", bidi="ar-SA")
    face = tag("rPr", _fonts(fonts, fonts.body), tag("sz", val=32), tag("szCs", val=32), language)
    return tag("docDefaults", tag("rPrDefault", face), tag("pPrDefault"))


def _fonts(fonts: FontSet, east_asian: str, *, latin: bool = True) -> str:
    other = fonts.latin if latin else east_asian
    return tag("rFonts", ascii=other, eastAsia=east_asian, hAnsi=other, cs=other)


def _paragraph_style(declared: ParagraphFormat, fonts: FontSet) -> str:
    base = declared is PARAGRAPH_FORMATS[0]
    head = [tag("name", val=declared.name)]
    if not base:
        head.append(tag("basedOn", val="Normal"))
    if declared.outline:
        head.append(tag("next", val="BodyIndent"))
    look = tag(
        "rPr",
        _fonts(fonts, fonts.of(declared.face), latin=declared.latin),
        tag("color", val="000000"),
        tag("spacing", val=declared.spacing),
        tag("sz", val=declared.size),
        tag("szCs", val=declared.size),
    )
    kind: dict[str, str | int] = {"type": "paragraph", "styleId": declared.style}
    if base:
        kind["default"] = 1
    return tag("style", *head, tag("qFormat"), tag("pPr", *_paragraph_properties(declared)), look, **kind)


def _paragraph_properties(declared: ParagraphFormat) -> list[str]:
    properties: list[str] = []
    if declared.keep_with_next:
        properties.append(tag("keepNext"))
    if declared.new_page:
        properties.append(tag("pageBreakBefore"))
    # Without widow control each page holds its 22 lines.
    properties.append(tag("widowControl", val=0))
    if not declared.on_grid:
        properties.append(tag("snapToGrid", val=0))
    line, rule = (declared.line, "exact") if declared.line else (240, "auto")
    properties.append(tag("spacing", before=declared.around, after=declared.around, line=line, lineRule=rule))
    if declared.first_line:
        chars, twips = declared.first_line * 100, declared.first_line * CHARACTER
        properties.append(tag("ind", firstLineChars=chars, firstLine=twips))
    properties.append(tag("jc", val=declared.align))
    if declared.outline:
        properties.append(tag("outlineLvl", val=declared.outline - 1))
    return properties


def _run_style(style: str, name: str, properties: str) -> str:
    base = tag("basedOn", val="DefaultParagraphFont")
    return tag(
        "style",
        tag("name", val=name),
        base,
        tag("qFormat"),
        tag("rPr", properties),
        type="character",
        customStyle=1,
        styleId=style,
    )


def _borders() -> list[str]:
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    return [tag(side, val="single", sz=4, space=0, color="000000") for side in sides]
