"""Texts made up by hypothesis: well-written documents of every kind, and hostile ones."""

from collections.abc import Callable

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

WORDS = ("a", "child", "needs", "warm", "food", "and", "care", "today", "Who", "helps", "5", "Zoë", "it’s")
LINE_STARTS = ("", "", "", " ", "  ", "    ", "> ", "- ", "\t")
PIECES = (
    "## H", "# T {#a}", "#", "{#x}", '{title="t"}', "::: box info", "::: box", ":::", "::::",
    ':::: reveal {title="x"}', "::: question single {#q}", "::: question matching {#m}", "::: question ordering {#o}",
    "::: checklist", "- a", "1. c", "- [ ] x {#abc}", "  > f", "- I {#abc} => T {#xyz}", "**Why:** w", "> q",
    "| a | b |", "|---|---|", "[^1]", "[^1]: n", "Term", ": def", "", "", "```", "---", "===", "text [a](b)",
    "![x](y)", "[r]: http://x", "{", "}", "<div>", "\\", "*e", "`", "[x]{lang=cy}",
    ':::: scenario {#s title="t"}', '::: node {#n title="t"}', "::: node {#e outcome=good}", "- c {#abc} -> n",
    "{if=a}", "::: picture-row a {decorative}", '::: contacts {names="a"}', "::: nothing known",
)  # fmt: skip


def words(fewest: int = 1, most: int = 8) -> SearchStrategy[str]:
    """Return a few plain words, as an author would write them."""
    return st.lists(st.sampled_from(WORDS), min_size=fewest, max_size=most).map(" ".join)


def hostile() -> SearchStrategy[str]:
    """Return lines that mix up every sign the grammar knows, and texts of any characters at all."""
    line = st.tuples(st.sampled_from(LINE_STARTS), st.sampled_from(PIECES)).map("".join)
    signs = st.text(alphabet='#:-|[]^{}>*`\n \t=1.axq"()<', max_size=60)
    return st.lists(line, max_size=12).map("\n".join) | st.text(max_size=60) | signs


@st.composite
def documents(draw: DrawFn) -> str:
    """Return a well-written document with blocks of every kind, each id used once."""
    count = draw(st.integers(1, 8))
    blocks = [f"{draw(st.sampled_from(BLOCKS))(draw, number)}" for number in range(count)]
    return "\n\n".join(["## Start {#start}", *blocks]) + "\n"


def _heading(draw: DrawFn, number: int) -> str:
    return f"## {draw(words())} {{#h-{number}}}"


def _text(draw: DrawFn, _number: int) -> str:
    return f"{draw(words())} *{draw(words())}* [{draw(words())}](guidance:neglect-toolkit/full#signs)."


def _list(draw: DrawFn, _number: int) -> str:
    sign = draw(st.sampled_from(["-", "1."]))
    return "\n".join(f"{sign} {item}" for item in draw(st.lists(words(), min_size=1, max_size=4)))


def _terms(draw: DrawFn, _number: int) -> str:
    return f"{draw(words())}\n: {draw(words())}"


def _table(draw: DrawFn, _number: int) -> str:
    title = draw(st.sampled_from(["", '{title="A table"}\n', '{title="A table" row-headings}\n']))
    return f"{title}| {draw(words())} | {draw(words())} |\n| --- | --: |\n| {draw(words())} | {draw(words())} |"


def _quote(draw: DrawFn, _number: int) -> str:
    return f"> {draw(words())}"


def _note(draw: DrawFn, number: int) -> str:
    return f"{draw(words())}[^n{number}]\n\n[^n{number}]: {draw(words())}"


def _picture(draw: DrawFn, _number: int) -> str:
    about = draw(st.sampled_from(["{decorative}", '{alt="A house"}']))
    return f"::: {draw(st.sampled_from(['picture', 'picture-row']))} house {about}\n{draw(words())}\n:::"


def _box(draw: DrawFn, number: int) -> str:
    tone = draw(st.sampled_from(["info", "warning", "key", "reassurance", "help"]))
    inner = draw(st.sampled_from([_text, _list, _picture, _checklist]))(draw, number)
    return f':::: box {tone} {{title="{draw(words())}" #box-{number}}}\n{inner}\n::::'


def _titled(name: str, inner: Callable[[DrawFn, int], str]) -> Callable[[DrawFn, int], str]:
    return lambda draw, number: f'::: {name} {{title="{draw(words())}"}}\n{inner(draw, number)}\n:::'


def _numbered(draw: DrawFn, _number: int) -> str:
    return "\n".join(f"1. **{draw(words())}** {draw(words())}" for _ in range(2))


def _checklist(draw: DrawFn, number: int) -> str:
    items = "\n".join(f"- [ ] {draw(words())}" for _ in range(2))
    return f'::: checklist {{title="{draw(words())}" #list-{number}}}\n{items}\n:::'


def _definition(draw: DrawFn, number: int) -> str:
    return f'::: definition {{term="{draw(words())}" #term-{number}}}\n{draw(words())}\n:::'


def _contacts(_draw: DrawFn, _number: int) -> str:
    return '::: contacts {names="emergency childline"}\n:::'


def _options(draw: DrawFn, number: int) -> str:
    name = draw(st.sampled_from(["single", "multiple"]))
    wrong = f"- [ ] {draw(words())} {{#abc}}\n  > {draw(words())}"
    right = f"- [x] {draw(words())} {{#xyz}}\n  > {draw(words())}\n\n  > **If missed:** {draw(words())}"
    why = f"**Why:** {draw(words())}"
    return f"::: question {name} {{#q-{number} must-pass}}\n{draw(words())}\n\n{wrong}\n{right}\n\n{why}\n:::"


def _cards(draw: DrawFn, _number: int) -> str:
    cards = f"- {draw(words())}\n  > {draw(words())}\n- {draw(words())}\n  > {draw(words())}"
    return f'::: flip-cards {{title="Turn"}}\n{cards}\n:::'


def _timeline(draw: DrawFn, _number: int) -> str:
    return f"::: timeline\n1. **Monday.** {draw(words())}\n2. **Tuesday.** {draw(words())}\n:::"


def _true_false(draw: DrawFn, number: int) -> str:
    return f"::: question true-false {{#q-{number}}}\n{draw(words())}\n\n- [x] True {{#abc}}\n- [ ] False {{#xyz}}\n:::"


def _matching(draw: DrawFn, number: int) -> str:
    pairs = (
        f"- {draw(words())} {{#abc}} => One {{#xyz}}\n- {draw(words())} {{#def}} => Two {{#uvw}}\n- => Three {{#rst}}"
    )
    return f"::: question matching {{#q-{number}}}\n{draw(words())}\n\n{pairs}\n:::"


def _groups(draw: DrawFn, number: int) -> str:
    items = (
        f"- {draw(words())} {{#abc}} => One {{#xyz}}\n  > {draw(words())}\n- {draw(words())} {{#def}} => Two {{#uvw}}"
    )
    return f"::: question groups {{#q-{number}}}\n{draw(words())}\n\n{items}\n:::"


def _gap(draw: DrawFn, number: int) -> str:
    items = f"- {draw(words())} ____ end {{#abc}} => One {{#xyz}}\n- Start ____ {{#def}} => Two {{#uvw}}"
    return f"::: question gap {{#q-{number}}}\n{draw(words())}\n\n{items}\n:::"


def _short(draw: DrawFn, number: int) -> str:
    items = f"- [x] One {{#abc}}\n  > {draw(words())}\n- [ ] Two {{#xyz}}\n  > {draw(words())}"
    return f"::: question short {{#q-{number}}}\n{draw(words())}\n\n{items}\n:::"


def _scenario(draw: DrawFn, number: int) -> str:
    choices = f"- {draw(words())} {{#abc}} -> end-{number}\n  > {draw(words())}\n- Back {{#xyz}} -> in-{number}\n  > So"
    start = f'::: node {{#in-{number} title="In"}}\n{draw(words())}\n\n{choices}\n:::'
    end = f'::: node {{#end-{number} title="End" outcome=good}}\n{draw(words())}\n:::'
    return f':::: scenario {{#q-{number} title="{draw(words())}"}}\n{start}\n\n{end}\n::::'


def _ordering(draw: DrawFn, number: int) -> str:
    items = f"1. {draw(words())} {{#abc}}\n   > {draw(words())}\n2. {draw(words())} {{#xyz}}"
    return f"::: question ordering {{#q-{number}}}\n{draw(words())}\n\n{items}\n:::"


BLOCKS = (
    _heading, _text, _list, _terms, _table, _quote, _note, _picture, _box, _titled("steps", _numbered),
    _titled("reveal", _text), _titled("reflection", _list), _checklist, _definition, _contacts, _options, _true_false,
    _matching, _ordering, _groups, _gap, _short, _cards, _timeline, _scenario,
)  # fmt: skip
