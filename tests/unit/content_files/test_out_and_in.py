"""What export writes of a publication is read back with the same hash, so that import finds nothing new."""

import tempfile
from datetime import UTC, date, datetime
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from sscp_learning.content_files.exporting import publication_files
from sscp_learning.content_files.reading import read_content
from sscp_learning.guidance import stored
from sscp_learning.guidance.prepare import text_hash
from sscp_learning.guidance.rules import Change, ChangeKind, Facts, FormatFile, FormatKind, Source
from sscp_learning.guidance.shapes import WrittenFormat
from sscp_learning.guidance.working import cut, settle, write_working
from sscp_learning.platform.forms import clean_words, one_line

BLOCKS = (
    "Words that somebody wrote, with “quotes” – and a dash.",
    "## A heading",
    '## Another {#another follows="what-it-is"}',
    "- one\n- two",
    '::: box warning {title="If a child is in danger"}\nCall.\n\nThen tell.\n:::',
    "::: picture-row home {decorative}\nYou can talk.\n:::",
    "| a | b |\n|---|---|\n| c | d |",
    "  Indented, \\escaped and `code`.",
)
words = st.text(max_size=60).map(clean_words)
lines = words.map(one_line)
needed = lines.filter(bool)
days = st.dates(date(2001, 1, 1), date(2099, 12, 31))
sources = st.builds(Source, needed, lines, lines, lines, st.booleans())
facts = st.builds(
    Facts, needed, words, needed, needed, needed, days, days, days, st.lists(sources, max_size=3).map(tuple)
)
changes = st.none() | st.builds(Change, st.sampled_from(ChangeKind), words, lines, lines)
texts = st.lists(st.sampled_from(BLOCKS), min_size=1, max_size=6).map(
    lambda blocks: write_working(settle(cut("\n\n".join(blocks)), ()))
)


def written(kind: FormatKind) -> st.SearchStrategy[WrittenFormat]:
    """A format as the browser leaves it; each may say something else of the publication."""
    return st.builds(
        WrittenFormat,
        kind=st.just(kind),
        source=texts,
        facts=facts,
        audience=needed,
        summary=lines,
        safe_for_young_people=st.booleans(),
        not_young_because=words,
        change=changes,
        made_at=st.just(datetime(2026, 11, 22, tzinfo=UTC)),
    )


@settings(max_examples=60, deadline=None)
@given(st.tuples(written(FormatKind.FULL), written(FormatKind.EASY_READ)))
def test_formats_written_in_the_browser_come_back_the_same(formats: tuple[WrittenFormat, ...]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "content" / "guidance" / "a-guide"
        home.mkdir(parents=True)
        for name, contents in publication_files(list(formats)):
            (home / name).write_text(contents, "utf-8")
        (publication,) = read_content(Path(folder) / "content").publications
    back = {file.kind: file for file in publication.formats}
    for each in formats:
        file = back[each.kind]
        now_says = stored.facts_to_json(file.own_facts or publication.facts)
        assert text_hash(now_says, file) == text_hash(stored.facts_to_json(each.facts), as_file(each))


def as_file(each: WrittenFormat) -> FormatFile:
    """What the revision was hashed from when it was sent."""
    return FormatFile(
        kind=each.kind,
        document=None,  # type: ignore[arg-type]
        source=each.source,
        audience=each.audience,
        summary=each.summary,
        safe_for_young_people=each.safe_for_young_people,
        not_young_because=each.not_young_because,
    )
