"""The web page opened from a disk in Chromium with the network off: contents, search, addresses, dark, print, without scripts, axe."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from playwright.sync_api import Page, expect

from tests.conftest import ROOT, missing
from tests.edition.conftest import bayaz
from tests.reading.fixtures import HOW, Desk
from tests.reading.serving import MODULES

EDITIONS = {"shipped": ROOT / "sources", "persian": ROOT / "sources" / "rahnama"}
WIDTHS = (390, 800, 1400)


@pytest.fixture(scope="session")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The web page of each sample edition."""
    made = {}
    for name, folder in EDITIONS.items():
        out = tmp_path_factory.mktemp(name)
        bayaz("build", folder, "--out", out, "--format", "pdf,html")
        (made[name],) = out.glob("*.html")
    return made


@contextmanager
def opened(desk: Desk, path: Path, fragment: str = "", width: int = 1400, **options: Any) -> Iterator[Page]:
    """The page from its file, with no network; what its console says against it fails the test."""
    context = desk.browser.new_context(viewport={"width": width, "height": 900}, offline=True, **options)
    page = context.new_page()
    page.set_default_timeout(20_000)
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(path.as_uri() + fragment)
    try:
        yield page
    finally:
        context.close()
    assert said == []
    assert [url for url in asked if not url.startswith("data:")] == [path.as_uri()]


def seen(page: Page, identifier: str) -> bool:
    """True if the element's first line is on the screen, not under the bar."""
    page.wait_for_timeout(50)  # frames cannot be waited for where scripts are off
    top = page.evaluate("id => document.getElementById(id).getBoundingClientRect().top", identifier)
    return bool(40 <= top < page.evaluate("innerHeight"))


def look_for(page: Page, words: str) -> int:
    """Types `words` into the search; how many places it finds."""
    if page.locator("#_search").is_hidden():
        page.locator("#_open").click()
    page.locator("#_query").fill(words)
    expect(page.locator("#_found")).to_have_attribute("data-of", words)
    digits = page.evaluate("document.body.dataset.digits")
    told = re.search(rf"[{digits}]+", page.locator("#_found").inner_text())
    return int("".join(str(digits.index(digit)) for digit in told[0])) if told else 0


@pytest.mark.parametrize("edition", EDITIONS)
def test_it_opens_with_its_fonts_and_pictures(desk: Desk, pages: dict[str, Path], edition: str) -> None:
    with opened(desk, pages[edition]) as page:
        page.evaluate("document.fonts.ready")
        assert page.evaluate("Array.from(document.images).every(image => image.complete && image.naturalWidth > 0)")
        assert page.evaluate("Array.from(document.fonts).filter(face => face.status === 'error').length") == 0
        assert page.evaluate("document.fonts.check('20px \"Bayaz Serif\"')")
        assert page.locator("main h1").first.is_visible()


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_entry_of_the_contents_arrives(desk: Desk, pages: dict[str, Path], edition: str) -> None:
    with opened(desk, pages[edition]) as page:
        links = page.locator("#_side nav:not([role]) li a")
        targets = [link.get_attribute("href") or "" for link in links.all()]
        assert len(targets) > 8
        for target, link in zip(targets[:6], links.all(), strict=False):
            link.click()
            assert seen(page, target[1:]), target
        for target in targets:
            page.evaluate("hash => { location.hash = hash }", target)
            assert seen(page, target[1:]), target
        expect(page.locator("#_side [aria-current=location]")).to_have_count(1)


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("width", WIDTHS)
def test_every_printed_page_has_two_addresses(desk: Desk, pages: dict[str, Path], edition: str, width: int) -> None:
    with opened(desk, pages[edition], width=width) as page:
        listed = page.evaluate("Array.from(document.querySelectorAll('[role=doc-pagelist] a'), a => a.hash.slice(1))")
        assert len(listed) > 20
        for short in listed:
            long = page.evaluate("id => document.getElementById(id).querySelector('[role~=doc-pagebreak]').id", short)
            assert re.fullmatch(r"page-(\d+|[ivxl]+)", long)
            assert short == "p" + long.removeprefix("page-")
            for identifier in (short, long):
                page.evaluate("id => { location.hash = id }", identifier)
                assert seen(page, identifier), identifier


def test_a_page_address_in_the_file_name_arrives(desk: Desk, pages: dict[str, Path]) -> None:
    for fragment in ("#p13", "#page-7", "#piii"):
        with opened(desk, pages["persian"], fragment) as page:
            page.wait_for_timeout(200)
            assert seen(page, fragment[1:]), fragment


SPELLINGS = {
    "a non-joiner": "می‌شود",
    "a space": "می شود",
    "nothing": "میشود",
    "Arabic letters": "مي‌شود",
    "vowel signs and lengthening": "مِیـ‌شَوَد",
}


def test_persian_is_found_however_it_is_typed(desk: Desk, pages: dict[str, Path]) -> None:
    with opened(desk, pages["persian"]) as page:
        text = page.evaluate("document.querySelector('main').textContent")
        written = len(re.findall("می[\u200c ]?شود", text))
        assert written > 5
        assert {name: look_for(page, words) for name, words in SPELLINGS.items()} == dict.fromkeys(SPELLINGS, written)
        kaf = {look_for(page, words) for words in ("کتاب", "كتاب", "کتابـ")}
        assert len(kaf) == 1 and kaf != {0}


def test_digits_case_and_accents_do_not_matter(desk: Desk, pages: dict[str, Path]) -> None:
    with opened(desk, pages["persian"]) as page:
        assert len({look_for(page, words) for words in ("۱۴۰۵", "1405", "١٤٠٥")} - {0}) == 1
        assert len({look_for(page, words) for words in ("unicode", "UNICODE", "Ünicode")} - {0}) == 1
        assert look_for(page, "zzzz") == 0
        assert page.locator("#_hits li").count() == 0


def test_words_are_not_found_across_paragraphs_nor_parted_by_calls_of_notes(desk: Desk, pages: dict[str, Path]) -> None:
    with opened(desk, pages["persian"]) as page:
        around = page.evaluate("""() => {
            const call = Array.from(document.querySelectorAll("a.call")).find(a => a.nextSibling?.data?.trim().length > 8
                && a.previousSibling?.data?.trim().length > 8);
            return [call.previousSibling.data.slice(-8), call.nextSibling.data.slice(0, 8)];
        }""")
        assert look_for(page, "".join(around)) == 1
        ends = page.evaluate("""() => {
            const p = Array.from(document.querySelectorAll("main p + p")).find(p => p.textContent.length > 60);
            return [p.previousElementSibling.textContent.trim().slice(-12), p.textContent.trim().slice(0, 12)];
        }""")
        assert look_for(page, " ".join(ends)) == 0


@pytest.mark.parametrize("width", WIDTHS)
def test_search_by_keyboard(desk: Desk, pages: dict[str, Path], width: int) -> None:
    with opened(desk, pages["persian"], width=width) as page:
        page.keyboard.press("/")
        assert page.evaluate("document.activeElement.id") == "_query"
        found = look_for(page, "بیاض")
        assert page.locator("#_found").get_attribute("role") == "status"
        assert found > 3
        page.keyboard.press("ArrowDown")
        page.keyboard.press("ArrowDown")
        assert page.evaluate("document.activeElement.closest('li').previousElementSibling !== null")
        assert page.locator("#_hits mark").nth(1).inner_text() == "بیاض"
        page.keyboard.press("ArrowUp")
        page.keyboard.press("ArrowUp")
        assert page.evaluate("document.activeElement.id") == "_query"
        page.keyboard.press("End")
        for _ in range(5):
            page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        page.wait_for_timeout(200)
        assert page.evaluate("CSS.highlights.get('here').size") == 1
        assert page.evaluate("CSS.highlights.get('found').size") == found
        top = page.evaluate("Array.from(CSS.highlights.get('here'))[0].getBoundingClientRect().top")
        assert 48 <= top < 860
        page.keyboard.press("Escape")
        assert page.locator("#_search").is_hidden()


def test_the_key_can_be_turned_off(desk: Desk, pages: dict[str, Path]) -> None:
    """WCAG 2.2, 2.1.4: a shortcut of one character can be turned off."""
    with opened(desk, pages["shipped"]) as page:
        page.locator(".view summary").click()
        page.locator("#_keys input").uncheck()
        page.locator("main").click(position={"x": 5, "y": 5})
        page.keyboard.press("/")
        assert page.locator("#_search").is_hidden()


def test_addresses_are_copied(desk: Desk, pages: dict[str, Path]) -> None:
    allowed = ["clipboard-read", "clipboard-write"]
    with opened(desk, pages["shipped"], permissions=allowed) as page:
        passage = page.locator("main .chapter p[id]").nth(3)
        identifier = passage.get_attribute("id")
        passage.scroll_into_view_if_needed()
        passage.hover()
        page.locator(".pin").click()
        assert page.evaluate("navigator.clipboard.readText()") == f"{pages['shipped'].name}#{identifier}"
        expect(page.locator("#_said")).to_contain_text(f"#{identifier}")
        page.locator(".pin").press("ArrowDown")
        page.locator(".pin").press("Enter")
        following = page.evaluate("navigator.clipboard.readText()").partition("#")[2]
        assert following not in ("", identifier)
        assert page.evaluate("document.activeElement.className") == "pin"
        assert page.evaluate("document.activeElement.getAttribute('aria-label')").startswith("Copy the address")


def test_an_address_is_shown_where_nothing_can_be_copied(desk: Desk, pages: dict[str, Path]) -> None:
    with desk_without_clipboard(desk, pages["shipped"]) as page:
        page.locator("main .chapter p[id]").nth(1).hover()
        page.locator(".pin").click()
        field = page.locator("#_said input")
        assert field.input_value().startswith(f"{pages['shipped'].name}#")
        assert page.evaluate("getSelection().toString() || document.activeElement.value") == field.input_value()


@contextmanager
def desk_without_clipboard(desk: Desk, path: Path) -> Iterator[Page]:
    context = desk.browser.new_context(offline=True)
    context.add_init_script("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    page = context.new_page()
    page.goto(path.as_uri())
    try:
        yield page
    finally:
        context.close()


def ground(page: Page) -> int:
    """How light the ground is, from 0 to 255."""
    colour = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    return sum(int(part) for part in re.findall(r"\d+", colour)[:3]) // 3


@pytest.mark.parametrize("scripts", [True, False])
def test_dark_and_light(desk: Desk, pages: dict[str, Path], scripts: bool) -> None:
    with opened(desk, pages["persian"], color_scheme="dark", java_script_enabled=scripts) as page:
        page.locator(".view summary").click()
        assert ground(page) < 60
        page.locator("#_light").check()
        assert ground(page) > 230
    with opened(desk, pages["persian"], color_scheme="light", java_script_enabled=scripts) as page:
        assert ground(page) > 230
        page.locator(".view summary").click()
        page.locator("#_dark").check()
        assert ground(page) < 60


@pytest.mark.parametrize("edition", EDITIONS)
def test_it_prints_whole(desk: Desk, pages: dict[str, Path], edition: str) -> None:
    with opened(desk, pages[edition]) as page:
        ends = page.evaluate("document.querySelector('#colophon').textContent").split()
        last = page.evaluate("Array.from(document.querySelectorAll('[role=doc-pagelist] a')).at(-1).textContent")
        pdf = page.pdf(format="A4", prefer_css_page_size=True)
    with pypdfium2.PdfDocument(BytesIO(pdf)) as printed:
        texts = [leaf.get_textpage().get_text_bounded() for leaf in printed]
    assert len(texts) > 12
    everything = "\n".join(texts)
    assert [word for word in ends[-40:] if word.isascii()][-1] in everything
    assert last in everything or last[::-1] in everything
    assert not re.search("Search|Contents\nAn Article|جست‌وجو در", texts[0])


def test_without_scripts_all_but_search_works(desk: Desk, pages: dict[str, Path]) -> None:
    with opened(desk, pages["persian"], width=390, java_script_enabled=False) as page:
        assert page.locator("#_open").is_hidden()
        assert page.locator("#_search").is_hidden()
        assert page.locator("#_side").is_hidden()
        page.locator(".opener").click()
        assert page.locator("#_side").is_visible()
        page.locator("#_side a[href='#sakht']").click()
        assert seen(page, "sakht")
        page.keyboard.press("Escape")
        call = page.locator("a.call").first
        call.click()
        assert seen(page, (call.get_attribute("href") or "")[1:])
        assert (
            page.evaluate("getComputedStyle(document.querySelector('[role~=doc-pagebreak]'), '::before').content")
            != "none"
        )


def test_contents_fold_away_on_small_screens(desk: Desk, pages: dict[str, Path]) -> None:
    with opened(desk, pages["shipped"], width=390) as page:
        assert page.locator("#_side").is_hidden()
        page.locator(".opener").click()
        page.locator("#_side nav a").nth(3).click()
        assert page.locator("#_side").is_hidden()
    with opened(desk, pages["shipped"], width=1400) as page:
        assert page.locator("#_side").is_visible()
        assert page.locator(".opener").is_hidden()


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("edition", EDITIONS)
def test_nothing_is_wider_than_the_screen(desk: Desk, pages: dict[str, Path], edition: str, width: int) -> None:
    with opened(desk, pages[edition], width=width) as page:
        for part in page.locator("main > .part").all():
            part.scroll_into_view_if_needed()
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
            assert part.evaluate("part => part.scrollWidth <= part.clientWidth + 1")


def test_the_policy_keeps_out_what_is_not_the_books(desk: Desk, pages: dict[str, Path]) -> None:
    with desk_without_clipboard(desk, pages["shipped"]) as page:
        page.evaluate("""() => {
            const script = document.createElement("script");
            script.textContent = "window.intruded = true";
            document.body.append(script);
            document.body.setAttribute("style", "background: red");
            const image = new Image();
            image.onerror = () => { document.body.dataset.refused = true };
            image.src = "https://example.org/pixel.png";
            document.body.append(image);
        }""")
        expect(page.locator("body[data-refused]")).to_have_count(1)
        assert page.evaluate("window.intruded") is None
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgba(0, 0, 0, 0)"


@pytest.fixture(scope="session")
def axe(desk: Desk) -> str:
    path = MODULES / "axe-core" / "axe.min.js"
    if not path.is_file():
        missing("axe-core", HOW)
    return path.read_text("utf-8")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1400])
@pytest.mark.parametrize("edition", EDITIONS)
def test_axe_finds_nothing(desk: Desk, pages: dict[str, Path], axe: str, edition: str, width: int, scheme: str) -> None:
    with opened(desk, pages[edition], width=width, color_scheme=scheme) as page:
        page.evaluate(axe)
        assert violations(page) == []
        page.locator(".view summary").click()
        assert look_for(page, "Bayaz") > 0
        assert violations(page) == []
        if width == 390:
            page.keyboard.press("Escape")
            page.locator(".opener").click()
            assert violations(page) == []


def violations(page: Page) -> list[str]:
    found = page.evaluate("axe.run(document, { resultTypes: ['violations'] })")["violations"]
    return [f"{one['id']}: {node['html'][:200]}" for one in found for node in one["nodes"]]


def test_axe_would_find_something(desk: Desk, pages: dict[str, Path], axe: str) -> None:
    with opened(desk, pages["shipped"]) as page:
        page.evaluate(axe)
        page.evaluate("document.querySelector('main img').removeAttribute('alt')")
        assert any("image-alt" in one for one in violations(page))
