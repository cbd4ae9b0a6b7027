"""What comes back packed is what it was, and what is asked of every page unpacks nothing."""

from pickle import HIGHEST_PROTOCOL, dumps, loads
from typing import Any

from site_builder.model import Built, Output
from site_builder.packed import Packed


def there_and_back(thing: Any) -> Any:
    """Return something as another process gets it."""
    return loads(dumps(thing, HIGHEST_PROTOCOL))


def test_no_bulky_field_has_a_value_of_its_class() -> None:
    """Python would answer with that, and never ask what was packed."""
    nouns = Packed.__subclasses__()

    assert len(nouns) >= 3
    assert [(noun, name) for noun in nouns for name in noun.BULKY if hasattr(noun, name)] == []


def test_every_noun_comes_back_as_it_was(real_site: Built) -> None:
    nouns = [*real_site.outputs, *real_site.site.pages, *(each.source for each in real_site.site.pages)]
    back = there_and_back(nouns)

    assert {type(each) for each in nouns} == set(Packed.__subclasses__())
    assert back == nouns
    assert dumps(back, HIGHEST_PROTOCOL) == dumps(there_and_back(back), HIGHEST_PROTOCOL)


def test_what_stands_beside_unpacks_nothing() -> None:
    output = there_and_back(Output("a.txt", b"a" * 1000))
    object.__setattr__(output, "packed", b"not what was packed")

    assert (output.path, output.size_bytes, output.sha256[:8]) == ("a.txt", 1000, "41edece4")
