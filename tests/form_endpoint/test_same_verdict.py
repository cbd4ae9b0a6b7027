"""The browser and the endpoint judge every answer alike, over thousands of generated values."""

import json
import random
import subprocess
from datetime import date, timedelta
from pathlib import Path

from form_endpoint.form import Field, possible_faults
from form_endpoint.judge import clean_answers, fault_in
from tests.form_endpoint.made import ROOT, compiled

TODAY = date(2026, 11, 23)
CASES = 6000
PIECES = (
    *"aZ09 .-_@+()'\"<>&=;:,/\\\n\r\t\0\x1b\xa0\u200b\u200c\u200d\u202e\ufeff\u2028é\u0301ñ水🚒",
    "👩‍🚒",
    "name@example.com",
    "a@b",
    "@",
    "..",
    "601-555-0123",
    "x" * 60,
    "\ud83d",
    "١٢",
    "12",
    "0",
    "00",
    "1e3",
    "-5",
    "100000",
    "100001",
    "999999999",
    "1234567890",
)
DATES = ("2027-02-29", "2028-02-29", "0000-01-01", "0001-01-01", "9999-12-31", "2027-13-01", "27-01-01", "2027-1-1")


def random_answer(dice: random.Random, question: Field) -> str:
    """Return something that somebody might send."""
    if question.type == "date" and dice.random() < 0.8:
        near = TODAY + timedelta(days=dice.choice((-1, 0, 13, 14, 15, 89, 90, 91, 729, 730, 731)))
        return dice.choice((near.isoformat(), *DATES))
    text = "".join(dice.choice(PIECES) for _ in range(dice.choice((0, 1, 1, 2, 3, 8))))
    return text if dice.random() < 0.9 else text * 20


def as_browser_sees(question: Field) -> dict[str, object]:
    """Return a question as the script reads it from the page."""
    return {
        "type": question.type,
        "required": "required" in possible_faults(question),
        "maxLength": question.max_length,
        "pattern": question.pattern,
        "minimum": question.minimum,
        "maximum": question.maximum,
        "latest": question.lead.latest,
    }


def test_browser_and_endpoint_find_the_same_fault_in_every_answer(tmp_path: Path) -> None:
    dice = random.Random(872)
    typed = [each for each in compiled().definition.fields if each.type not in ("select", "radio", "checkboxes")]
    cases = [(dice.choice(typed), [], dice.choice((14, 90))) for _ in range(CASES)]
    cases = [(question, [random_answer(dice, question)], lead) for question, _, lead in cases]
    asked = [
        {"question": as_browser_sees(question), "raw": raw, "today": TODAY.isoformat(), "lead": lead}
        for question, raw, lead in cases
    ]
    file = tmp_path / "cases.json"
    file.write_text(json.dumps(asked))
    script = ROOT / "templates/components/form/form.js"
    command = ["node", str(ROOT / "tests/form_endpoint/verdicts.mjs"), str(script), str(file)]

    told = json.loads(subprocess.run(command, capture_output=True, check=True, encoding="utf-8").stdout)

    tidied = [clean_answers(question, raw) for question, raw, _ in cases]
    judged = [
        (list(answers), fault_in(question, answers, TODAY, lead))
        for (question, _, lead), answers in zip(cases, tidied, strict=True)
    ]
    differing = [
        (question.name, raw, mine, theirs)
        for (question, raw, _), mine, theirs in zip(cases, judged, told, strict=True)
        if list(mine) != theirs
    ]
    assert {fault for _, fault in judged} >= {"", "required", "length", "pattern", "date", "early", "late", "number"}
    assert differing == []
