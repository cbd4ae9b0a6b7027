"""The store in SQL, the same text for SQLite and PostgreSQL. Knows neither of their libraries.

One connection behind one lock: a request costs one short transaction, and both engines answer far faster than
people send. A connection that was lost is opened again once; what was asked is safe to ask twice.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import Any, TypeVar

from form_endpoint.store import Due, Event, Message, Owed, Submission, Unavailable

Row = Sequence[Any]
Run = Callable[..., list[Row]]
Result = TypeVar("Result")

TABLES = (
    """CREATE TABLE IF NOT EXISTS request (
        reference TEXT PRIMARY KEY, form TEXT NOT NULL, language TEXT NOT NULL, answers TEXT NOT NULL,
        created_at BIGINT NOT NULL, expires_at BIGINT NOT NULL, twin TEXT NOT NULL, held INTEGER NOT NULL)""",
    """CREATE TABLE IF NOT EXISTS message (
        reference TEXT NOT NULL REFERENCES request ON DELETE CASCADE, kind TEXT NOT NULL,
        created_at BIGINT NOT NULL, next_at BIGINT NOT NULL, state TEXT NOT NULL, attempts INTEGER NOT NULL,
        fault TEXT NOT NULL, PRIMARY KEY (reference, kind))""",
    """CREATE TABLE IF NOT EXISTS event (
        reference TEXT NOT NULL REFERENCES request ON DELETE CASCADE, place INTEGER NOT NULL,
        at BIGINT NOT NULL, what TEXT NOT NULL, PRIMARY KEY (reference, place))""",
    """CREATE TABLE IF NOT EXISTS hit (
        bucket TEXT NOT NULL, time_window BIGINT NOT NULL, uses INTEGER NOT NULL,
        PRIMARY KEY (bucket, time_window))""",
    "CREATE INDEX IF NOT EXISTS message_due ON message (next_at) WHERE state = 'waiting'",
    "CREATE INDEX IF NOT EXISTS request_twin ON request (twin)",
    "CREATE INDEX IF NOT EXISTS request_expires ON request (expires_at)",
)
REQUEST = "reference, form, language, answers, created_at, expires_at, twin, held"
MESSAGE = "kind, created_at, next_at, state, attempts, fault"


@dataclass(frozen=True)
class Engine:
    """What differs between databases.

    `lost` is what its library raises when the connection or the disk fails, `begin` starts a transaction,
    `mark` stands for a value, and `alone` makes sure that only one process at a time makes the tables. Between
    `hasty` and `careful` the last changes may be lost with the power; it is empty where that would gain nothing.
    """

    open: Callable[[], Any]
    lost: tuple[type[Exception], ...]
    begin: str
    mark: str
    alone: tuple[str, ...] = ()
    hasty: tuple[str, ...] = ()
    careful: tuple[str, ...] = ()


class SqlStore:
    """A `Store` in a database; see there for what each method promises."""

    def __init__(self, engine: Engine) -> None:
        """Open the database and make the tables that are not there."""
        self._engine = engine
        self._lock = Lock()
        self._connection: Any = None
        self._do(lambda run: [run(statement) for statement in (*engine.alone, *TABLES)])

    def put(self, submission: Submission) -> bool:
        sql = f"""INSERT INTO request ({REQUEST}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT DO NOTHING RETURNING reference"""

        def work(run: Run) -> bool:
            if not run(sql, *_values(submission)):
                return False
            _add_messages(run, submission.reference, submission.messages)
            _add_first_events(run, submission.reference, submission.events)
            return True

        return self._do(work)

    def get(self, reference: str) -> Submission | None:
        def work(run: Run) -> Submission | None:
            rows = run(f"SELECT {REQUEST} FROM request WHERE reference = ?", reference)
            messages = run(f"SELECT {MESSAGE} FROM message WHERE reference = ? ORDER BY kind", reference)
            events = run("SELECT at, what FROM event WHERE reference = ? ORDER BY place", reference)
            return _submission(rows[0], messages, events) if rows else None

        return self._do(work)

    def release(self, reference: str, messages: tuple[Message, ...], event: Event) -> bool:
        sql = "UPDATE request SET held = 0 WHERE reference = ? AND held = 1 RETURNING reference"

        def work(run: Run) -> bool:
            if not run(sql, reference):
                return False
            _add_messages(run, reference, messages)
            _add_event(run, reference, event)
            return True

        return self._do(work)

    def due(self, now: int, limit: int) -> tuple[Due, ...]:
        sql = """SELECT reference, kind, next_at FROM message WHERE state = 'waiting' AND next_at <= ?
            ORDER BY next_at, created_at, reference, kind LIMIT ?"""
        return tuple(Due(*row) for row in self._ask(sql, now, limit))

    def claim(self, due: Due, until: int) -> bool:
        sql = """UPDATE message SET next_at = ?
            WHERE reference = ? AND kind = ? AND next_at = ? AND state = 'waiting' RETURNING kind"""
        return bool(self._ask(sql, until, due.reference, due.kind, due.next_at))

    def settle(self, reference: str, claimed_until: int, message: Message, event: Event) -> bool:
        sql = """UPDATE message SET next_at = ?, state = ?, attempts = ?, fault = ?
            WHERE reference = ? AND kind = ? AND next_at = ? AND state = 'waiting' RETURNING kind"""
        values = (message.next_at, message.state, message.attempts, message.fault, reference, message.kind)

        def work(run: Run) -> bool:
            if not run(sql, *values, claimed_until):
                return False
            _add_event(run, reference, event)
            return True

        return self._do(work)

    def revive(self, reference: str, now: int) -> int:
        sql = """UPDATE message SET state = 'waiting', created_at = ?, next_at = ?, attempts = 0
            WHERE reference = ? AND state = 'dead' RETURNING kind"""

        def work(run: Run) -> int:
            kinds = sorted(kind for (kind,) in run(sql, now, now, reference))
            for kind in kinds:
                _add_event(run, reference, Event(now, f"{kind} revived"))
            return len(kinds)

        return self._do(work)

    def twins(self, twin: str) -> tuple[str, ...]:
        sql = "SELECT reference FROM request WHERE twin = ? ORDER BY created_at, reference"
        return tuple(reference for (reference,) in self._ask(sql, twin))

    def each(self, form: str = "") -> Iterator[Submission]:
        sql = "SELECT reference FROM request WHERE form = ? OR ? = '' ORDER BY created_at, reference"
        references = [reference for (reference,) in self._ask(sql, form, form)]
        found = (self.get(reference) for reference in references)
        return (submission for submission in found if submission)

    def owed(self) -> tuple[Owed, ...]:
        sql = """SELECT kind, state, count(*), min(created_at) FROM message WHERE state <> 'sent'
            GROUP BY kind, state ORDER BY kind, state"""
        return tuple(Owed(*row) for row in self._ask(sql))

    def held(self) -> int:
        return int(self._ask("SELECT count(*) FROM request WHERE held = 1")[0][0])

    def hit(self, bucket: str, window: int) -> int:
        sql = """INSERT INTO hit (bucket, time_window, uses) VALUES (?, ?, 1)
            ON CONFLICT (bucket, time_window) DO UPDATE SET uses = hit.uses + 1 RETURNING uses"""

        def work(run: Run) -> int:
            # Only the request itself must outlive a loss of power, and only it waits for the disk.
            for statement in self._engine.hasty:
                run(statement)
            uses = int(run(sql, bucket, window)[0][0])
            for statement in self._engine.careful:
                run(statement)
            return uses

        return self._twice(work)

    def purge(self, now: int) -> int:
        sql = """DELETE FROM request WHERE expires_at <= ? AND NOT EXISTS (
            SELECT 1 FROM message WHERE message.reference = request.reference
            AND (state = 'waiting' OR state = 'dead' AND kind = 'office')) RETURNING reference"""
        return len(self._ask(sql, now))

    def forget_hits(self, window: int) -> None:
        self._ask("DELETE FROM hit WHERE time_window < ?", window)

    def delete(self, reference: str) -> bool:
        sql = "DELETE FROM request WHERE reference = ? RETURNING reference"
        return bool(self._ask(sql, reference))

    def close(self) -> None:
        with self._lock:
            self._drop()

    def _ask(self, sql: str, *values: object) -> list[Row]:
        """Run one statement, which is a transaction by itself."""
        return self._twice(lambda run: run(sql, *values))

    def _do(self, work: Callable[[Run], Result]) -> Result:
        """Do the work in one transaction."""

        def whole(run: Run) -> Result:
            run(self._engine.begin)
            result = work(run)
            run("COMMIT")
            return result

        return self._twice(whole)

    def _twice(self, work: Callable[[Run], Result]) -> Result:
        """Do the work; when the connection was lost, once more on a new one."""
        with self._lock:
            try:
                return self._once(work)
            except self._engine.lost:
                pass
            try:
                return self._once(work)
            except self._engine.lost as fault:
                raise Unavailable(type(fault).__name__) from fault

    def _once(self, work: Callable[[Run], Result]) -> Result:
        if self._connection is None:
            self._connection = self._engine.open()
        connection, mark = self._connection, self._engine.mark

        def run(sql: str, *values: object) -> list[Row]:
            cursor = connection.execute(sql.replace("?", mark), values)
            return cursor.fetchall() if cursor.description else []

        try:
            return work(run)
        except BaseException:
            # A half-done transaction goes with its connection: nothing else on it can be trusted.
            self._drop()
            raise

    def _drop(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()


def _values(submission: Submission) -> tuple[object, ...]:
    answers = json.dumps(submission.answers, ensure_ascii=False, separators=(",", ":"))
    one = submission
    return (
        one.reference,
        one.form,
        one.language,
        answers,
        one.created_at,
        one.expires_at,
        one.twin,
        int(one.held),
    )


def _add_messages(run: Run, reference: str, messages: tuple[Message, ...]) -> None:
    rows = [(reference, one.kind, one.created_at, one.next_at, one.state, one.attempts, one.fault) for one in messages]
    _add_rows(run, f"message (reference, {MESSAGE})", rows)


def _add_first_events(run: Run, reference: str, events: tuple[Event, ...]) -> None:
    rows = [(reference, place, event.at, event.what) for place, event in enumerate(events)]
    _add_rows(run, "event (reference, place, at, what)", rows)


def _add_rows(run: Run, table: str, rows: Sequence[Row]) -> None:
    if rows:
        one = f"({', '.join('?' * len(rows[0]))})"
        run(f"INSERT INTO {table} VALUES {', '.join([one] * len(rows))}", *(value for row in rows for value in row))


def _add_event(run: Run, reference: str, event: Event) -> None:
    # Holds the row, so that two that add an event at once take two places.
    run("UPDATE request SET held = held WHERE reference = ?", reference)
    sql = """INSERT INTO event (reference, place, at, what)
        SELECT ?, count(*), ?, ? FROM event WHERE reference = ?"""
    run(sql, reference, event.at, event.what, reference)


def _submission(row: Row, messages: list[Row], events: list[Row]) -> Submission:
    reference, form, language, answers, created_at, expires_at, twin, held = row
    return Submission(
        reference=reference,
        form=form,
        language=language,
        answers={name: tuple(given) for name, given in json.loads(answers).items()},
        created_at=created_at,
        expires_at=expires_at,
        twin=twin,
        held=bool(held),
        messages=tuple(Message(*values) for values in messages),
        events=tuple(Event(*values) for values in events),
    )
