"""Knows `content/site.yaml`: what one office decides about its site."""

from dataclasses import field
from typing import Annotated
from urllib.parse import urlsplit

from site_builder.facts import Texts
from site_builder.problems import Problem
from site_builder.records import Day, Field, Switch, record

Language = Annotated[str, Field(pattern=r"^[a-z]{2,3}(-[a-z0-9]{2,8})*$")]
Address = Annotated[str, Field(pattern=r"^/([a-z0-9-]+/)*$")]


@record
class Contact:
    """Somebody a reader can reach."""

    name: Annotated[Texts, Field(min_length=1, description="Who answers, by language")]
    purpose: Annotated[Texts, Field(min_length=1, description="When to use it, one sentence, by language")]
    phone: Annotated[str, Field(description="The number as people write it")] = ""
    dial: Annotated[str, Field(pattern=r"^(\+?\d{3,15})?$", description="The digits a phone dials")] = ""
    tty: Annotated[str, Field(description="The number for text telephones")] = ""
    website: Annotated[str, Field(pattern=r"^(https?://\S+)?$", description="A web address")] = ""
    postal: Annotated[str, Field(description="A postal address, on one line")] = ""
    note: Annotated[Texts, Field(description="What to be careful about, by language")] = field(default_factory=dict)
    source: Annotated[str, Field(description="The entry in facts.yaml that gave the details")]
    checked: Annotated[Day, Field(description="The day somebody last looked at the source")]


@record
class Accepted:
    """A problem that somebody decided to live with."""

    path: Annotated[str, Field(description="The file, as the problem names it")]
    code: Annotated[str, Field(description="The code in brackets at the end of the message")]
    reason: Annotated[str, Field(min_length=10, description="Why it may stay")]


@record
class Budgets:
    """Limits that every page is held to."""

    page_bytes: Annotated[int, Field(description="A page with all its parts, compressed, at most")] = 60_000
    home_bytes: Annotated[int, Field(description="The home page with all its parts, compressed, at most")] = 25_000
    first_packet_bytes: Annotated[
        int, Field(description="A hazard page, compressed, to the end of its do-now list, at most")
    ] = 14_336
    do_now_grade: Annotated[int, Field(description="School grade of a do-now list, at most")] = 6
    guidance_grade: Annotated[int, Field(description="School grade of a hazard or guide page, at most")] = 8
    page_grade: Annotated[int, Field(description="School grade of any other page, at most")] = 12


@record
class Guard:
    """What a publish may not lose against the one before it."""

    lost_percent: Annotated[
        int, Field(ge=0, le=100, description="Of the pages at most this many in a hundred may go at once")
    ] = 10
    essential: Annotated[
        tuple[Address, ...],
        Field(description="Pages that must be there, beside the home page, the contacts and every hazard"),
    ] = ()


@record
class ReviewDays:
    """How many days after `checked` something is due to be looked at again: pages by kind, facts, contacts."""

    hazard: Annotated[int, Field(ge=1, description="Pages of the kind `hazard`")] = 180
    guide: Annotated[int, Field(ge=1, description="Pages of the kind `guide`")] = 180
    notice: Annotated[int, Field(ge=1, description="Pages of the kind `notice`")] = 14
    other: Annotated[int, Field(ge=1, description="Pages of every other kind")] = 365
    fact: Annotated[int, Field(ge=1, description="Figures in facts.yaml")] = 180
    contact: Annotated[int, Field(ge=1, description="Contacts in site.yaml")] = 180

    def of(self, kind: str) -> int:
        """Return the days for a kind of page."""
        days: int = getattr(self, kind, self.other)
        return days


@record
class Settings:
    """The whole of `content/site.yaml`."""

    name: Annotated[Texts, Field(min_length=1, description="The name of the site, by language")]
    short_name: Annotated[Texts, Field(min_length=1, description="The name that fits on a phone, by language")]
    tagline: Annotated[Texts, Field(min_length=1, description="What the site is for, one sentence, by language")]
    base_url: Annotated[
        str,
        Field(
            pattern=r"^https?://[^/\s]+(/\S*)?$",
            description="Where the site is published; it may have a path",
        ),
    ]
    languages: Annotated[
        dict[Language, str],
        Field(min_length=1, description="Language codes and their own names; the first is the default"),
    ]
    official: Annotated[
        Switch,
        Field(description="`true` once the office has confirmed this edition; `false` says so on every page"),
    ]
    owner: Annotated[str, Field(description="The office that answers for the pages")]
    office_contact: Annotated[str, Field(description="The contact shown where a reader needs the office itself")]
    navigation: Annotated[tuple[Address, ...], Field(description="Addresses in the main menu, in order")]
    footer: Annotated[tuple[Address, ...], Field(description="Addresses at the foot of each page, in order")]
    contacts: Annotated[dict[str, Contact], Field(description="Contacts, by name")]
    which_way: Annotated[
        Address,
        Field(description="The page that sets the safe ways apart; every hazard's contrast links to it"),
    ] = "/"
    opposites: Annotated[
        tuple[tuple[Address, Address], ...],
        Field(description="Pairs of hazards whose safe ways are opposite; each must warn of the other"),
    ] = ()
    offline: Annotated[
        Switch, Field(description="`false` takes the saved copies off readers' devices: the kill switch")
    ] = True
    budgets: Annotated[Budgets, Field(description="Limits that every page is held to")] = field(default_factory=Budgets)
    review_days: Annotated[
        ReviewDays, Field(description="Days after `checked` until a page, fact or contact is due to be looked at again")
    ] = field(default_factory=ReviewDays)
    guard: Annotated[Guard, Field(description="What a publish may not lose against the one before it")] = field(
        default_factory=Guard
    )
    public_key: Annotated[
        str,
        Field(
            pattern=r"^(RW[A-Za-z0-9+/]{54})?$",
            description="The minisign key that signs `manifest.json`; the pocket edition prints it",
        ),
    ] = ""
    accepted: Annotated[tuple[Accepted, ...], Field(description="Problems that may stay, each with its reason")] = ()

    @property
    def language(self) -> str:
        """Return the default language."""
        return next(iter(self.languages))

    @property
    def base_path(self) -> str:
        """Return the path part of `base_url`, without a slash at its end: "" or "/folder"."""
        return urlsplit(self.base_url).path.rstrip("/")

    @property
    def origin(self) -> str:
        """Return `base_url` without its path."""
        parts = urlsplit(self.base_url)
        return f"{parts.scheme}://{parts.netloc}"

    def unaccepted(self, problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
        """Return the problems that nobody accepted, and one for each acceptance that met nothing."""
        met = {(problem.path, problem.code) for problem in problems}
        accepted = {(each.path, each.code) for each in self.accepted}
        message = "nothing is left to accept: `{}` has no problem [{}]"
        idle = (
            Problem("content/site.yaml", 0, "idle-acceptance", message.format(*each), "Delete the entry")
            for each in sorted(accepted - met)
        )
        return (*(each for each in problems if (each.path, each.code) not in accepted), *idle)
