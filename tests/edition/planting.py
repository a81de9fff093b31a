"""Terms that no dictionary has, and texts in which they are planted: what an index must find."""

from __future__ import annotations

import random  # noqa: TID251 - seeded: the same terms every time
import re
from dataclasses import dataclass

_LATIN = "ba bel cor dan del fen gor hal jor kan lin mar nol per quin ras sel tor ul ver wen yar zim"
_PERSIAN = "زر مان گاه تیر کیم شاد نور بید سام وند ژاو پیل"
_PLAIN = re.compile(r"(?<![\w*\[\]^|`“”—-])[a-z]{4,}(?![\w*\[\]—“”-])")
_PLAIN_PERSIAN = re.compile(r"(?<!\S)[آ-ی]{3,}(?!\S)")
_DENSITY = 1 / 16


@dataclass(frozen=True)
class Planted:
    """A term, its variants as `edition.toml` names them, and the ways in which texts write it."""

    term: str
    variants: tuple[str, ...]
    written: tuple[str, ...]

    @property
    def table(self) -> str:
        said = ", ".join(f'"{one}"' for one in self.variants)
        return f'\n[[term]]\nterm = "{self.term}"\n' + (f"variants = [{said}]\n" if said else "")


class Gardener:
    """Makes so many terms and plants them, the same for the same seed."""

    def __init__(self, count: int, seed: int) -> None:
        self.random = random.Random(seed)  # noqa: S311 - nothing is kept secret with it
        self._taken: set[str] = set()
        self.latin = [self._latin(number) for number in range(count - count // 5)]
        # A term within a longer one is found only where it stands alone.
        longer = [self._within(one) for one in self.latin[: count // 10] if " " not in one.term]
        self.latin = [*self.latin[: len(self.latin) - len(longer)], *longer]
        self.persian = [self._persian(number) for number in range(count - len(self.latin))]
        self._unplanted = list(self.terms)

    @property
    def terms(self) -> list[Planted]:
        return [*self.latin, *self.persian]

    def _word(self, syllables: str, least: int, most: int) -> str:
        while True:
            word = "".join(self.random.choice(syllables.split()) for _ in range(self.random.randint(least, most)))
            if word not in self._taken:
                self._taken.add(word)
                return word

    def _latin(self, number: int) -> Planted:
        word = self._word(_LATIN, 3, 4).capitalize()
        if number % 5 == 0:
            other = self._word(_LATIN, 2, 3)
            return Planted(f"{word} {other}", (), (f"{word} {other}", f"{word} *{other}*", f"{word}-{other}"))
        if number % 7 == 0:
            variant = self._word(_LATIN, 3, 4)
            return Planted(word, (variant,), (word, variant, variant.capitalize()))
        return Planted(word, (), (word, word, word.upper(), f"*{word}*"))

    def _within(self, inner: Planted) -> Planted:
        phrase = f"{inner.term} {self._word(_LATIN, 2, 3)}"
        return Planted(phrase, (), (phrase,))

    def _persian(self, number: int) -> Planted:
        word = self._word(_PERSIAN, 3, 4)
        coded = word.replace("ی", "ي").replace("ک", "ك")
        if number % 3 == 0:
            other = self._word(_PERSIAN, 2, 2)
            return Planted(f"{word}\u200c{other}", (), (f"{word}\u200c{other}", f"{word} {other}"))
        return Planted(word, (), (word, coded, f"{word}\u200cها"))

    def plant(self, text: str) -> str:
        """Markdown with some of its words turned into terms; heads of tables stay, since they stand again on each page."""
        favourite = self.random.choice(self.terms)
        lines = text.split("\n")
        following = [*lines[1:], ""]
        return "\n".join(
            line if line.startswith(("[[", "```", "|---")) or next_.startswith("|---") else self._line(line, favourite)
            for line, next_ in zip(lines, following, strict=True)
        )

    def _line(self, line: str, favourite: Planted) -> str:
        line = _PLAIN.sub(lambda found: self._instead(found[0], self.latin, favourite), line)
        return _PLAIN_PERSIAN.sub(lambda found: self._instead(found[0], self.persian, favourite), line)

    def _instead(self, word: str, terms: list[Planted], favourite: Planted) -> str:
        if self.random.random() > _DENSITY:
            return word
        waiting = [term for term in self._unplanted if term in terms]
        if favourite in terms and self.random.random() < 0.25:
            chosen = favourite
        elif waiting and self.random.random() < 0.5:
            chosen = waiting[0]
        else:
            chosen = terms[int(len(terms) * self.random.random() ** 1.4)]
        self._unplanted = [term for term in self._unplanted if term is not chosen]
        return self.random.choice(chosen.written)
