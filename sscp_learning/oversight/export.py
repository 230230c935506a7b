"""The manager's list as a file: CSV that opens in a spreadsheet and does nothing there, and a workbook (rule D3)."""

import csv
from collections.abc import Iterable, Iterator
from datetime import date
from io import StringIO
from pathlib import Path
from typing import IO

import xlsxwriter

from sscp_learning.oversight.queries import StandingRow

COLUMNS = ("name", "email", "module", "standing", "completed", "expires")
BYTE_ORDER_MARK = "\ufeff"
# A spreadsheet takes a cell that begins like this for a formula.
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
WIDTHS = (28, 34, 44, 12, 14, 14)


def csv_lines(rows: Iterable[StandingRow]) -> Iterator[str]:
    """The file line by line, in UTF-8 with its mark, so that Excel reads every name right."""
    yield BYTE_ORDER_MARK + _line(COLUMNS)
    for row in rows:
        yield _line(harmless(cell) for cell in _cells(row))


def harmless(cell: str) -> str:
    """The cell with an apostrophe before it where a spreadsheet would run it."""
    return f"'{cell}" if cell.startswith(FORMULA_SIGNS) else cell


def write_workbook(rows: Iterable[StandingRow], file: IO[bytes], folder: Path) -> None:
    """Writes the same rows as an Excel workbook, row by row, in constant memory; words are never taken for formulas.

    `folder` is where rows wait until the file is whole.
    """
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "tmpdir": str(folder)}
    book = xlsxwriter.Workbook(file, options)
    bold = book.add_format({"bold": True})
    day = book.add_format({"num_format": "d mmmm yyyy", "align": "left"})
    sheet = book.add_worksheet("Required learning")
    for column, width in enumerate(WIDTHS):
        sheet.set_column(column, column, width)
    sheet.freeze_panes(1, 0)
    sheet.write_row(0, 0, COLUMNS, bold)
    for number, row in enumerate(rows, start=1):
        sheet.write_row(number, 0, _cells(row)[:4])
        for column, value in enumerate((row.completed_on, row.expires_on), start=4):
            if value is not None:
                sheet.write_datetime(number, column, value, day)
    book.close()


def _cells(row: StandingRow) -> tuple[str, ...]:
    return (row.name, row.email, row.module, row.standing, _iso(row.completed_on), _iso(row.expires_on))


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def _line(cells: Iterable[str]) -> str:
    line = StringIO()
    csv.writer(line).writerow(cells)
    return line.getvalue()
