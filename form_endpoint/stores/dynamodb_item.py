"""How a request is written as an item of DynamoDB.

    reference  7KQ2M-X4HBD, or "hit …" for the count of one client
    queue      owed, dead, held or done; hit for a count
    queue_at   when its turn in the queue comes: the next try of its mail, its end, or the window of a count
    version    counts the changes; a change is written only over the version it was made from

Answers, messages and events are JSON. Knows the table and its indexes, and no library.
"""

import json
import re
from dataclasses import asdict, replace
from typing import Any

from form_endpoint.store import DEAD, WAITING, Event, Message, Submission

Item = dict[str, Any]

OWED, GIVEN_UP, HELD, DONE, HIT = "owed", "dead", "held", "done", "hit"
BY_QUEUE, BY_TWIN = "by_queue", "by_twin"
# All that making the table takes beside its name; the recipe in `deploy/` makes the same.
TABLE = {
    "BillingMode": "PAY_PER_REQUEST",
    "KeySchema": [{"AttributeName": "reference", "KeyType": "HASH"}],
    "AttributeDefinitions": [
        {"AttributeName": "reference", "AttributeType": "S"},
        {"AttributeName": "queue", "AttributeType": "S"},
        {"AttributeName": "queue_at", "AttributeType": "N"},
        {"AttributeName": "twin", "AttributeType": "S"},
        {"AttributeName": "created_at", "AttributeType": "N"},
    ],
    "GlobalSecondaryIndexes": [
        {
            "IndexName": BY_QUEUE,
            "KeySchema": [
                {"AttributeName": "queue", "KeyType": "HASH"},
                {"AttributeName": "queue_at", "KeyType": "RANGE"},
            ],
            "Projection": {"ProjectionType": "INCLUDE", "NonKeyAttributes": ["messages", "version"]},
        },
        {
            "IndexName": BY_TWIN,
            "KeySchema": [
                {"AttributeName": "twin", "KeyType": "HASH"},
                {"AttributeName": "created_at", "KeyType": "RANGE"},
            ],
            "Projection": {"ProjectionType": "KEYS_ONLY"},
        },
    ],
}


def expression(kind: str, text: str, *values: str | int) -> Item:
    """Return an expression in which `#name` is an attribute and `:0` the first value.

    Every name is written so, since many plain words are reserved.
    """
    names = {f"#{name}": name for name in re.findall("#([a-z_]+)", text)}
    numbered = {f":{place}": typed(value) for place, value in enumerate(values)}
    whole: Item = {kind: text, "ExpressionAttributeNames": names}
    return {**whole, "ExpressionAttributeValues": numbered} if numbered else whole


def typed(value: str | int) -> Item:
    """Return a value as DynamoDB writes it."""
    return {"S": value} if isinstance(value, str) else {"N": str(value)}


def item_of(one: Submission, version: int) -> Item:
    """Return a request as an item."""
    queue, queue_at = place_of(one)
    values: dict[str, str | int] = {
        "reference": one.reference,
        "form": one.form,
        "language": one.language,
        "answers": compact(one.answers),
        "created_at": one.created_at,
        "expires_at": one.expires_at,
        "held": int(one.held),
        "messages": compact([asdict(message) for message in one.messages]),
        "events": compact([asdict(event) for event in one.events]),
        "queue": queue,
        "queue_at": queue_at,
        "version": version,
    }
    # What an index is ordered by must not be empty; only what the sweep keeps for itself has no twin.
    twin = {"twin": one.twin} if one.twin else {}
    return {name: typed(value) for name, value in {**values, **twin}.items()}


def place_of(one: Submission) -> tuple[str, int]:
    """Return the queue of a request and when its turn comes."""
    waiting = [message.next_at for message in one.messages if message.state == WAITING]
    if waiting:
        return OWED, min(waiting)
    if any(message.state == DEAD for message in one.messages):
        return GIVEN_UP, one.expires_at
    return HELD if one.held else DONE, one.expires_at


def submission_of(item: Item) -> Submission:
    """Return the request that an item holds."""
    return Submission(
        reference=item["reference"]["S"],
        form=item["form"]["S"],
        language=item["language"]["S"],
        answers={name: tuple(given) for name, given in json.loads(item["answers"]["S"]).items()},
        created_at=int(item["created_at"]["N"]),
        expires_at=int(item["expires_at"]["N"]),
        twin=item.get("twin", {"S": ""})["S"],
        held=item["held"]["N"] == "1",
        messages=messages_of(item),
        events=tuple(Event(**event) for event in json.loads(item["events"]["S"])),
    )


def messages_of(item: Item) -> tuple[Message, ...]:
    """Return the messages that an item, or its copy in an index, holds."""
    return tuple(Message(**message) for message in json.loads(item["messages"]["S"]))


def with_message(one: Submission, message: Message) -> Submission:
    """Return a request in which a message is replaced by another of its kind."""
    return replace(one, messages=tuple(message if kept.kind == message.kind else kept for kept in one.messages))


def is_at(message: Message, kind: str, next_at: int) -> bool:
    """Say whether a message waits and nobody has moved it on."""
    return (message.kind, message.next_at, message.state) == (kind, next_at, WAITING)


def compact(value: object) -> str:
    """Return JSON without spaces."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
