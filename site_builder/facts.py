"""Knows the figures that guidance may use, who says each one, and how sure that is."""

from dataclasses import field
from typing import Annotated, Literal

from site_builder.records import Day, Field, record

Texts = dict[str, str]


@record
class Reference:
    """A publication that a figure or a statement rests on."""

    agency: Annotated[str, Field(min_length=2, description="Who says so")]
    title: Annotated[str, Field(min_length=2, description="The name of the page or paper")]
    link: Annotated[str, Field(pattern=r"^(https?://\S+)?$", description="Its web address, if it has one")] = ""


@record
class Fact:
    """A figure with its source: the only way a number with a unit gets into guidance."""

    about: Annotated[str, Field(min_length=3, description="What the figure is of, in plain words")]
    value: Annotated[Texts, Field(min_length=1, description="The figure with its unit, by language")]
    sources: Annotated[tuple[str, ...], Field(description="Names of entries under `sources`")]
    sure: Annotated[
        Literal["compared", "confirm"],
        Field(description="`compared` with a copy of the source, or known guidance for a person to `confirm`"),
    ]
    checked: Annotated[Day, Field(description="The day somebody last looked at the source")]


@record
class Facts:
    """The whole of `content/facts.yaml`."""

    sources: Annotated[dict[str, Reference], Field(description="Publications, by name")] = field(default_factory=dict)
    facts: Annotated[dict[str, Fact], Field(description="Figures, by name")] = field(default_factory=dict)


@record
class Term:
    """A word that readers may not know."""

    term: Annotated[str, Field(min_length=2, description="The word or abbreviation as pages write it")]
    meaning: Annotated[str, Field(min_length=10, description="One or two plain sentences")]
    name: Annotated[str, Field(description="The long form, when the term is an abbreviation")] = ""


@record
class Glossary:
    """The whole of `content/glossary/<language>.yaml`."""

    terms: Annotated[tuple[Term, ...], Field(description="The terms, in any order")] = ()

    @property
    def abbreviations(self) -> dict[str, str]:
        """Return the long form of each abbreviation."""
        return {term.term: term.name for term in self.terms if term.name}
