"""Requests as a table for a spreadsheet, in which no answer can act as a formula."""

import csv
import io
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from form_endpoint.form import Form
from form_endpoint.judge import spoken
from form_endpoint.store import Submission

# Source: OWASP, "CSV Injection", with the full-width forms that spreadsheets read alike.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def csv_lines(form: Form, submissions: Iterable[Submission]) -> Iterator[str]:
    """Return the lines of a table, every cell in quotes; the first starts with the mark that Excel wants."""
    yield "\ufeff" + csv_line(["reference", "received", "held", *(question.name for question in form.fields)])
    for submission in submissions:
        language = form.languages[0]
        answers = ("; ".join(spoken(question, submission.answers, language)) for question in form.fields)
        held = "yes" if submission.held else "no"
        yield csv_line([submission.reference, moment(submission.created_at), held, *answers])


def csv_line(cells: Iterable[str]) -> str:
    """Return one line of a table."""
    line = io.StringIO()
    csv.writer(line, quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerow(map(as_text, cells))
    return line.getvalue()


def as_text(cell: str) -> str:
    """Return a cell that a spreadsheet shows as text: with an apostrophe before what could be a formula."""
    return f"'{cell}" if cell.lstrip(" ").startswith(FORMULA_STARTS) else cell


def moment(seconds: int) -> str:
    """Return a time as people and spreadsheets read it."""
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%d %H:%M UTC")
