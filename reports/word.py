"""Documents as .docx files in the layout of official texts. The only module that imports python-docx."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from functools import cache
from io import BytesIO

import docx
from docx.document import Document as WordFile
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.section import Section
from docx.shared import Mm, Twips

from reports import official_format as official
from reports import word_styles
from reports.official_format import STANDARD, Layout
from reports.summaries.document import (
    Annex,
    Block,
    Document,
    Heading,
    PageBreak,
    Paragraph,
    Picture,
    Signature,
    Table,
    official_date,
    printable,
)
from reports.wordml import (
    NAMESPACE,
    indentation,
    page_number,
    paragraph,
    plain,
    runs,
    table,
    tag,
    turned_page_number,
)

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
DEMONSTRATION_LINE = "演示数据"
# What the default file of python-docx brings along and an official text has no use for.
_UNWANTED_PARTS = {
    RELATIONSHIP_TYPE.THEME,
    RELATIONSHIP_TYPE.FONT_TABLE,
    RELATIONSHIP_TYPE.WEB_SETTINGS,
    RELATIONSHIP_TYPE.NUMBERING,
    RELATIONSHIP_TYPE.CUSTOM_XML,
    RELATIONSHIP_TYPE.THUMBNAIL,
    RELATIONSHIP_TYPE.EXTENDED_PROPERTIES,
    "http://schemas.microsoft.com/office/2007/relationships/stylesWithEffects",
}


def render(document: Document, layout: Layout = STANDARD) -> bytes:
    """The bytes of a .docx file: 22 lines of 28 characters, fonts by name, numbers as printed."""
    file = docx.Document(BytesIO(_base(layout)))
    writing = _Writing(file, layout)
    writing.opening(document)
    writing.blocks(document.blocks)
    writing.closing(document)
    for position, annex in enumerate(document.annexes, start=1):
        writing.annex(annex, position if len(document.annexes) > 1 else None)
    if document.is_demonstration:
        _mark_demonstration(file.sections[0])
    _describe(file, document)
    return _saved(file)


class _Writing:
    """The growing body of one file."""

    def __init__(self, file: WordFile, layout: Layout) -> None:
        self._file = file
        self._layout = layout
        self._end = file.element.body.sectPr
        self._on_new_page = False
        self._landscape = False

    def opening(self, document: Document) -> None:
        self._add(plain("Title", "\n".join(official.title_lines(document.title))))
        if document.byline:
            self._add(plain("Subtitle", document.byline))
        self._add(paragraph("Normal"))
        if document.addressee:
            self._add(plain("Normal", document.addressee))

    def blocks(self, blocks: Iterable[Block]) -> None:
        for block in blocks:
            if isinstance(block, PageBreak):
                self._on_new_page = True
            elif isinstance(block, Heading):
                self._add(plain(f"Heading{block.level}", block.text, *self._page_break()))
            elif isinstance(block, Paragraph):
                self._add(paragraph("BodyIndent", runs(block.runs), *self._page_break()))
            elif isinstance(block, Table):
                self._table(block)
            else:
                self._picture(block)

    def closing(self, document: Document) -> None:
        """附件说明, 署名, 成文日期 and 附注, each under a blank line of its own."""
        if document.annexes:
            self._add(paragraph("Normal", "", *self._page_break()), *_annex_list(document.annexes))
        if document.signature:
            self._add(paragraph("Normal", "", *self._page_break()), *_signature(document.signature))
        if document.note:
            self._add(plain("BodyIndent", f"（{document.note}）"))

    def annex(self, annex: Annex, number: int | None) -> None:
        self._on_new_page = False
        if annex.landscape != self._landscape:
            self._turn(landscape=annex.landscape)
        label = f"附件{number}" if number else "附件"
        self._add(
            plain("AnnexLabel", label),
            paragraph("Normal"),
            plain("AnnexTitle", "\n".join(official.title_lines(annex.title))),
            paragraph("Normal"),
        )
        self.blocks(annex.blocks)

    def _add(self, *fragments: str) -> None:
        for element in _elements(fragments):
            self._end.addprevious(element)

    def _page_break(self) -> Iterator[str]:
        if self._on_new_page:
            self._on_new_page = False
            yield tag("pageBreakBefore")

    def _table(self, block: Table) -> None:
        if block.caption:
            self._add(plain("Caption", block.caption, *self._page_break()))
        if block.unit_line or self._on_new_page:
            self._add(plain("TableUnit", block.unit_line, *self._page_break()))
        width = official.LANDSCAPE_TEXT_WIDTH if self._landscape else official.TEXT_WIDTH
        # A paragraph after the table keeps two tables apart and pictures off its edge.
        self._add(table(block, width), plain("TableNote", block.note))

    def _picture(self, block: Picture) -> None:
        self._add(paragraph("Picture", "", *self._page_break()))
        run = self._file.paragraphs[-1].add_run()
        drawn = run.add_picture(BytesIO(block.image), width=Mm(block.width_mm))
        drawn._inline.docPr.set("descr", block.description)
        if block.caption:
            self._add(plain("Caption", block.caption))

    def _turn(self, *, landscape: bool) -> None:
        """Begin a section on a page that lies the other way."""
        self._landscape = landscape
        section = self._file.add_section(WD_SECTION.NEW_PAGE)
        self._end = self._file.element.body.sectPr
        _carry_section_end(self._end.getprevious())
        _set_page(section, landscape=landscape)
        _number_pages(section, self._layout, landscape=landscape)


def _annex_list(annexes: tuple[Annex, ...]) -> Iterator[str]:
    """``附件：1.名称``; further lines and wrapped ones begin under the name."""
    if len(annexes) == 1:
        yield plain("Normal", f"附件：{annexes[0].title}", indentation(left=5, hanging=3))
        return
    for number, annex in enumerate(annexes, start=1):
        first = number == 1
        text = f"{'附件：' if first else ''}{number}.{annex.title}"
        yield plain("Normal", text, indentation(left=5.75, hanging=3.75 if first else 0.75))


def _signature(signature: Signature) -> list[str]:
    name, day = official.signature_indents(signature)
    return [
        plain("Signature", signature.issuer, tag("keepNext"), indentation(right=name)),
        plain("Signature", official_date(signature.day), indentation(right=day)),
    ]


def _elements(fragments: Iterable[str]) -> list[BaseOxmlElement]:
    return list(parse_xml(f'<w:body xmlns:w="{NAMESPACE}">{"".join(fragments)}</w:body>'))


@cache
def _base(layout: Layout) -> bytes:
    """An empty file with our page, styles, settings and page numbers, made once for each layout."""
    file = docx.Document()
    for part in (file.part, file.part.package):
        for relation in [key for key, value in part.rels.items() if value.reltype in _UNWANTED_PARTS]:
            part.rels.pop(relation)
    _replace_content(file.styles.element, word_styles.styles(layout))
    _replace_content(file.settings.element, word_styles.settings())
    section = file.sections[0]
    _set_page(section, landscape=False)
    _number_pages(section, layout, landscape=False)
    return _saved(file)


def _number_pages(section: Section, layout: Layout, *, landscape: bool) -> None:
    build = turned_page_number if landscape else page_number
    for footer, side in ((section.footer, "odd"), (section.even_page_footer, "even")):
        footer.is_linked_to_previous = False
        placed = "centered" if layout.page_numbers == "centered" else side
        _replace_content(footer._element, [build(placed)])


def _set_page(section: Section, *, landscape: bool) -> None:
    """A4 and its margins; a landscape page is the portrait sheet turned, its head at the binding edge."""
    sides = [official.MARGIN_TOP, official.MARGIN_RIGHT, official.MARGIN_BOTTOM, official.MARGIN_LEFT]
    width, height = official.PAGE_WIDTH, official.PAGE_HEIGHT
    if landscape:
        sides, width, height = [sides[3], *sides[:3]], height, width
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Twips(width), Twips(height)
    section.top_margin, section.right_margin, section.bottom_margin, section.left_margin = map(Twips, sides)
    section.header_distance = Twips(official.HEADER_DISTANCE)
    # The footer of a landscape page is empty: its number stands at the side.
    section.footer_distance = Twips(official.HEADER_DISTANCE if landscape else official.FOOTER_DISTANCE)
    for grid in section._sectPr.xpath("w:docGrid"):
        section._sectPr.remove(grid)
    section._sectPr.extend(_elements([tag("docGrid", type="lines", linePitch=official.LINE_PITCH)]))


def _carry_section_end(ending: BaseOxmlElement) -> None:
    """Move the section mark from its own empty paragraph to the one before, which may end the page."""
    before = ending.getprevious()
    if before is not None and before.tag.endswith("}p"):
        before.get_or_add_pPr().append(ending.pPr.sectPr)
        ending.getparent().remove(ending)


def _mark_demonstration(section: Section) -> None:
    for header in (section.header, section.even_page_header):
        header.is_linked_to_previous = False
        _replace_content(header._element, [plain("Header", DEMONSTRATION_LINE)])


def _describe(file: WordFile, document: Document) -> None:
    """Serial and content hash go to the properties: an official text carries no visible watermark."""
    properties, given = file.core_properties, document.properties
    moment = (given.generated_at or datetime.now(UTC)).astimezone(UTC).replace(tzinfo=None)
    properties.title = printable(document.title).replace("\n", "")[:255]
    properties.author = properties.last_modified_by = printable(given.issuer)[:255]
    properties.identifier = printable(given.serial)[:255]
    properties.version = printable(given.data_version)[:255]
    properties.comments = f"SHA-256 {document.fingerprint()}"
    properties.keywords = DEMONSTRATION_LINE if document.is_demonstration else ""
    properties.language = "zh-CN"
    properties.created = properties.modified = moment
    properties.revision = 1


def _replace_content(element: BaseOxmlElement, fragments: list[str]) -> None:
    for child in list(element):
        element.remove(child)
    element.extend(_elements(fragments))


def _saved(file: WordFile) -> bytes:
    stream = BytesIO()
    file.save(stream)
    return stream.getvalue()
