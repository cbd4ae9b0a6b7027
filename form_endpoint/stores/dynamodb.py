"""DynamoDB, through botocore. One item holds a request with all it owes, so that one conditional write is a whole step.

The table's time to live is not used: it deletes within days, and the sweep within a minute.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import islice
from typing import Any
from urllib.parse import parse_qs

from botocore.config import Config  # type: ignore[import-untyped]  # it has no types
from botocore.exceptions import BotoCoreError, ClientError  # type: ignore[import-untyped]
from botocore.session import get_session  # type: ignore[import-untyped]

from form_endpoint.store import DEAD, OFFICE, WAITING, Due, Event, Message, Owed, Submission, Unavailable
from form_endpoint.stores.dynamodb_item import (
    BY_QUEUE,
    BY_TWIN,
    DONE,
    GIVEN_UP,
    HELD,
    HIT,
    OWED,
    TABLE,
    Item,
    expression,
    is_at,
    item_of,
    messages_of,
    submission_of,
    with_message,
)

Change = Callable[[Submission], Submission | None]

# Three tries of at most seven seconds: whoever sent a request still waits for the answer, and so does the host.
PATIENCE = Config(connect_timeout=2, read_timeout=5, retries={"mode": "standard", "total_max_attempts": 3})
# What DynamoDB says when somebody else was first.
CONFLICTS = ("ConditionalCheckFailedException", "ResourceInUseException")
# One sweep forgets this many counts, so that a flood of them cannot keep it from its mail.
FORGOTTEN_AT_ONCE = 500


def connect(address: str) -> "DynamoStore":
    """Open `dynamodb:TABLE?region=us-east-1`.

    `endpoint=http://127.0.0.1:8000` is another server that speaks as DynamoDB does, and `create=yes` makes the
    table if it is not there. What is left out, and the credentials, come from where AWS's tools look for them.
    """
    table, _, query = address.removeprefix("dynamodb:").partition("?")
    given = {name: values[-1] for name, values in parse_qs(query).items()}
    if not table or not set(given) <= {"region", "endpoint", "create"}:
        raise ValueError("Write FORM_STORE as dynamodb:TABLE?region=us-east-1, with endpoint= and create=yes if needed")
    places = {"region_name": given.get("region"), "endpoint_url": given.get("endpoint")}
    with _reaching():
        client = get_session().create_client("dynamodb", config=PATIENCE, **places)
    store = DynamoStore(client, table)
    if given.get("create") == "yes":
        store.create_table()
    return store


class DynamoStore:
    """A `Store` in a table of DynamoDB; see there for what each method promises."""

    def __init__(self, client: Any, table: str) -> None:
        self._client = client
        self._table = table

    def create_table(self) -> None:
        """Make the table, unless it is there, and wait until it can be used."""
        self._write("create_table", **TABLE)
        with _reaching():
            waiter = self._client.get_waiter("table_exists")
            waiter.wait(TableName=self._table, WaiterConfig={"Delay": 1, "MaxAttempts": 60})

    def put(self, submission: Submission) -> bool:
        absent = expression("ConditionExpression", "attribute_not_exists(#reference)")
        return self._write("put_item", Item=item_of(submission, 1), **absent)

    def get(self, reference: str) -> Submission | None:
        found = self._read(reference)
        return submission_of(found) if found else None

    def release(self, reference: str, messages: tuple[Message, ...], event: Event) -> bool:
        def change(one: Submission) -> Submission | None:
            return replace(one, held=False, messages=messages, events=(*one.events, event)) if one.held else None

        return self._change(reference, change) is not None

    def due(self, now: int, limit: int) -> tuple[Due, ...]:
        # A message is never due before its item, so the first items hold the first messages.
        waiting = [
            (message.next_at, message.created_at, item["reference"]["S"], message.kind)
            for item in self._queue(OWED, now, limit)
            for message in messages_of(item)
            if message.state == WAITING and message.next_at <= now
        ]
        return tuple(Due(reference, kind, next_at) for next_at, _, reference, kind in sorted(waiting)[:limit])

    def claim(self, due: Due, until: int) -> bool:
        def change(one: Submission) -> Submission | None:
            claimed = [message for message in one.messages if is_at(message, due.kind, due.next_at)]
            return with_message(one, replace(claimed[0], next_at=until)) if claimed else None

        return self._change(due.reference, change) is not None

    def settle(self, reference: str, claimed_until: int, message: Message, event: Event) -> bool:
        def change(one: Submission) -> Submission | None:
            claimed = any(is_at(kept, message.kind, claimed_until) for kept in one.messages)
            return replace(with_message(one, message), events=(*one.events, event)) if claimed else None

        return self._change(reference, change) is not None

    def revive(self, reference: str, now: int) -> int:
        def change(one: Submission) -> Submission | None:
            kinds = sorted(message.kind for message in one.messages if message.state == DEAD)
            messages = (
                replace(message, state=WAITING, created_at=now, next_at=now, attempts=0)
                if message.kind in kinds
                else message
                for message in one.messages
            )
            events = (Event(now, f"{kind} revived") for kind in kinds)
            return replace(one, messages=tuple(messages), events=(*one.events, *events)) if kinds else None

        before = self._change(reference, change)
        return [message.state for message in before.messages].count(DEAD) if before else 0

    def twins(self, twin: str) -> tuple[str, ...]:
        found = self._all("query", IndexName=BY_TWIN, **expression("KeyConditionExpression", "#twin = :0", twin))
        pairs = sorted((int(item["created_at"]["N"]), item["reference"]["S"]) for item in found)
        return tuple(reference for _, reference in pairs)

    def each(self, form: str = "") -> Iterator[Submission]:
        chosen = ("#form = :0", form) if form else ("attribute_exists(#form)",)
        items = self._all("scan", ConsistentRead=True, **expression("FilterExpression", *chosen))
        found = [submission_of(item) for item in items]
        return iter(sorted(found, key=lambda one: (one.created_at, one.reference)))

    def owed(self) -> tuple[Owed, ...]:
        made: dict[tuple[str, str], list[int]] = {}
        for item in (*self._queue(OWED), *self._queue(GIVEN_UP)):
            for message in messages_of(item):
                if message.state in (WAITING, DEAD):
                    made.setdefault((message.kind, message.state), []).append(message.created_at)
        return tuple(Owed(kind, state, len(times), min(times)) for (kind, state), times in sorted(made.items()))

    def held(self) -> int:
        return sum(1 for _ in self._queue(HELD))

    def hit(self, bucket: str, window: int) -> int:
        change = expression("UpdateExpression", "SET #queue = :0, #queue_at = :1 ADD #uses :2", HIT, window, 1)
        key = {"reference": {"S": f"hit {bucket} {window}"}}
        done = self._ask("update_item", Key=key, ReturnValues="UPDATED_NEW", **change)
        return int(done["Attributes"]["uses"]["N"])

    def purge(self, now: int) -> int:
        ended = [item for queue in (DONE, HELD, GIVEN_UP) for item in self._queue(queue, now)]
        office_has_it = [item for item in ended if (OFFICE, DEAD) not in {(m.kind, m.state) for m in messages_of(item)}]
        return [self._delete(item) for item in office_has_it].count(True)

    def forget_hits(self, window: int) -> None:
        for item in self._queue(HIT, window - 1, FORGOTTEN_AT_ONCE):
            self._ask("delete_item", Key={"reference": item["reference"]})

    def delete(self, reference: str) -> bool:
        found = self._read(reference)
        while found and not self._delete(found):
            found = self._read(reference)
        return bool(found)

    def close(self) -> None:
        self._client.close()

    def _read(self, reference: str) -> Item:
        # A key must not be empty, and what cannot be a reference must cost the same as one that is unknown.
        key = {"reference": {"S": reference or "none"}}
        item: Item = self._ask("get_item", Key=key, ConsistentRead=True).get("Item", {})
        return item

    def _change(self, reference: str, change: Change) -> Submission | None:
        """Replace a request by what `change` makes of it, and return what it was; None if it makes nothing."""
        while item := self._read(reference):
            version = int(item["version"]["N"])
            before = submission_of(item)
            after = change(before)
            if after is None:
                return None
            same = expression("ConditionExpression", "#version = :0", version)
            if self._write("put_item", Item=item_of(after, version + 1), **same):
                return before
        return None

    def _delete(self, item: Item) -> bool:
        """Delete an item unless it has changed."""
        same = expression("ConditionExpression", "#version = :0", int(item["version"]["N"]))
        return self._write("delete_item", Key={"reference": item["reference"]}, **same)

    def _queue(self, queue: str, until: int | None = None, limit: int | None = None) -> Iterator[Item]:
        """Return what is in a queue, in its order: all of it, or what has its turn by `until`."""
        chosen = ("#queue = :0", queue) if until is None else ("#queue = :0 AND #queue_at <= :1", queue, until)
        return islice(self._all("query", IndexName=BY_QUEUE, **expression("KeyConditionExpression", *chosen)), limit)

    def _all(self, operation: str, **arguments: Any) -> Iterator[Item]:
        """Return the items of every page of an answer."""
        page = self._ask(operation, **arguments)
        yield from page["Items"]
        while last := page.get("LastEvaluatedKey"):
            page = self._ask(operation, ExclusiveStartKey=last, **arguments)
            yield from page["Items"]

    def _ask(self, operation: str, **arguments: Any) -> Item:
        """Call DynamoDB about our table."""
        with _reaching():
            answer: Item = getattr(self._client, operation)(TableName=self._table, **arguments)
        return answer

    def _write(self, operation: str, **arguments: Any) -> bool:
        """Call DynamoDB, and say False if somebody else was first."""
        with _reaching():
            try:
                getattr(self._client, operation)(TableName=self._table, **arguments)
            except ClientError as fault:
                if fault.response["Error"]["Code"] in CONFLICTS:
                    return False
                raise
        return True


@contextmanager
def _reaching() -> Iterator[None]:
    """Raise `Unavailable` for whatever keeps DynamoDB from doing what it is asked."""
    try:
        yield
    except ClientError as fault:
        raise Unavailable(fault.response["Error"]["Code"]) from fault
    except BotoCoreError as fault:
        raise Unavailable(type(fault).__name__) from fault
