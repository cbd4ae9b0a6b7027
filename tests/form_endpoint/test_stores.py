"""What every store promises, on every store."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from form_endpoint.store import Due, Event, Message, Owed, Submission
from form_endpoint.stores import open_store
from tests.form_endpoint.made import endpoint_for, good, post, reference_in

MESSAGES = (Message("office", 10, 10), Message("receipt", 10, 10))
ONE = Submission(
    reference="22222-33333",
    form="speaker-request",
    language="en",
    answers={"name": ("Zoë 👩‍🚒",), "topics": ("flood", "heat"), "notes": ()},
    created_at=10,
    expires_at=1000,
    twin="t",
    messages=MESSAGES,
    events=(Event(10, "received"),),
)


def changed(submission, **values):
    return Submission(**{**vars(submission), **values})


def test_what_is_put_comes_back_whole(store):
    assert store.put(ONE) is True
    assert store.get(ONE.reference) == ONE


def test_a_reference_is_taken_once_and_the_first_stays(store):
    store.put(ONE)

    assert store.put(changed(ONE, answers={"name": ("Other",)}, messages=(), events=())) is False
    assert store.get(ONE.reference) == ONE


def test_an_unknown_reference_is_nothing(store):
    assert [store.get("no"), store.get("")] == [None, None]


def test_what_is_put_outlives_the_connection(store, address):
    store.put(ONE)
    store.close()
    again = open_store(address)

    assert again.get(ONE.reference) == ONE
    again.close()


RIVALS = 24


def race(work, rivals):
    """Let each rival do the work in a thread of its own, all from one moment on; return what each got."""
    start = Barrier(len(rivals))

    def run(place, rival):
        start.wait()
        return work(place, rival)

    with ThreadPoolExecutor(len(rivals)) as pool:
        return list(pool.map(run, range(len(rivals)), rivals))


def test_one_of_many_wins_a_race_for_a_reference(address, thorough):
    """Each has a connection of its own, as functions on other machines have."""
    stores = [open_store(address) for _ in range(RIVALS)]
    for turn in range(30 if thorough else 5):
        mine = [changed(ONE, reference=f"race-{turn}", answers={"name": (str(place),)}) for place in range(RIVALS)]
        won = race(lambda place, store, mine=mine: store.put(mine[place]), stores)
        kept = stores[0].get(f"race-{turn}")
        assert [won.count(True), kept.answers, kept.messages] == [1, mine[won.index(True)].answers, MESSAGES]
    for one in stores:
        one.close()


def test_one_request_sent_by_many_at_once_is_kept_once(address, file, clock):
    """Its spelling differs, as it does when a browser, a proxy and a person send again."""
    spellings = [
        good(),
        dict(reversed(list(good().items()))),
        good(notes="First line\nsecond line"),
        good(organization=" Canary  Garden Club\u200b"),
        good(topics=["family-plan", "flood"]),
        good(unknown="field"),
    ]
    stores = [open_store(address) for _ in range(RIVALS)]
    endpoints = [endpoint_for(file, store, clock) for store in stores]
    answers = race(lambda place, one: post(one, spellings[place % len(spellings)]), endpoints)

    (kept,) = stores[0].each()
    assert {(answer.status, reference_in(answer)) for answer in answers} == {(303, kept.reference)}
    assert (len(kept.messages), len(kept.events)) == (2, 1)
    for one in stores:
        one.close()


def test_messages_are_due_from_their_time_on_and_the_oldest_come_first(store):
    store.put(ONE)
    store.put(changed(ONE, reference="A", messages=(Message("office", 5, 5),)))

    assert store.due(4, 10) == ()
    assert store.due(5, 10) == (Due("A", "office", 5),)
    assert store.due(10, 2) == (Due("A", "office", 5), Due("22222-33333", "office", 10))


def test_a_claim_is_won_once_and_ends_with_its_time(store):
    store.put(ONE)
    due = Due(ONE.reference, "office", 10)

    assert [store.claim(due, 130), store.claim(due, 130), store.claim(due, 131)] == [True, False, False]
    assert store.due(129, 10) == (Due(ONE.reference, "receipt", 10),)
    assert store.claim(Due(ONE.reference, "office", 130), 250) is True


def test_many_workers_claim_each_message_once(address):
    stores = [open_store(address) for _ in range(4)]
    for place in range(40):
        stores[0].put(changed(ONE, reference=f"claim-{place:02}"))
    due = stores[0].due(10, 1000)
    won = race(lambda place, worker: [one for one in due if worker.claim(one, 130)], stores)
    for one in stores:
        one.close()

    assert len(due) == 80
    assert sorted((due for claims in won for due in claims), key=vars_of) == sorted(due, key=vars_of)


def test_one_of_many_wins_a_race_for_one_message(address):
    stores = [open_store(address) for _ in range(RIVALS)]
    stores[0].put(ONE)
    won = race(lambda place, worker: worker.claim(Due(ONE.reference, "office", 10), 130 + place), stores)
    claimed = {message.kind: message.next_at for message in stores[0].get(ONE.reference).messages}
    for one in stores:
        one.close()

    assert won.count(True) == 1
    assert claimed == {"office": 130 + won.index(True), "receipt": 10}


def vars_of(due):
    return due.reference, due.kind


def test_settling_needs_the_claim(store):
    store.put(ONE)
    store.claim(Due(ONE.reference, "office", 10), 130)
    sent = Message("office", 10, 130, "sent", 1)

    assert store.settle(ONE.reference, 99, sent, Event(20, "office sent")) is False
    assert store.settle(ONE.reference, 130, sent, Event(20, "office sent")) is True
    assert store.settle(ONE.reference, 130, sent, Event(21, "office sent")) is False
    kept = store.get(ONE.reference)
    assert kept.messages == (sent, MESSAGES[1])
    assert kept.events == (Event(10, "received"), Event(20, "office sent"))


def test_two_settle_at_once_and_both_events_stay(address):
    one, two = open_store(address), open_store(address)
    with ThreadPoolExecutor(2) as pool:
        for turn in range(20):
            reference = f"both-{turn}"
            one.put(changed(ONE, reference=reference))
            jobs = [
                pool.submit(worker.settle, reference, 10, Message(kind, 10, 10, "sent", 1), Event(20, f"{kind} sent"))
                for worker, kind in ((one, "office"), (two, "receipt"))
            ]
            assert [job.result() for job in jobs] == [True, True]
            events = one.get(reference).events
            assert (events[0].what, {event.what for event in events[1:]}) == (
                "received",
                {"office sent", "receipt sent"},
            )
    one.close()
    two.close()


def test_what_is_held_owes_nothing_until_it_is_released_once(store):
    held = changed(ONE, held=True, messages=(), events=(Event(10, "held"),))
    store.put(held)
    released = Event(20, "released")

    assert [store.held(), store.owed(), store.due(99, 9)] == [1, (), ()]
    assert store.release("no", MESSAGES, released) is False
    assert store.release(ONE.reference, MESSAGES, released) is True
    assert store.release(ONE.reference, MESSAGES, released) is False
    assert store.get(ONE.reference) == changed(ONE, events=(Event(10, "held"), released))
    assert store.held() == 0


def test_what_is_owed_is_counted_by_kind_and_state(store):
    store.put(ONE)
    store.put(changed(ONE, reference="A", messages=(Message("office", 5, 5),)))
    store.put(changed(ONE, reference="B", messages=(Message("office", 4, 4, "dead", 9, "550"),)))
    store.put(changed(ONE, reference="C", messages=(Message("office", 1, 1, "sent", 1),)))

    assert store.owed() == (
        Owed("office", "dead", 1, 4),
        Owed("office", "waiting", 2, 5),
        Owed("receipt", "waiting", 1, 10),
    )


def test_dead_mail_is_revived_as_if_new(store):
    dead = Message("office", 10, 10, "dead", 9, "SMTPDataError 550")
    store.put(changed(ONE, messages=(dead, MESSAGES[1])))

    assert [store.revive(ONE.reference, 500), store.revive(ONE.reference, 501)] == [1, 0]
    kept = store.get(ONE.reference)
    assert kept.messages == (Message("office", 500, 500, "waiting", 0, "SMTPDataError 550"), MESSAGES[1])
    assert kept.events == (Event(10, "received"), Event(500, "office revived"))


def test_twins_are_listed_oldest_first(store):
    store.put(changed(ONE, reference="B", created_at=2))
    store.put(changed(ONE, reference="A", created_at=3))
    store.put(changed(ONE, reference="C", created_at=1, twin="other"))

    assert store.twins("t") == ("B", "A")


def test_each_gives_every_request_of_a_form_oldest_first(store):
    two = changed(ONE, reference="A", created_at=3)
    other = changed(ONE, reference="B", form="other")
    for one in (ONE, two, other):
        store.put(one)

    assert list(store.each("speaker-request")) == [two, ONE]
    assert list(store.each()) == [two, ONE, other]


def test_more_than_one_answer_can_hold_comes_back_whole(store):
    """DynamoDB answers in pages of one megabyte."""
    many = [changed(ONE, reference=f"{place:03}", answers={"notes": ("é" * 15_000,)}) for place in range(50)]
    for one in many:
        store.put(one)

    assert list(store.each()) == many
    assert store.owed() == (Owed("office", "waiting", 50, 10), Owed("receipt", "waiting", 50, 10))


SENT = Message("office", 10, 10, "sent", 1)


@pytest.mark.parametrize(
    ("messages", "deleted"),
    [
        ((), 1),
        ((SENT, Message("receipt", 10, 10, "sent", 1)), 1),
        ((SENT, Message("receipt", 10, 10, "dead", 9, "550")), 1),
        ((SENT, Message("receipt", 10, 9999)), 0),
        ((Message("office", 10, 9999), Message("receipt", 10, 10, "sent", 1)), 0),
        ((Message("office", 10, 10, "dead", 9, "550"), Message("receipt", 10, 10, "sent", 1)), 0),
    ],
)
def test_only_what_is_expired_and_delivered_is_deleted(store, messages, deleted):
    store.put(changed(ONE, messages=messages))

    assert [store.purge(999), store.purge(1000), store.purge(1000)] == [0, deleted, 0]
    assert (store.get(ONE.reference) is None) == bool(deleted)


def test_deleting_leaves_nothing(store):
    store.put(ONE)

    assert [store.delete(ONE.reference), store.delete(ONE.reference)] == [True, False]
    assert [store.get(ONE.reference), store.owed(), store.due(99, 9), list(store.each())] == [
        None,
        (),
        (),
        [],
    ]


def test_uses_are_counted_in_each_window_and_old_windows_are_forgotten(store):
    assert [store.hit("a", 1), store.hit("a", 1), store.hit("b", 1), store.hit("a", 2)] == [1, 2, 1, 1]
    store.forget_hits(2)
    assert [store.hit("a", 1), store.hit("a", 2)] == [1, 2]


def test_uses_at_once_are_all_counted(address):
    stores = [open_store(address) for _ in range(4)]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda one: [one.hit("a", 1) for _ in range(25)], stores))
    assert stores[0].hit("a", 1) == 101
    for one in stores:
        one.close()
