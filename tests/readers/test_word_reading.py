"""Word captures: what mammoth leaves out is there, every unit has its fate, and what is broken or too large is refused."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from compiler.messages import CaptureError
from compiler.model.content import Figure, Heading, Isolate, Link, List, Note, NoteRef, Paragraph, Verse
from compiler.model.ledger import faults
from compiler.model.reading import Capture, Reading, Wishes
from compiler.model.walk import block_inlines, block_text, blocks_deep, inlines_deep
from compiler.readers import word
from compiler.readers.word import package as package_module

TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
CAPTURES = Path(__file__).parent.parent / "captures" / "word"


def saved(document: Any) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def read(data: bytes, **wishes: Any) -> Reading:
    reading = word.read(Capture("a.docx", data, TYPE), Wishes(**wishes))
    assert faults(reading.ledger[-1].last if reading.ledger else 0, reading.ledger) == []
    return reading


def sample(name: str) -> Reading:
    return read((CAPTURES / f"{name}.docx").read_bytes())


def codes(reading: Reading) -> list[str]:
    return [message.code for message in reading.messages]


def refused(data: bytes) -> str:
    with pytest.raises(CaptureError) as caught:
        read(data)
    message = caught.value.messages[0]
    assert message.hint and message.origin
    return message.code


def changed(data: bytes, change: Callable[[str, bytes], bytes | None]) -> bytes:
    """The package with each part changed, left out where the change gives None."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = change(name, old.read(name))
            if part is not None:
                new.writestr(name, part)
    return out.getvalue()


def plain(*texts: str) -> bytes:
    document = docx.Document()
    for text in texts:
        document.add_paragraph(text)
    return saved(document)


# --- what is read ---


def test_direction_and_language_come_from_the_document() -> None:
    blocks = sample("persian-bidi").documents[0].blocks
    first = next(block for block in blocks if isinstance(block, Paragraph))
    assert (first.language.split("-")[0], first.direction) == ("fa", "rtl")
    english = next(block for block in blocks if block_text(block).startswith("The board"))
    assert (english.language, english.direction) == ("en", "ltr")
    assert blocks[-1].language == "und-Arab"  # Word says ar-SA, the letters that it is not Arabic


def test_a_right_to_left_paragraph_without_letters_of_its_own() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("123")
    paragraph._p.get_or_add_pPr().append(OxmlElement("w:bidi"))
    (block,) = read(saved(document)).documents[0].blocks
    assert block.direction == "rtl"


def test_language_of_runs() -> None:
    document = docx.Document()
    run = document.add_paragraph().add_run("Guten Tag")
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "de-DE")
    run._r.get_or_add_rPr().append(language)
    assert read(saved(document)).documents[0].blocks[0].language == "de-DE"


def test_notes_are_called_where_they_were() -> None:
    reading = sample("notes-foot-and-end")
    blocks = reading.documents[0].blocks
    notes = [block for block in blocks if isinstance(block, Note)]
    called = [
        i.note for run in map(block_inlines, blocks) for r in run for i in inlines_deep(r) if isinstance(i, NoteRef)
    ]
    assert called == [note.id for note in notes] and len(notes) == 3
    assert codes(reading).count("note-uncalled") == 1
    dropped = [entry for entry in reading.ledger if entry.fate == "dropped"]
    assert [(entry.first, entry.reason) for entry in dropped] == [(9, "nothing calls this note")]


def test_origins_count_paragraphs_and_tables_of_the_body() -> None:
    blocks = sample("minutes-plain").documents[0].blocks
    spans = {type(block).__name__: (block.origin.first, block.origin.last) for block in blocks if block.origin}
    assert spans["Table"] == (12, 12)
    assert spans["List"] == (5, 8)
    assert all(block.origin and block.origin.unit == "element" for block in blocks)


def test_nested_lists_links_and_breaks() -> None:
    blocks = sample("minutes-plain").documents[0].blocks
    outer = next(block for block in blocks if isinstance(block, List))
    assert len(outer.items) == 2 and isinstance(outer.items[0][1], List)
    links = [i for b in blocks_deep(blocks) for r in block_inlines(b) for i in inlines_deep(r) if isinstance(i, Link)]
    assert [link.target for link in links] == ["https://example.org/agenda"]


def test_pictures_keep_alternative_text_and_caption() -> None:
    reading = sample("report-styles")
    figure = next(block for block in reading.documents[0].blocks if isinstance(block, Figure))
    assert (figure.image, figure.alt) == (reading.pictures[0].name, "A plank over water")
    assert reading.pictures[0].data[:3] == b"\xff\xd8\xff"


def test_no_title_without_one() -> None:
    reading = read(plain("Words", "more words"))
    assert reading.documents[0].title == ""
    assert [block_text(block) for block in reading.documents[0].blocks] == ["Words", "more words"]


def test_title_that_the_properties_name() -> None:
    document = docx.Document()
    document.core_properties.title = "The  Gate"
    document.add_paragraph("The gate")
    document.add_paragraph("It is shut.")
    reading = read(saved(document))
    assert reading.documents[0].title == "The Gate"
    assert [entry.fate for entry in reading.ledger] == ["metadata", "kept"]


def test_contents_list_and_empty_paragraphs_are_dropped() -> None:
    document = docx.Document()
    document.styles.add_style("toc 1", 1)
    document.add_paragraph("A line \t 3", style="toc 1")
    document.add_paragraph("")
    document.add_paragraph("Text")
    ledger = read(saved(document)).ledger
    assert [(entry.fate, entry.reason) for entry in ledger][:2] == [("dropped", "contents list"), ("dropped", "blank")]


def test_verse_style() -> None:
    document = docx.Document()
    document.styles.add_style("Verse", 1)
    for line in ("one", "two"):
        document.add_paragraph(line, style="Verse")
    blocks = read(saved(document)).documents[0].blocks
    assert all(isinstance(block, Verse) for block in blocks)
    assert "\n".join(block_text(block) for block in blocks) == "one\ntwo"


def test_unknown_styles_are_told_and_their_words_kept() -> None:
    document = docx.Document()
    document.styles.add_style("Strange", 1)
    document.add_paragraph("Words", style="Strange")
    reading = read(saved(document))
    assert codes(reading) == ["word-style-unknown"]
    assert block_text(reading.documents[0].blocks[0]) == "Words"


def test_the_editor_settles_roles() -> None:
    reading = read(plain("Chapter one", "drop me", "Text"), roles=(("Chapter one", "heading"), ("drop me", "drop")))
    assert [type(block) for block in reading.documents[0].blocks] == [Heading, Paragraph]
    assert reading.ledger[1].fate == "dropped"


def test_nothing_but_the_model_can_be_said() -> None:
    text = "<script>alert(1)</script> \ue000 javascript:x"
    (block,) = read(plain(text)).documents[0].blocks
    assert block_text(block) == text
    assert not [i for r in block_inlines(block) for i in inlines_deep(r) if isinstance(i, Link | Isolate)]


# --- what is refused ---


def test_what_is_no_word_file() -> None:
    assert refused(b"") == "word-damaged"
    assert refused(b"PK\x03\x04 nothing more") == "word-damaged"
    assert refused(plain("x")[:2000]) == "word-damaged"
    assert refused(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)) == "word-locked"


def test_a_zip_without_a_document() -> None:
    assert (
        refused(changed(plain("x"), lambda name, data: None if name == "word/document.xml" else data)) == "word-damaged"
    )


def test_broken_xml_and_declared_entities() -> None:
    def broken(name: str, data: bytes) -> bytes:
        return data[:-20] if name == "word/document.xml" else data

    def entities(name: str, data: bytes) -> bytes:
        declared = b'?>\n<!DOCTYPE w [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
        return data.replace(b"?>", declared, 1) if name == "word/styles.xml" else data

    assert refused(changed(plain("x"), broken)) == "word-damaged"
    assert refused(changed(plain("x"), entities)) == "word-damaged"


def test_a_bomb_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package_module, "MAX_XML", 200_000)
    bomb = changed(plain("x"), lambda name, data: data + b" " * 300_000 if name == "word/styles.xml" else data)
    assert len(bomb) < 100_000
    assert refused(bomb) == "word-too-large"


def test_tables_nested_beyond_reading() -> None:
    cell = "<w:tbl><w:tr><w:tc>" * 60 + "<w:p><w:r><w:t>deep</w:t></w:r></w:p>" + "</w:tc></w:tr></w:tbl>" * 60

    def nest(name: str, data: bytes) -> bytes:
        return data.replace(b"<w:body>", b"<w:body>" + cell.encode(), 1) if name == "word/document.xml" else data

    data = changed(plain("x"), nest)
    try:
        reading = read(data)
    except CaptureError as error:
        assert error.messages[0].code in {"word-too-deep", "word-damaged"}
    else:
        assert "deep" in block_text(reading.documents[0].blocks[0])


def test_macros_and_embedded_files_are_not_taken() -> None:
    data = plain("x")
    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("word/vbaProject.bin", b"macro")
        archive.writestr("word/embeddings/a.exe", b"MZ")
        archive.writestr("../outside.txt", b"x")
    names = package_module.package_of(Capture("a.docx", out.getvalue(), TYPE)).others
    assert not [name for name in names if "vba" in name or "embeddings" in name or ".." in name]


def test_a_picture_that_is_none_is_told() -> None:
    document = docx.Document()
    document.add_picture(io.BytesIO(_png()))
    data = changed(saved(document), lambda name, part: b"no picture" if name.startswith("word/media/") else part)
    reading = read(data)
    assert "image-bad" in codes(reading)
    assert reading.pictures == ()


def _png() -> bytes:
    from PIL import Image  # noqa: PLC0415 - only one test draws

    out = io.BytesIO()
    Image.new("RGB", (60, 60), "red").save(out, "PNG")
    return out.getvalue()


def test_an_empty_document_says_so() -> None:
    assert codes(read(saved(docx.Document()))) == ["capture-empty"]
