"""Messages of one kind are said a few times and counted; their order does not depend on who was first."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from compiler.checks.counting import counted, ordered
from compiler.messages import Message, Origin


def message(code: str, text: str, line: int = 1) -> Message:
    return Message(code, "error", text, "mend it", Origin("a.xhtml", line))


MESSAGES = st.lists(
    st.builds(message, st.sampled_from(["a", "b"]), st.sampled_from(["x 'y' 3", "x 'z' 4", "other"]), st.integers(1, 9))
)


def test_the_last_of_a_kind_counts_the_rest() -> None:
    said = counted([message("a", f"the id 'n{n}' is twice", n) for n in range(1, 47)])
    assert len(said) == 5
    assert said[-1].text == "the id 'n5' is twice (and 41 more like it)"


def test_others_are_left_alone() -> None:
    said = tuple(message(code, text) for code in "ab" for text in ("one thing", "another thing"))
    assert counted(said, 1) == said


@given(MESSAGES, st.integers(1, 4))
def test_nothing_is_lost_and_nothing_said_twice(messages: list[Message], shown: int) -> None:
    said = counted(messages, shown)
    assert len(said) == len(set(said)) <= len(set(messages))
    rest = sum(int(m.text.partition("(and ")[2].partition(" ")[0]) for m in said if "more like it" in m.text)
    assert len(said) + rest == len(set(messages))


@given(MESSAGES, st.randoms())
def test_the_order_is_that_of_the_places(messages: list[Message], chance: object) -> None:
    mixed = list(messages)
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    assert ordered(mixed) == ordered(messages)
