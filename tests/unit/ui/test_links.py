"""Where the links that authors write lead."""

import pytest

from sscp_learning.ui.links import address


@pytest.mark.parametrize(
    ("target", "leads_to"),
    [
        ("guidance:neglect-toolkit", "/guidance/neglect-toolkit/"),
        ("guidance:neglect-toolkit/full", "/guidance/neglect-toolkit/full/"),
        ("guidance:neglect-toolkit/easy-read#get-help", "/guidance/neglect-toolkit/easy-read/#get-help"),
        ("guidance:neglect-toolkit#history", "/guidance/neglect-toolkit/#history"),
        ("learning:neglect-toolkit", "/learning/neglect-toolkit/"),
        ("learning:neglect-toolkit/what-you-see", "/learning/neglect-toolkit/what-you-see/"),
        ("glossary:neglect", "/guidance/glossary/#neglect"),
        (" guidance:icon ", "/guidance/icon/"),
    ],
)
def test_a_written_link_becomes_the_address_of_the_contract(target: str, leads_to: str) -> None:
    assert address(target) == leads_to


@pytest.mark.parametrize(
    "target",
    [
        "",
        "guidance:",
        "guidance:Neglect",
        "guidance:a/b/c",
        "guidance:a//",
        "guidance:../admin",
        "guidance:a?x=1",
        "glossary:neglect/full",
        "glossary:neglect#x",
        "module:neglect",
        "https://www.example.org/",
        "javascript:alert(1)",
        "guidance:a\nb",
    ],
)
def test_what_is_not_one_of_our_links_has_no_address(target: str) -> None:
    assert address(target) is None
