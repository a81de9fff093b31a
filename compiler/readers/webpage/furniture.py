"""What of a page is no text of it: hidden elements, programs, forms, menus, sharing, advertising, comments."""

from __future__ import annotations

import re

from .images import addresses_of
from .tree import Element, inner, is_blank, is_short, roles, style, tag, tokens, words_in

_MACHINERY = {
    "script": "program",
    "style": "style sheet",
    "template": "template, not shown",
    "link": "link to another file",
    "iframe": "frame from elsewhere",
    "frame": "frame from elsewhere",
    "frameset": "frames from elsewhere",
    "object": "active content",
    "embed": "active content",
    "applet": "active content",
    "canvas": "active content",
    "audio": "sound",
    "video": "film",
    "map": "image map",
    "form": "form",
    "input": "form",
    "button": "form",
    "select": "form",
    "textarea": "form",
    "dialog": "dialog",
    "nav": "menu",
    "aside": "aside",
    "footer": "footer",
}
_ROLES = {
    "navigation": "menu",
    "menu": "menu",
    "menubar": "menu",
    "toolbar": "menu",
    "banner": "page header",
    "contentinfo": "footer",
    "complementary": "aside",
    "search": "form",
    "form": "form",
    "dialog": "dialog",
    "alertdialog": "dialog",
    "toc": "contents list",
}
_WORDS = tuple(
    (re.compile(rf"(?:^|[-_ ]|(?<=[a-z])(?=[A-Z]))(?:{words})(?:$|[-_ ])", re.IGNORECASE), reason)
    for words, reason in (
        (r"share|sharing|sharedaddy|sharebar|social|socials|addtoany|addthis|follow-us|tweet-this", "sharing"),
        (r"cookies?|consent|gdpr", "cookie notice"),
        (r"comments?|respond|disqus(?:_thread)?|comment-list|reactions|reviews", "comments"),
        (
            r"related|related-posts|relatedposts|jp-relatedposts|yarpp|recommended|recommendations|more-stories|read-more|readmore|also-read|you-may-like"
            r"|trending|most-read|popular|outbrain|taboola",
            "other articles",
        ),
        (
            r"newsletter|subscribe|subscription|signup|sign-up|mailing-list|mc4wp|paywall|donate|donation",
            "subscription",
        ),
        (
            r"advert|adverts|advertisement|advertising|ads|ad-slot|ad-container|adsbygoogle|banner-ad|sponsored|promo|sponsor",
            "advertisement",
        ),
        (
            r"nav|navbar|navigation|menu|breadcrumbs?|pagination|pager|post-navigation|nav-links|prev-next|skip-link|skiplink",
            "menu",
        ),
        (r"sidebar|side-bar|widget|widgets|widget-area", "aside"),
        (r"post-tags|tags-links|tag-list|tags|cat-links|post-categories|entry-tags|catlinks|hashtags", "tags"),
        (r"site-footer|page-footer|global-footer|colophon|copyright-bar", "footer"),
        (
            r"print-button|print-link|printfriendly|tools|toolbar|edit-link|editsection|mw-editsection|post-edit|actions|buttons|post-buttons|button-group",
            "tools",
        ),
        (r"author-bio|author-box|about-author|authorbox|post-author-bio", "about the author"),
        (r"popup|modal|overlay|lightbox", "dialog"),
        (r"rank|user-rank|user-title|usertitle|post-count|avatar|signature|sig", "about the writer"),
        (r"rating|ratings|votes|voting|likes|like-button|post-ratings|wpulike", "rating"),
    )
)
_SCREEN = frozenset({"sr-only", "visually-hidden", "visuallyhidden", "screen-reader-text", "screen-reader-only"})
_ANCHORS = frozenset({"headerlink", "anchor", "header-anchor", "anchorjs-link", "heading-anchor", "permalink"})
_ANCHOR_SIGNS = frozenset({"", "#", "¶", "§", "🔗", "\ue9cb"})
_KEPT_ASIDES = re.compile(
    r"(?:^|[-_ ])(?:note|notes|footnotes?|endnotes?|callout|admonition|infobox|box|tip|warning|pullquote)(?:$|[-_ ])"
)
_NEVER_FURNITURE = frozenset(
    {"html", "body", "main", "article", "h1", "h2", "h3", "h4", "h5", "h6", "img", "td", "th", "tr"}
)
_TEXTUAL = frozenset({"p", "blockquote", "pre", "figure", "table", "span", "em", "strong", "b", "i", "a", "code"})
_SEEN = frozenset({"img", "picture", "svg", "hr", "math", "image"})
_LETTERS = "bayaz-letters"  # counted once for a page
_ID_WORDS = 3
_BIG = 0.5
_SMALL_TEXT = 400


def why_dropped(element: Element) -> str:
    """The reason for which an element of the text, with all inside it, is left out; empty if it is to be kept."""
    name = tag(element)
    if not name:
        return "comment"
    if name == "noscript" and _repeats_picture(element):
        return "repeats the picture before it"
    return _hidden(element) or _machinery(element, name) or _by_words(element, name)


def _repeats_picture(element: Element) -> bool:
    """The stand-in for readers without scripts, after a picture that loads late."""
    before = element.getprevious()
    if before is None or next(inner(element, "img"), None) is None:
        return False
    images = [before] if tag(before) in {"img", "picture"} else list(inner(before, "img"))
    return any(addresses_of(image) for image in images)


def _hidden(element: Element) -> str:
    said = style(element)
    if element.get("hidden") is not None or "display:none" in said or "visibility:hidden" in said:
        return "hidden"
    if tokens(element) & _SCREEN:
        return "for screen readers only"
    if element.get("aria-hidden") == "true" and _is_decor(element):
        return "decoration"
    return "link to this place" if _is_anchor_sign(element) else ""


def _is_decor(element: Element) -> bool:
    """Hidden from assistive technology, and nothing but signs: an icon, no text."""
    text = words_in(element)
    return not any(character.isalnum() for character in text) and next(inner(element, "img"), None) is None


def _is_anchor_sign(element: Element) -> bool:
    if tag(element) != "a" or not (element.get("href") or "").startswith("#"):
        return False
    text = words_in(element)
    return text in _ANCHOR_SIGNS - {""} or (bool(tokens(element) & _ANCHORS) and text in _ANCHOR_SIGNS)


def _machinery(element: Element, name: str) -> str:
    said = roles(element)
    if said & {"footnote", "footnotes", "endnote", "endnotes", "rearnote", "rearnotes", "note"}:
        return ""
    if name == "aside" and _KEPT_ASIDES.search(element.get("class") or ""):
        return ""
    if name == "footer":
        return "" if _is_attribution(element) else "footer"
    if name in {"form", "button"} and _holds_text(element):
        return ""  # old sites wrap the whole page in one form
    if name in _MACHINERY:
        return _MACHINERY[name]
    return next((_ROLES[role] for role in sorted(said) if role in _ROLES), "") if name not in _NEVER_FURNITURE else ""


def _is_attribution(element: Element) -> bool:
    """The footer of a quotation, or one that holds the notes of an article."""
    parent = element.getparent()
    if parent is not None and tag(parent) == "blockquote":
        return True
    return any(_KEPT_ASIDES.search(found.get("class") or "") for found in inner(element, "section", "div", "ol", "ul"))


def _holds_text(element: Element) -> bool:
    return sum(len(words_in(found)) for found in inner(element, "p")) > _SMALL_TEXT


def _by_words(element: Element, name: str) -> str:
    """By the words of class and id, unless the element carries a good part of the page's text."""
    if name in _NEVER_FURNITURE or (name in _TEXTUAL and not is_small(element)):
        return ""
    name_given = element.get("id") or ""
    is_sentence = len(re.split(r"[-_]", name_given)) > _ID_WORDS  # an id made from the words of a heading
    said = f"{element.get('class') or ''} {'' if is_sentence else name_given}"
    if said == " " or len(said) > 1000:
        return ""
    reason = next((reason for pattern, reason in _WORDS if pattern.search(said)), "")
    return "" if reason and reason != "comments" and _is_the_text(element) else reason


def is_small(element: Element) -> bool:
    return is_short(element, _SMALL_TEXT)


def _is_the_text(element: Element) -> bool:
    """A wrapper with an unlucky name: it holds most of the paragraphs of the page."""
    inside = sum(len(words_in(found)) for found in inner(element, "p"))
    if inside < _SMALL_TEXT:
        return False
    root = element.getroottree().getroot()
    if root.get(_LETTERS) is None:
        root.set(_LETTERS, str(sum(len(words_in(found)) for found in inner(root, "p"))))
    return inside > _BIG * int(root.get(_LETTERS))


def is_empty(element: Element) -> bool:
    """Nothing in it can be seen: no letters, no picture, no rule."""
    return all(is_blank(text) for text in element.itertext()) and not any(
        tag(found) in _SEEN for found in element.iter()
    )
