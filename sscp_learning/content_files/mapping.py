"""`sscp content map SLUG`: the scenarios of a module as maps, for their author, whatever is still wrong with them."""

from pathlib import Path

from sscp_learning.content_files.reading import read_content
from sscp_learning.documents.kinds.registry import read_questions
from sscp_learning.documents.scenario_chart import map_lines


def scenario_maps(root: Path, slug: str) -> list[str] | None:
    """Return the lines of every scenario's map in a module, pages first; None where there is no such module."""
    module = next((module for module in read_content(root).modules if module.slug == slug), None)
    if module is None:
        return None
    documents = (*(page.document for page in module.pages), module.quiz)
    questions = [question for document in documents for question in read_questions(document)]
    return [line for each in questions if each.scenario for line in map_lines(each.id, each.scenario)]
