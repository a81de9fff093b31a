"""Captures inside the PDF: the same bytes, said to be its sources, under both standards."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from io import BytesIO

import pikepdf
from pikepdf import Name

from compiler.checks import check_pdf
from compiler.model.book import Attachment
from tests.printing.small_book import book, chapter_body, fragment, joined
from tests.printing.test_conformity import by_page
from tests.printing.test_facsimile import captured

# What would be taken for the end of a stream, if one did not count its bytes.
TRAP = b"%PDF-1.7\nstream\nabc\r\nendstream\nendobj\n" * 3 + b"\r"
FILES = (
    Attachment(name="news-page.html", title="The News", media_type="text/html", data=TRAP, date="2016-05"),
    Attachment(name="گزارش.pdf", title="گزارش", media_type="application/pdf", data=captured()),
)


def made(*files: Attachment) -> bytes:
    body = fragment("one", chapter_body("one", 2))
    return joined((body,), replace(book(("one",)), attachments=files))[0]


def test_the_files_are_there_as_they_were():
    with pikepdf.open(BytesIO(made(*FILES))) as pdf:
        assert {name: bytes(file.get_file().read_bytes()) for name, file in pdf.attachments.items()} == {
            one.name: one.data for one in FILES
        }


def test_each_says_what_it_is():
    with pikepdf.open(BytesIO(made(*FILES))) as pdf:
        said = [(str(one.UF), str(one.Desc), one.AFRelationship, one.EF.F.Subtype) for one in pdf.Root.AF]
        facts = [one.EF.F.Params for one in pdf.Root.AF]
        assert said == [
            ("news-page.html", "The News", Name.Source, Name("/text/html")),
            ("گزارش.pdf", "گزارش", Name.Source, Name("/application/pdf")),
        ]
        assert [str(one.ModDate) for one in facts] == ["D:201605", "D:20261123"]
        assert [bytes(one.CheckSum) for one in facts] == [
            hashlib.md5(one.data, usedforsecurity=False).digest() for one in FILES
        ]


def test_the_book_keeps_the_standards():
    assert by_page(made(*FILES)) == set()


def test_a_file_of_which_nothing_is_said_is_noticed():
    data = made(*FILES)
    assert "pdf-embedded-file" not in [message.code for message in check_pdf(data, "a.pdf")]
    with pikepdf.open(BytesIO(data)) as pdf:
        pdf.Root.AF = pikepdf.Array([pdf.Root.AF[0]])
        out = BytesIO()
        pdf.save(out)
    assert "pdf-embedded-file" in [message.code for message in check_pdf(out.getvalue(), "a.pdf")]


def test_a_book_without_them_has_none():
    with pikepdf.open(BytesIO(made())) as pdf:
        assert "/AF" not in pdf.Root
        assert "/EmbeddedFiles" not in pdf.Root.Names


def test_the_same_bytes_again():
    assert made(*FILES) == made(*FILES)
