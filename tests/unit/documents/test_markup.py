"""Writing elements: what stands in an attribute stays in it."""

from sscp_learning.documents.markup import element, text


def test_what_an_attribute_holds_cannot_leave_it() -> None:
    assert element("img", alt='" onerror="x', src="a&b<c>") == (
        '<img alt="&quot; onerror=&quot;x" src="a&amp;b&lt;c&gt;">'
    )


def test_names_are_written_as_html_writes_them() -> None:
    assert element("label", "A", for_="b", class_="doc-c", data_block="d") == (
        '<label for="b" class="doc-c" data-block="d">A</label>'
    )


def test_true_is_an_attribute_alone_and_false_is_none() -> None:
    assert element("div", data_checklist=True, hidden=False) == "<div data-checklist></div>"


def test_words_stay_words() -> None:
    assert text('<b> & "c"') == '&lt;b&gt; &amp; "c"'
