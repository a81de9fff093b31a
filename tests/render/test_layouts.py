"""Layouts as folders: found, overridden, extended; every key and size checked; faults with their place."""

from __future__ import annotations

from pathlib import Path

import pytest

from compiler import render
from compiler.messages import LayoutError
from compiler.render import load_layout

from .books import book
from .reading import LAYOUTS, page, sheet_css, text, tree


def fault(own: Path, name: str = "classic") -> LayoutError:
    """The error that this folder of the user's makes, when loaded or when its templates are filled."""
    with pytest.raises(LayoutError) as caught:
        render.chapters(book(), load_layout(name, own=own))
    return caught.value


# --- sizes ---


@pytest.mark.parametrize(
    ("words", "width", "height"),
    [
        ("A4", 595.28, 841.89),
        ("a5", 419.53, 595.28),
        ("letter", 612, 792),
        ("6x9in", 432, 648),
        ("6in x 9in", 432, 648),
        ("148mm 210mm", 419.53, 595.28),
    ],
)
def test_sizes_of_page(words: str, width: float, height: float) -> None:
    sheet = load_layout("classic", words).sheet
    assert (round(sheet.width, 2), round(sheet.height, 2)) == (width, height)


@pytest.mark.parametrize(
    "words", ["A55", "lettre", "6x9", "1mm 2mm", "9999mm 9999mm", "-6in 9in", "6in", "6in 9in 3in", "x"]
)
def test_sizes_that_are_none(words: str) -> None:
    with pytest.raises(LayoutError) as caught:
        load_layout("classic", words)
    assert caught.value.messages[0].code == "page-unknown"
    assert "6x9in" in caught.value.messages[0].hint


@pytest.mark.parametrize("name", LAYOUTS)
@pytest.mark.parametrize("words", ["", "A4", "A5", "letter", "6x9in", "176mm 250mm"])
def test_whole_lines_stand_on_every_size(name: str, words: str) -> None:
    layout = load_layout(name, words)
    text_height = layout.sheet.height - layout.top - layout.foot
    assert text_height / layout.leading == pytest.approx(layout.lines)
    assert layout.lines > 18
    measure = layout.sheet.width - layout.inside - layout.outside
    assert 13 < measure / layout.leading < 25, "in lines' heights, since letters are as large as lines are high"


def test_a_narrow_page_has_no_margin_column() -> None:
    assert load_layout("report", "A5").narrow
    assert not load_layout("report").narrow


# --- names and keys ---


def test_an_unknown_layout_is_told_with_the_nearest() -> None:
    with pytest.raises(LayoutError) as caught:
        load_layout("clasic")
    assert caught.value.messages[0].hint == "did you mean 'classic'?"


@pytest.mark.parametrize("name", ["shared", "locale", "fonts", "../layouts/classic", ""])
def test_folders_that_are_no_layouts(name: str) -> None:
    with pytest.raises((LayoutError, KeyError)):
        load_layout(name)


@pytest.mark.parametrize(
    ("toml", "code", "said"),
    [
        ("paeg = 'A5'", "layout-key-unknown", "page"),
        ("page = 5", "layout-key-type", "page"),
        ("opening = 'left'", "layout-key-value", "right, any"),
        ("leading = '14'", "layout-key-value", "14pt"),
        ("[margins]\ntop = 'wide'", "layout-key-value", "21mm"),
        ("[margins]\nbottom = '2mm'", "layout-key-unknown", "top"),
        ("[cover]\nground = 'url(x)'", "layout-key-value", "#16323a"),
        ("[[font]]\nfamily = 'X'", "layout-key-missing", "file"),
        ("[[font]]\nfamily = 'X'\nfile = 'x.ttf'\nweight = 'heavy'", "layout-key-value", "bold"),
        ("font = ['x']", "layout-key-type", "[[font]]"),
        ("= nothing", "layout-toml", ""),
    ],
)
def test_faults_of_the_settings(tmp_path: Path, toml: str, code: str, said: str) -> None:
    (tmp_path / "layout.toml").write_text(toml, "utf-8")
    message = fault(tmp_path).messages[0]
    assert message.code == code
    assert said in str(message)
    assert message.origin
    assert message.origin.file.endswith("layout.toml")


# --- a folder of the user's ---


def test_one_file_overrides_and_may_include_what_it_overrides(tmp_path: Path) -> None:
    (tmp_path / "opening.html").write_text(
        '<header class="opening"><h1>Mine: {{ chapter.title }}</h1></header>', "utf-8"
    )
    (tmp_path / "print.css").write_text('{% include "classic/print.css" %}\nh1 { color: #7a1f1f }', "utf-8")
    rendered = render.chapters(book(), load_layout("classic", own=tmp_path))
    assert "Mine: The Ruled Leaf" in text(tree(page(rendered, "one")))
    assert "#7a1f1f" in sheet_css(rendered)
    assert "@font-face" in sheet_css(rendered)


def test_a_layout_of_its_own_extends_a_shipped_one(tmp_path: Path) -> None:
    (tmp_path / "layout.toml").write_text(
        'title = "Mine"\nextends = "report"\npage = "A5"\n[margins]\ntop = "30mm"', "utf-8"
    )
    layout = load_layout("mine", own=tmp_path)
    assert (layout.title, layout.page, layout.numbered) == ("Mine", "A5", True)
    assert layout.top == pytest.approx(30 * 72 / 25.4)


def test_a_face_of_the_users_goes_before_the_shipped_one(tmp_path: Path) -> None:
    (tmp_path / "fonts").mkdir()
    (tmp_path / "fonts" / "Mine.ttf").write_bytes(b"mine")
    (tmp_path / "layout.toml").write_text('[[font]]\nfamily = "Bayaz Serif"\nfile = "Mine.ttf"\nname = "Mine"', "utf-8")
    rendered = render.chapters(book(), load_layout("classic", own=tmp_path))
    names = {resource.name for resource in rendered.resources}
    assert "fonts/Mine.ttf" in names
    assert "fonts/EBGaramond-Regular.ttf" not in names
    assert "fonts/EBGaramond-Italic.ttf" in names


def test_a_layout_that_extends_what_is_not_there(tmp_path: Path) -> None:
    (tmp_path / "layout.toml").write_text('extends = "modern"', "utf-8")
    assert fault(tmp_path).messages[0].code == "layout-unknown"


def test_a_font_that_is_not_there(tmp_path: Path) -> None:
    (tmp_path / "layout.toml").write_text('[[font]]\nfamily = "X"\nfile = "gone.ttf"', "utf-8")
    assert fault(tmp_path).messages[0].code == "layout-file-missing"


def test_no_file_outside_the_folders_is_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret.html"
    secret.write_text("secret", "utf-8")
    own = tmp_path / "own"
    own.mkdir()
    (own / "opening.html").write_text('{% include "../secret.html" %}', "utf-8")
    assert fault(own).messages[0].code == "template-missing"
    (own / "opening.html").unlink()
    (own / "opening.html").symlink_to(secret)
    rendered = render.chapters(book(), load_layout("classic", own=own))
    assert "secret" not in page(rendered, "one").html


# --- faults of templates ---


@pytest.mark.parametrize(
    ("template", "code", "line"),
    [
        ("<header>\n{{ chapter.titel }}\n</header>", "template-fault", 2),
        ("<header>\n\n{{ nothing }}</header>", "template-fault", 3),
        ("<header>\n{% if %}</header>", "template-syntax", 2),
        ("{{ chapter.__class__.__mro__ }}", "template-fault", 1),
        ("{{ ''.join.__globals__ }}", "template-fault", 1),
        ("{{ 1 / 0 }}", "template-fault", 1),
        ("{{ say('Written on {date}') }}", "template-fault", 1),
        ("\n{% include 'opening.html' %}", "template-deep", 2),
        ("{% include 'nowhere.html' %}", "template-missing", None),
        ("{{ range(10 ** 9) | list }}", "template-fault", 1),
    ],
)
def test_faults_of_templates_have_a_place(tmp_path: Path, template: str, code: str, line: int | None) -> None:
    (tmp_path / "opening.html").write_text(template, "utf-8")
    message = fault(tmp_path).messages[0]
    assert message.code == code
    if line is not None:
        assert message.origin
        assert (message.origin.file, message.origin.first) == ("opening.html", line)


def test_a_page_that_is_not_well_formed_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / "opening.html").write_text("<header><p>never closed</header>", "utf-8")
    message = fault(tmp_path).messages[0]
    assert message.code == "page-malformed"
    assert "never closed" in message.quote


def test_a_template_that_is_no_text_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / "opening.html").write_bytes(b"\xff\xfe\x00")
    assert fault(tmp_path).messages[0].code == "template-encoding"


def test_templates_cannot_change_the_book(tmp_path: Path) -> None:
    (tmp_path / "opening.html").write_text("{{ layout.cover.update({}) }}", "utf-8")
    assert fault(tmp_path).messages[0].code == "template-fault"
