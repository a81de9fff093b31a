"""Message catalogues: gettext files of the collection's layout and of Bayaz, compiled in memory when they are first needed."""

from __future__ import annotations

import gettext
import re
from functools import lru_cache
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po

from compiler import files
from compiler.messages import BayazError, LayoutError, Origin

DOMAIN = "bayaz"
_MAX_FILE = 4 * files.MEGABYTE
_SUBTAG = re.compile(r"[A-Za-z0-9]{1,8}")
_BLANK = re.compile(r"\{(\w+)\}")


def blanks(phrase: str) -> frozenset[str]:
    """The names of what is to be filled into a phrase: of `{n}` it is `n`."""
    return frozenset(_BLANK.findall(phrase))


def find(language: str, folders: tuple[Path, ...]) -> tuple[Path, ...]:
    """The catalogues of a BCP 47 tag below `folders`, the nearest first.

    They lie in `locale/<language>/LC_MESSAGES/bayaz.po`. For `pt-BR` those of `pt_BR` go before those of `pt` in every folder.
    """
    names = [f"locale/{name}/LC_MESSAGES/{DOMAIN}.po" for name in _folder_names(language)]
    found = (_inside(folder, name) for folder in folders for name in names)
    return tuple(path for path in found if path is not None)


def translations(paths: tuple[Path, ...]) -> gettext.NullTranslations:
    """What the catalogues say, the first that has a phrase; the English phrase itself where none has it.

    Raises `LayoutError` for a file that is no catalogue, or whose phrases have other blanks than the English ones.
    """
    return _translations(tuple((path, path.stat().st_mtime_ns) for path in paths))


@lru_cache(maxsize=32)
def _translations(stamped: tuple[tuple[Path, int], ...]) -> gettext.NullTranslations:
    chain: gettext.NullTranslations = gettext.NullTranslations()
    for path, stamp in reversed(stamped):
        nearer = gettext.GNUTranslations(BytesIO(_compiled(path, stamp)))
        nearer.add_fallback(chain)
        chain = nearer
    return chain


@lru_cache(maxsize=32)
def _compiled(path: Path, _stamp: int) -> bytes:
    """The catalogue in the binary form that `gettext` reads."""
    place = "/".join(path.parts[-4:])
    try:
        catalog = read_po(BytesIO(files.read(path, _MAX_FILE)), abort_invalid=True)
        for message in catalog:
            _check(message, place)
        compiled = BytesIO()
        write_mo(compiled, catalog)
        gettext.GNUTranslations(BytesIO(compiled.getvalue()))
    except BayazError as error:
        raise LayoutError(error.messages) from error
    except (PoFileError, ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        hint = "docs/translating.md says how a catalogue is made"
        raise LayoutError.of(
            "catalogue-bad", f"this is no message catalogue: {error}", hint=hint, origin=Origin(place)
        ) from error
    return compiled.getvalue()


def _check(message: Message, place: str) -> None:
    """What a phrase is filled with is what the English one is filled with: another name would fail while a page is made."""
    said, known = _phrases(message.string), frozenset[str]().union(*map(blanks, _phrases(message.id)))
    for phrase in said if message.id else ():
        if strange := sorted(blanks(phrase) - known):
            text = f"the phrase has a blank {{{strange[0]}}} that the English one has not"
            hint = f"it may have {', '.join(f'{{{name}}}' for name in sorted(known)) or 'none'}"
            origin = Origin(place, message.lineno)
            raise LayoutError.of("catalogue-blank", text, hint=hint, origin=origin, quote=phrase)


def _phrases(phrase: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    return (phrase,) if isinstance(phrase, str) else tuple(phrase or ())


def _folder_names(language: str) -> list[str]:
    """`pt_BR`, `pt` for `pt-BR`: as gettext names them; none for what is no tag."""
    parts = language.replace("_", "-").split("-")
    if not all(_SUBTAG.fullmatch(part) for part in parts):
        return []
    cased = [parts[0].lower(), *(part.upper() if len(part) == 2 else part.capitalize() for part in parts[1:])]
    return ["_".join(cased[:count]) for count in range(len(cased), 0, -1)]


def _inside(folder: Path, name: str) -> Path | None:
    try:
        path = files.inside(folder, name)
    except BayazError:
        return None
    return path if path.is_file() else None
