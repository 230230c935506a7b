"""Files for spreadsheets: a name is never run as a formula."""

import csv
from datetime import date
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from sscp_learning.oversight.export import BYTE_ORDER_MARK, COLUMNS, csv_lines, harmless, write_workbook
from sscp_learning.oversight.queries import StandingRow
from sscp_learning.oversight.rules import Standing

HOSTILE = ["=1+1", "+44", "-2+3", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("https://evil.example")']


def a_row(name: str = "Łucja Ó Briain") -> StandingRow:
    return StandingRow(
        1, "a", 1, "p", name, "l@example.org", "Hub", "m", "A module, first part", Standing.CURRENT, "why",
        date(2026, 12, 1), date(2026, 1, 5), None,
    )  # fmt: skip


@pytest.mark.parametrize("cell", HOSTILE)
def test_a_cell_that_a_spreadsheet_would_run_gets_an_apostrophe(cell: str) -> None:
    assert harmless(cell) == f"'{cell}"
    read = list(csv.reader(StringIO("".join(csv_lines([a_row(cell)])), newline="")))
    assert read[1][0] == f"'{cell}"


def test_csv_has_the_header_of_the_contract_and_one_line_for_each_row() -> None:
    text = "".join(csv_lines([a_row()]))
    assert text.startswith(BYTE_ORDER_MARK + "name,email,module,standing,completed,expires\r\n")
    assert text.endswith('Łucja Ó Briain,l@example.org,"A module, first part",current,2026-01-05,\r\n')


@pytest.mark.parametrize("cell", HOSTILE[:4])
def test_a_workbook_keeps_words_as_words_and_dates_as_dates(cell: str, tmp_path: Path) -> None:
    file = BytesIO()
    write_workbook([a_row(cell)], file, tmp_path)
    sheet = load_workbook(file).active
    rows = list(sheet.iter_rows())
    assert [c.value for c in rows[0]] == list(COLUMNS)
    assert rows[1][0].value == cell
    assert rows[1][0].data_type == "s"
    assert rows[1][4].value.date() == date(2026, 1, 5)
