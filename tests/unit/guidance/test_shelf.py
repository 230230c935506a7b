"""A small memory."""

from sscp_learning.guidance.shelf import Shelf


def test_a_thing_is_made_once_and_forgotten_when_others_were_asked_for_since() -> None:
    made: list[str] = []
    shelf: Shelf[str] = Shelf(2)

    def ask(key: str) -> str:
        return shelf.get(key, lambda: made.append(key) or key.upper())

    assert [ask("a"), ask("b"), ask("a"), ask("c"), ask("a"), ask("b")] == ["A", "B", "A", "C", "A", "B"]
    assert made == ["a", "b", "c", "b"]
