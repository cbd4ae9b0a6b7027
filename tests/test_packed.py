"""What comes back packed shows all that it was."""

import pickle

from site_builder.model import Output, Page, Source
from site_builder.packed import Packed


def test_a_noun_that_comes_back_is_equal_to_the_one_that_was_kept() -> None:
    kept = (
        Source("content/en/a.md", "Words.", "en", "/a/", (("NWS", "Weather"),)),
        Output("a.html", b"<p>", "b", "/a/"),
    )

    assert pickle.loads(pickle.dumps(kept)) == kept


def test_no_field_that_is_packed_has_a_default_that_would_stand_before_it() -> None:
    nouns = {noun: [name for name in noun.BULKY if hasattr(noun, name)] for noun in Packed.__subclasses__()}

    assert {Source, Page, Output} <= nouns.keys()
    assert {noun: names for noun, names in nouns.items() if names} == {}
