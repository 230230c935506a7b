"""What a check says: the rule, where, which words, what to do about it; and the name of each rule for people."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from sscp_learning.documents.words import fingerprint


class Severity(StrEnum):
    """What a finding asks for: F must be mended before publishing, W mended or ticked, I is for information."""

    FAULT = "F"
    WARNING = "W"
    INFORMATION = "I"


@dataclass(frozen=True)
class Finding:
    """One thing a check found.

    `uid` is the block ("" for the whole document), `words` the sentence exactly as it stands, `message` what to do, and
    `part` the words inside the sentence that the check points at, where it points at some.
    """

    rule: str
    severity: Severity
    uid: str
    words: str
    message: str
    part: str = ""

    @property
    def mark(self) -> str:
        """Return 32 digits for this rule and these words, wherever in the text they stand.

        A tick is kept under it: it lasts while the sentence stays as it is, and is gone once its words change.
        """
        return fingerprint(" ".join((self.rule, self.part, self.words)))


@dataclass(frozen=True)
class RuleWords:
    """How a rule is called on the page, and why it is there."""

    title: str
    why: str


RULES: Mapping[str, RuleWords] = {
    "ER01": RuleWords("Long sentence", "By the end of a long sentence many readers have lost its beginning."),
    "ER02": RuleWords("More than one idea", "One idea in a sentence is easiest to follow."),
    "ER03": RuleWords("Too much beside one picture", "A picture helps with one idea, not with several."),
    "ER04": RuleWords("Picture missing or not described", "Pictures carry the meaning for people who read little."),
    "ER06": RuleWords("Words in capitals", "Capitals hide the shape of a word, and look like shouting."),
    "ER07": RuleWords("Hard word not explained", "A hard word is fine once its meaning stands beside it."),
    "ER08": RuleWords("Another word for a key term", "Two words for one thing look like two things."),
    "ER09": RuleWords("Key terms in headings", "Repeating a key term in headings helps people to find their place."),
    "ER10": RuleWords("Initials not explained", "Initials shut out everybody who has not met them before."),
    "ER11": RuleWords("It does not say who does it", "“We help you” is clearer than “you are helped”."),
    "ER12": RuleWords("Hard number", "Big numbers, percentages and fractions are hard to picture."),
    "ER13": RuleWords("Plainer word", "A shorter, everyday word is read faster by everybody."),
    "ER14": RuleWords("Nobody is spoken to", "“You” and “we” make clear who the words are for and who speaks."),
    "ER15": RuleWords("Several long words", "Two long words in one sentence slow a reader down."),
    "ER16": RuleWords("Figure of speech or double no", "Some people take words exactly as they are said."),
    "ER17": RuleWords("Hard to find the way", "Headings, links and words must work for people who hear the page."),
    "ER18": RuleWords("Reassurance", "Young people need to know what happens before they dare to tell."),
    "ER19": RuleWords("Length on paper", "A long document is put aside unread."),
    "ER20": RuleWords("Not yet checked by young people", "Only the people it is for can say whether it is clear."),
    "F1-words": RuleWords("Number of words", "A guide for one minute must be readable in about one."),
    "F1-paragraphs": RuleWords("Long paragraph", "Short paragraphs let a busy reader find their sentence."),
    "F1-headings": RuleWords("Headings of this format", "The same headings in every one of these guides save time."),
    "F1-parts": RuleWords(
        "Boxes, bullets and pictures", "Young people asked for them, and for a picture in each part."
    ),
    "F1-steps": RuleWords("Number of steps", "Briefings usually have six or seven steps."),
    "F11": RuleWords("Phone number in the text", "A number kept in one place is checked, and right everywhere."),
    "reading-age": RuleWords(
        "Reading age, roughly", "A formula can hint at hard words; it cannot tell whether it is clear."
    ),
}
"""Every rule that a finding can name, in the order in which findings are told."""
