"""Mail: what it says, to whom, and what becomes of it when mail servers fail."""

import asyncio
import csv
import email
import io
import smtplib
import socket
import threading
from email.policy import SMTP

import pytest
from aiosmtpd.controller import Controller
from hypothesis import given
from hypothesis import strategies as some

from form_endpoint.accept import submission_of
from form_endpoint.export import csv_lines
from form_endpoint.judge import clean, clean_paragraphs
from form_endpoint.letters import envelope
from form_endpoint.outbox import Swept, filled, sweep, write
from form_endpoint.post import deliver_by, greet
from form_endpoint.store import Event
from form_endpoint.stores import open_store
from tests.form_endpoint.made import (
    NOON,
    Clock,
    Log,
    Mailbox,
    compiled,
    desk_for,
    endpoint_for,
    good,
    post,
    reference_in,
)
from tests.form_endpoint.test_judging import as_raw

FILE = compiled()
FORM = FILE.definition


@pytest.fixture
def store(tmp_path):
    opened = open_store(f"sqlite:{tmp_path / 'requests.sqlite3'}")
    yield opened
    opened.close()


@pytest.fixture
def endpoint(file, store, clock):
    return endpoint_for(file, store, clock)


def states(endpoint, reference):
    return [(one.kind, one.state, one.attempts, one.fault) for one in endpoint.store.get(reference).messages]


def test_office_and_requester_get_one_mail_each(endpoint):
    mailbox = Mailbox()
    reference = reference_in(post(endpoint, good()))

    assert sweep(endpoint, desk_for(mailbox)) == Swept(2, 0, 0, 0)
    assert sweep(endpoint, desk_for(mailbox)) == Swept(0, 0, 0, 0)
    assert mailbox.subjects == [
        ("office@example.gov", f"Request {reference}: Ask for a speaker or training"),
        ("canary@example.org", f"We have your request {reference}"),
    ]
    assert endpoint.store.get(reference).events == (
        Event(NOON, "received"),
        Event(NOON, "office sent"),
        Event(NOON, "receipt sent"),
    )


def test_the_office_reads_every_answer_in_words(endpoint):
    mailbox = Mailbox()
    reference = reference_in(post(endpoint, good()))
    sweep(endpoint, desk_for(mailbox))
    _, mail = mailbox.mails[0]

    assert (mail["Reply-To"], mail["From"], mail["Message-ID"]) == (
        "canary@example.org",
        "forms@example.gov",
        f"<{reference}.office@example.gov>",
    )
    assert mail.get_content().split("\n\n")[:3] == [
        reference,
        "What do you need?\n  A speaker",
        "Which topics?\n  Family plans and emergency kits\n  Floods",
    ]
    assert "County\n  Hinds\n" in mail.get_content()
    assert "Anything else\n  First line\n  second line\n" in mail.get_content()


def test_answers_can_be_kept_out_of_mail(endpoint):
    mailbox = Mailbox()
    reference = reference_in(post(endpoint, good()))
    desk = desk_for(mailbox)
    sweep(endpoint, desk.__class__(desk.sender, desk.office, False, mailbox))

    assert mailbox.mails[0][1].get_content() == (
        f"{reference}\n\n"
        f"The answers are not in this mail. To read them, run: python3 -m form_endpoint show {reference}\n"
    )


def test_a_second_request_for_the_same_day_says_what_it_may_replace(endpoint):
    mailbox = Mailbox()
    first = reference_in(post(endpoint, good()))
    sweep(endpoint, desk_for(mailbox))
    post(endpoint, good(attendance="50"))
    sweep(endpoint, desk_for(mailbox))

    line = f"It may replace an earlier request with the same e-mail address and date: {first}"
    assert [line in mail.get_content() for _, mail in mailbox.mails] == [False, False, True, False]


def test_what_is_held_is_announced_once_a_day_and_sent_when_released(endpoint, clock):
    mailbox = Mailbox()
    reference = reference_in(post(endpoint, good(note_2="x")))
    for _ in range(3):
        sweep(endpoint, desk_for(mailbox))
    clock.now += 24 * 3600
    sweep(endpoint, desk_for(mailbox))
    post(endpoint, good())
    sweep(endpoint, desk_for(mailbox))

    assert mailbox.subjects == [
        ("office@example.gov", "Requests held back as likely spam: 1"),
        ("office@example.gov", "Requests held back as likely spam: 1"),
        ("office@example.gov", f"Request {reference}: Ask for a speaker or training"),
        ("canary@example.org", f"We have your request {reference}"),
    ]


def test_waiting_doubles_up_to_four_hours_and_ends_after_three_days(endpoint, clock):
    reference = reference_in(post(endpoint, good()))
    later = desk_for(Mailbox(smtplib.SMTPDataError(451, b"later")))
    tried = []
    for minute in range(3 * 24 * 60 + 300):
        clock.now = NOON + 60 * minute
        swept = sweep(endpoint, later)
        tried += [minute] if swept.later or swept.dead else []

    assert tried == [0, 1, 3, 7, 15, 31, 63, 127, 255, *range(495, 4336, 240)]
    assert states(endpoint, reference)[0] == ("office", "dead", len(tried), "SMTPDataError 451")


def test_mail_that_was_given_up_can_be_tried_again(endpoint, clock):
    mailbox = Mailbox()
    reference = reference_in(post(endpoint, good()))
    refused = smtplib.SMTPDataError(554, b"no")
    assert sweep(endpoint, desk_for(Mailbox(refused))) == Swept(0, 0, 2, 0)

    assert endpoint.store.revive(reference, clock.now) == 2
    assert sweep(endpoint, desk_for(mailbox)) == Swept(2, 0, 0, 0)
    assert len(mailbox.mails) == 2


def test_a_year_without_mail_deletes_nothing_and_the_first_good_sweep_all(endpoint, clock):
    mailbox = Mailbox()
    reference = reference_in(post(endpoint, good()))
    clock.now += 600 * 24 * 3600
    deleted = [sweep(endpoint, desk_for(Mailbox(OSError("away")))).deleted for _ in range(2)]
    endpoint.store.revive(reference, clock.now)

    assert deleted == [0, 0]
    clock.now += 3600
    sweep(endpoint, desk_for(mailbox))
    assert len(mailbox.mails) == 2
    assert endpoint.store.get(reference) is None


def test_a_form_that_is_no_longer_published_holds_up_no_other_mail(endpoint, store, clock):
    mailbox = Mailbox()
    old = submission_of(FORM, "en", clean(FORM, as_raw(good())), b"s", NOON - 9, held=False)
    store.put(old.__class__(**{**vars(old), "reference": "old", "form": "gone"}))
    post(endpoint, good())

    assert sweep(endpoint, desk_for(mailbox)) == Swept(2, 2, 0, 0)
    assert states(endpoint, "old") == [("office", "waiting", 1, "KeyError"), ("receipt", "waiting", 1, "KeyError")]


class Server:
    """A mail server that answers each recipient as its name says, and keeps what it took."""

    def __init__(self):
        self.taken = []

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802
        if address.startswith(("4", "5")):
            return f"{address[:3]} refused"
        envelope.rcpt_tos.append(address)
        return "250 fine"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        self.taken.append((envelope.rcpt_tos[0], envelope.content))
        name = envelope.rcpt_tos[0].partition("@")[0]
        if name == "drop":
            server.transport.abort()
        if name == "hang":
            await asyncio.sleep(60)
        return {"later": "451 later", "never": "554 never"}.get(name, "250 taken")


@pytest.fixture
def smtp():
    server = Server()
    controller = Controller(server, hostname="127.0.0.1", port=0)
    # aiosmtpd asks the socket that it opened itself, which works with port 0 only after the server has started.
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        controller.port = free.getsockname()[1]
    controller.start()
    server.address = f"smtp://127.0.0.1:{controller.port}"
    yield server
    controller.stop()


@pytest.mark.parametrize(
    ("requester", "receipt", "taken"),
    [
        ("fine@example.org", ("receipt", "sent", 1, ""), 2),
        ("450@example.org", ("receipt", "waiting", 1, "SMTPRecipientsRefused 450"), 1),
        ("550@example.org", ("receipt", "dead", 1, "SMTPRecipientsRefused 550"), 1),
        ("later@example.org", ("receipt", "waiting", 1, "SMTPDataError 451"), 2),
        ("never@example.org", ("receipt", "dead", 1, "SMTPDataError 554"), 2),
        ("drop@example.org", ("receipt", "waiting", 1, "SMTPServerDisconnected"), 2),
    ],
)
def test_a_real_mail_server_is_understood(endpoint, smtp, requester, receipt, taken):
    reference = reference_in(post(endpoint, good(email=requester)))
    sweep(endpoint, desk_for(deliver_by(smtp.address)))

    assert states(endpoint, reference) == [("office", "sent", 1, ""), receipt]
    assert len(smtp.taken) == taken


def test_mail_repeated_after_a_drop_is_the_same_mail(endpoint, smtp, clock):
    post(endpoint, good(email="drop@example.org"))
    for _ in range(2):
        sweep(endpoint, desk_for(deliver_by(smtp.address)))
        clock.now += 300
    receipts = [
        email.message_from_bytes(content, policy=SMTP) for to, content in smtp.taken if to == "drop@example.org"
    ]

    assert len(receipts) == 2
    assert receipts[0].items() == receipts[1].items()


def test_a_server_that_hangs_is_left_after_its_time(endpoint, store):
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        port = silent.getsockname()[1]
        deliver = deliver_by(f"smtp://127.0.0.1:{port}", timeout_seconds=0.2)
        references = [reference_in(post(endpoint, good(attendance=str(place)))) for place in (1, 2)]

        assert sweep(endpoint, desk_for(deliver)) == Swept(0, 1, 0, 0)
    faults = [state[2:] for reference in references for state in states(endpoint, reference)]
    assert sorted(faults) == [(0, ""), (0, ""), (0, ""), (1, "SMTPServerDisconnected")]


def test_a_server_that_hangs_after_the_whole_mail_is_left_and_asked_again_with_the_same(endpoint, smtp, clock):
    """It may have taken the mail, or not: only sending again loses none."""
    reference = reference_in(post(endpoint, good(email="hang@example.org")))
    deliver = deliver_by(smtp.address, timeout_seconds=0.5)
    swept = [sweep(endpoint, desk_for(deliver))]
    clock.now += 60
    swept.append(sweep(endpoint, desk_for(deliver)))
    mails = [email.message_from_bytes(content, policy=SMTP) for to, content in smtp.taken if to == "hang@example.org"]

    assert swept == [Swept(1, 1, 0, 0), Swept(0, 1, 0, 0)]
    assert states(endpoint, reference)[1][:3] == ("receipt", "waiting", 2)
    assert [mail["Message-ID"] for mail in mails] == [f"<{reference}.receipt@example.gov>"] * 2


def test_a_server_that_is_away_is_named():
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
    assert greet(f"smtp://127.0.0.1:{port}") == "127.0.0.1 cannot be used: [Errno 111] Connection refused"
    assert greet("print") == ""


def test_another_kind_of_address_is_no_mail_server():
    for address in ("http://example.org", ""):
        with pytest.raises(ValueError, match="Write FORM_SMTP as smtp://"):
            deliver_by(address)


def test_two_sweeps_at_once_send_each_mail_once(file, tmp_path):
    address = f"sqlite:{tmp_path / 'requests.sqlite3'}"
    mailbox, clock = Mailbox(), Clock()
    endpoints = [endpoint_for(file, open_store(address), clock) for _ in range(3)]
    for place in range(15):
        post(endpoints[0], good(attendance=str(place + 1)))
    threads = [threading.Thread(target=sweep, args=(one, desk_for(mailbox))) for one in endpoints]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    identities = [mail["Message-ID"] for _, mail in mailbox.mails]

    assert (len(identities), len(set(identities))) == (30, 30)
    for one in endpoints:
        one.store.close()


HOSTILE = some.one_of(
    some.text(max_size=60),
    some.sampled_from(
        ["x\r\nBcc: a@b.co", "\n.\n", "=?utf-8?q?x?=", "a" * 1400, "é" * 700, "Subject: x", "\r\n\r\n", ".."]
    ),
)
ADDRESSES = some.from_regex(r"[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]{1,20}@[a-z0-9]{1,20}(\.[a-z]{1,9}){0,2}", fullmatch=True)


class NoStore:
    def twins(self, twin):
        return ()


@given(some.dictionaries(some.sampled_from(["organization", "name", "city", "needs", "notes"]), HOSTILE), ADDRESSES)
def test_nothing_typed_becomes_a_header(typed, address):
    answers = clean(FORM, as_raw(good(**typed, email=address)))
    submission = submission_of(FORM, "en", answers, b"s", NOON, held=False)
    endpoint = endpoint_for(FILE, NoStore(), Clock(), Log())
    for kind in ("office", "receipt"):
        recipient, mail = write(endpoint, desk_for(Mailbox()), submission, kind)
        sent = mail.as_bytes()
        head = sent.split(b"\r\n\r\n")[0]
        names = [line.split(b":")[0] for line in head.split(b"\r\n") if not line.startswith((b" ", b"\t"))]
        wanted = {b"From", b"To", b"Message-ID", b"Date", b"Auto-Submitted", b"Subject"}
        content = {b"Content-Type", b"Content-Transfer-Encoding", b"MIME-Version"}
        reply = {b"Reply-To"} if kind == "office" else set()
        assert sorted(names) == sorted(wanted | content | reply)
        assert b"\n" not in sent.replace(b"\r\n", b"")
        assert max(map(len, sent.split(b"\r\n"))) <= 998
        assert recipient == ("office@example.gov" if kind == "office" else answers["email"][0])
        body = email.message_from_bytes(sent, policy=SMTP).get_content()
        assert body.replace("\r\n", "\n") == mail.get_content()


@given(some.text(max_size=30))
def test_a_letter_survives_the_way(text):
    submission = submission_of(FORM, "en", clean(FORM, as_raw(good())), b"s", NOON, held=False)
    mail = filled(envelope("office", submission, "a@b.co", "c@d.co", ""), "s", clean_paragraphs(text))
    there = email.message_from_bytes(mail.as_bytes(), policy=SMTP)

    assert there.get_content().replace("\r\n", "\n") == mail.get_content()


CELLS = some.one_of(
    some.text(max_size=20),
    some.sampled_from(
        [
            "=1+1",
            "+1",
            "-1",
            "@SUM(1)",
            "\t=1",
            "\r=1",
            "\n=1",
            "＝1",
            "＋1",
            "－1",
            "＠x",
            ' "=1"',
            "  =1",
            "a,b;c",
            '"',
            "'",
        ]
    ),
)


@given(some.lists(CELLS, min_size=1, max_size=4))
def test_no_cell_of_the_table_is_a_formula_and_every_cell_is_whole(texts):
    answers = clean(FORM, {"name": (texts[0],), "notes": (texts[-1],)})
    submission = submission_of(FORM, "en", answers, b"s", NOON, held=True)
    table = "".join(csv_lines(FORM, [submission])).removeprefix("\ufeff")
    head, row = csv.reader(io.StringIO(table, newline=""))
    read = dict(zip(head, row, strict=True))

    assert len(row) == len(FORM.fields) + 3
    assert not any(cell.lstrip().startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠")) for cell in row)
    for name in ("name", "notes"):
        assert read[name].removeprefix("'") == "".join(answers[name]).removeprefix("'")
