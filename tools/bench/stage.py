"""Both sites side by side: the product with its learners, and the bare application made to its likeness."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sscp_learning.people.passwords import Passwords
from sscp_learning.platform.clock import now
from tools.bench import bare
from tools.bench.learners import MODULE, Class, Learner, make_class
from tools.bench.load import Visitor, answer_for
from tools.bench.site import BARE, PRODUCT, Home, Site, command, new_home, running

PASSWORD = "three random words"  # noqa: S105  Of people who live for as long as a bench runs.
GUIDANCE = "/guidance/neglect-toolkit/full/"
DOOR = f"/learning/{MODULE}/quiz/"
RESULT = f"/learning/{MODULE}/result/"


@dataclass(frozen=True)
class Bench:
    """Both sites, running. `reader` has signed in to the product, `visitor` to the bare application."""

    product: Site
    bare: Site
    home: Home
    people: Class
    reader: Visitor
    visitor: Visitor
    model: Learner


@contextmanager
def both_sites(folder: Path, home: Home, left: list[int | None]) -> Iterator[Bench]:
    """Both sites until the end of the block, with a learner for each number of questions in `left`.

    Raises CannotRunError where one of them does not start.
    """
    command(home, "db", "upgrade")
    command(home, "demo")
    password_hash = Passwords().make(PASSWORD)
    people = make_class(home.settings, left=[*left, None], password_hash=password_hash, now=now())
    model = people.learners[-1]
    with running(home, PRODUCT, first_page="/health") as product:
        reader = product.visitor()
        sizes = page_sizes(reader, model, people)
        bare_home = new_home(folder, "bare")
        bare.prepare(bare_home.settings, bare.Likeness(sizes, (model.email,), password_hash))
        with running(bare_home, BARE, first_page="/sign-in") as other:
            visitor = other.visitor()
            visitor.sign_in(model.email, PASSWORD)
            yield Bench(product, other, home, people, reader, visitor, model)


def page_sizes(reader: Visitor, model: Learner, people: Class) -> dict[str, int]:
    """How big the product's pages are, by the names they have in the bare application; takes the whole quiz for it."""
    sizes = {"sign-in": len(reader.get("/sign-in").body)}
    reader.sign_in(model.email, PASSWORD)
    sizes["guidance"] = len(reader.get(GUIDANCE).body)
    sizes["quiz"] = len(reader.get(DOOR).body)
    questions = 0
    for address in question_addresses(model):
        page = reader.get(address).body
        questions += len(page)
        reader.post(address, answer_for(page, people.key))
    return sizes | {"question": questions // len(model.quiz), "result": len(reader.get(RESULT).body)}


def question_addresses(learner: Learner) -> tuple[str, ...]:
    """Where the product asks a learner the questions that were left to them."""
    return tuple(f"{DOOR}{number}/" for number in range(learner.answered + 1, len(learner.quiz) + 1))
