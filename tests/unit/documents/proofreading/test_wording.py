"""Hard words, other words for key terms, initials, plainer words, figures of speech."""

import pytest

from sscp_learning.documents.proofreading.house_words import HouseWords
from tests.unit.documents.proofreading.asking import all_found, of_rule, parts, row, severities


@pytest.mark.parametrize(("text", "found"), [
    (row("You give consent."), ["consent"]),
    (row("You consented."), ["consented"]),
    (row("The Consent form."), ["Consent"]),
    (row("You give consent.") + row("We need consent."), ["consent"]),
    (row("A multi-agency team helps."), ["multi-agency"]),
    (row("Ask about the national referral mechanism."), ["national referral mechanism"]),
    (row("You give consent. We help you.") + row("Consent means saying yes."), ["consent"]),
    ("## Your consent {#c}\n\n" + row("You can say yes."), ["consent"]),
    # Explained beside it.
    (row("You give consent. Consent means saying yes."), []),
    (row("You give consent.") + row("Consent means saying yes."), []),
    (row("You give consent. This means that you say yes."), []),
    (row("Consent is when you say yes."), []),
    (row("To consent to something means to say yes."), []),
    (row("A referral is a way to ask for help."), []),
    (row("We ask someone else to help. This is called a referral."), []),
    ("## Your consent {#c}\n\n" + row("Consent means saying yes."), []),
    ('::: definition {term="Consent"}\nSaying yes.\n:::\n\n' + row("You give consent."), []),
    # In the glossary, only part of another word, or not in the forms that are listed.
    (row("Neglect can happen."), []),
    (row("A nonconsent form."), []),
    (row("You are consenting."), []),
])  # fmt: skip
def test_er07_a_hard_word_is_explained(text: str, found: list[str]) -> None:
    assert parts(text, "ER07") == found
    assert severities(text, "ER07") == ["F"] * len(found)
    assert severities(text, "ER07", "leaflet") == ["W"] * len(found)
    assert parts(text, "ER07", "full") == []


def test_er07_says_how_to_explain_it() -> None:
    (finding,) = of_rule(row("We need consent."), "ER07")
    assert finding.message == (
        "Not everybody knows “consent”. Easier words: “saying yes”. If it has to stay, put “Consent means …” in the "
        "next sentence, or ask for it to be put into the glossary."
    )


@pytest.mark.parametrize(("sentence", "found"), [
    ("That is bad parenting.", ["bad parenting"]),
    ("Tell a Safe Adult.", ["Safe Adult"]),
    ("Tell a grown-up’s friend.", ["grown-up’s"]),
    ("Never say “bad parenting”.", []),
    ("Bad days and parenting.", []),
    ("Tell a trusted adult.", []),
])  # fmt: skip
def test_er08_one_word_for_one_thing(sentence: str, found: list[str]) -> None:
    for name in ("easy-read", "leaflet", "full", "one-minute", "briefing"):
        assert parts(row(sentence), "ER08", name) == found
    assert severities(row(sentence), "ER08") == ["W"] * len(found)


@pytest.mark.parametrize(("text", "found"), [
    ("Ask the NRM.", ["NRM"]),
    ("Ask the NRM. The NRM helps.", ["NRM"]),
    ("Talk about it. Two TAs help.", ["TA"]),
    ("Some are there. Take the SAT.", ["SAT"]),
    ("Go to A&E.", ["A&E"]),
    ("Ask the MASH.\n\nThe multi-agency safeguarding hub helps.", ["MASH"]),
    ("## The NRM {#n}\n\nWe help you.", ["NRM"]),
    # The full words first, or beside them.
    ("The National Referral Mechanism (NRM) helps. Ask the NRM.", []),
    ("The multi-agency safeguarding hub is here. Ask the MASH.", []),
    ("Ask your Teaching Assistant. The TA can help.", []),
    ("Child and adolescent mental health services help. Ask CAMHS.", []),
    ("The Act (HIPS) helps. HIPS is good.", []),
    ("HIPS (Hampshire, Isle of Wight, Portsmouth and Southampton) helps.", []),
    ("## The NRM {#n}\n\nThe National Referral Mechanism (NRM) helps.", []),
    # Allowed, in the glossary, or no initials.
    ("The NHS in the UK.", []),
    ("Use GCP2.", []),
    ("Read part IV. I am X.", []),
    ("Look at GOV.UK today.", []),
    ("Look at https://example.org/ABC today.", []),
    ("Tell Mum. I am here.", []),
    ("You must DO THIS NOW.", []),
])  # fmt: skip
def test_er10_initials_come_after_their_full_words(text: str, found: list[str]) -> None:
    assert parts(text, "ER10") == found
    assert severities(text, "ER10", "leaflet") == ["W"] * len(found)


@pytest.mark.parametrize(("sentence", "found"), [
    ("We utilise it.", ["utilise"]),
    ("Utilised prior to that.", ["Utilised", "prior to"]),
    ("We use it.", []),
    ("We are utilising it.", []),
    ("This has priority to us.", []),
])  # fmt: skip
def test_er13_plainer_words(sentence: str, found: list[str]) -> None:
    for name in ("easy-read", "leaflet", "full", "one-minute", "briefing"):
        assert parts(row(sentence), "ER13", name) == found


def test_er13_names_the_plainer_word() -> None:
    (finding,) = of_rule("We utilise it.", "ER13", "full")
    assert (finding.severity, finding.message) == ("W", "“utilise” has a plainer word: “use”.")


@pytest.mark.parametrize(("sentence", "found"), [
    ("They turned a blind eye to it.", ["turned a blind eye"]),
    ("We are on the same page.", ["on the same page"]),
    ("We are blind.", []),
])  # fmt: skip
def test_er16_figures_of_speech(sentence: str, found: list[str]) -> None:
    assert parts(row(sentence), "ER16") == found
    assert parts(row(sentence), "ER16", "leaflet") == found
    assert parts(row(sentence), "ER16", "full") == []


def test_without_lists_nothing_is_looked_up() -> None:
    text = row("They utilise consent and turn a blind eye.")
    assert [one.rule for one in all_found(text, house=HouseWords())] == ["ER18"]
