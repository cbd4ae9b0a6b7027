"""Knows how to make up a site of any size: pages of some 550 words in twenty sections, the same from run to run.

The text is plain Markdown but for facts and notes, which `plain` writes as any other generator reads them.
"""

import random
import re
from collections.abc import Iterator

SEED = 20261127
SECTIONS = (
    "animals",
    "children",
    "cold",
    "cooking",
    "documents",
    "farms",
    "fire",
    "floods",
    "health",
    "heat",
    "kits",
    "neighbors",
    "phones",
    "power",
    "roads",
    "schools",
    "storms",
    "travel",
    "water",
    "work",
)
FACTS = {"water": "1 gallon", "distance": "20 feet", "days": "3 days"}

WHO = (
    "your household",
    "a neighbor who lives alone",
    "people you care for",
    "small children",
    "your pets",
    "guests who stay with you",
    "staff on the early shift",
    "people who use a wheelchair",
)
WHAT = (
    "a radio with a crank",
    "a flashlight",
    "copies of your papers",
    "clean drinking water",
    "warm clothes",
    "medicine",
    "a charged battery pack",
    "a first aid kit",
    "food that needs no cooking",
    "a paper map",
    "spare keys",
    "strong shoes",
)
WHERE = (
    "near the front door",
    "in a dry bag",
    "on the upper floor",
    "in the car",
    "away from windows",
    "at the place where you meet",
    "in a closet that all can reach",
)
WHEN = (
    "before a warning is out",
    "as soon as you get an alert",
    "twice a year",
    "when the clocks change",
    "once the danger is over",
    "before you go to bed",
    "if you are told to leave",
)
DO = ("check", "move", "store", "label", "test", "replace", "share", "write down", "pack", "lock up")
RISK = ("dirty water", "falling trees", "fast water", "live wires", "bad air", "great heat", "ice on the road", "smoke")
SENTENCES = (
    "{Do} {what} {where} so that {who} can find it fast.",
    "You should {do} {what} {when}, even if the risk seems low.",
    "The county will tell you when it is safe to go home, and may close roads at short notice.",
    "Do not walk or drive near {risk}; things can change in moments.",
    "Think about {who}, and agree ahead of time who will {do} {what}.",
    "If you see {risk}, leave the area and **call for help**.",
    "Keep {what} {where}, and {do} it {when}.",
    "Many homes had *no plan at all* for {risk} last year.",
    "Signs of {risk} are a change in smell, sound or color, so *act on the first sign*.",
    "Take {what} with you, but do not wait to collect anything else.",
    "Stores and schools may close {when}, so {do} what {who} will need the next day.",
    "Check on {who} {when}, by phone first and then in person if it is safe.",
    "Store {{{{ water }}}} of water for each person, and stay {{{{ distance }}}} from {risk}.",
    "Plan for {{{{ days }}}} without help, since crews go first to those in most danger.",
)
HEADINGS = (
    "What to do now",
    "Before it happens",
    "While it lasts",
    "After it is over",
    "Who needs more help",
    "What to pack",
    "How to get warnings",
    "If you must leave",
    "If you must stay in",
    "How to report a problem",
)
SETTINGS = """\
name: {en: The Office of the Benchmark}
short_name: {en: Benchmark}
tagline: {en: Pages to measure with.}
base_url: https://bench.example.org
languages: {en: English}
official: true
owner: The Office of the Benchmark
office_contact: office
navigation: [NAVIGATION]
budgets: {page_bytes: 1000000, home_bytes: 1000000}
footer: [/about/]
contacts:
  office:
    name: {en: The office}
    purpose: {en: Ask about this site.}
    website: https://office.example.org
    source: handbook
    checked: 2026-11-01
"""
REFERENCES = """\
sources:
  handbook: {agency: The Agency, title: The Handbook, link: "https://agency.example.org/handbook"}
facts:
"""
FACT = """\
  {name}: {{about: Figure of {name}, value: {{en: {value}}}, sources: [handbook], sure: confirm, checked: 2026-11-01}}
"""


def site(pages: int) -> dict[str, str]:
    """Return the content of a site, by path: its settings, its facts and its pages."""
    facts = "".join(FACT.format(name=name, value=value) for name, value in FACTS.items())
    navigation = ", ".join(f"/{name}/" for name in SECTIONS)
    return {
        "content/site.yaml": SETTINGS.replace("NAVIGATION", navigation),
        "content/facts.yaml": REFERENCES + facts,
        "content/en/index.md": front_matter("Home", "home") + "Choose a subject.\n",
        "content/en/about.md": front_matter("About this site", "page") + "Made to be measured.\n",
        **{f"content/en/{name}/index.md": section(name) for name in SECTIONS},
        **{f"content/en/{place(number)}.md": page(number, pages) for number in range(pages)},
    }


def place(number: int) -> str:
    """Return the path of a page without its ending, "heat/guide-000009"."""
    return f"{SECTIONS[number % len(SECTIONS)]}/guide-{number:06d}"


def front_matter(title: str, kind: str) -> str:
    """Return what stands above a page's text."""
    about = f"description: What this office says about {title[:1].lower()}{title[1:]}, in a few words."
    return f"---\ntitle: {title}\n{about}\nchecked: 2026-11-01\nkind: {kind}\n---\n"


def title_of(number: int) -> str:
    """Return the title of a page."""
    return f"Guide {number:06d} on {SECTIONS[number % len(SECTIONS)]}"


def section(name: str) -> str:
    """Return the page that lists a section."""
    return front_matter(f"All on {name}", "section") + f"Here is all that we say about {name}.\n"


def page(number: int, pages: int) -> str:
    """Return one page; it links to three others of so many."""
    chance = random.Random(f"{SEED}:{number}")
    others = [chance.randrange(pages) for _ in range(3)]
    links = "\n".join(f"- [{title_of(other)}](/{place(other)}/)" for other in others)
    blocks = [paragraph(chance, 4), *body(chance, has_table=number % 3 == 0), f"## Read on\n\n{links}"]
    return front_matter(title_of(number), "page") + "\n\n".join(blocks) + "\n"


def body(chance: random.Random, has_table: bool) -> Iterator[str]:
    """Yield the blocks of a page."""
    for turn, heading in enumerate(chance.sample(HEADINGS, chance.randint(5, 6))):
        yield f"## {heading}"
        yield paragraph(chance, 4)
        if turn == 0:
            yield "\n".join(f"- {sentence(chance)}\n    - {line(chance)}\n    - {line(chance)}" for _ in range(3))
        elif turn == 1 and has_table:
            rows = "".join(f"\n| {line(chance)} | {chance.choice(WHEN)} |" for _ in range(5))
            yield f"Table: What to keep\n\n| What | When to check |\n| --- | --- |{rows}"
        elif turn == 2:
            yield "\n".join(f"{step}. {sentence(chance)}" for step in range(1, 5))
        elif turn == 3:
            yield f"::: note Good to know\n{paragraph(chance, 2)}\n:::"
        elif turn == 4:
            yield f"> {paragraph(chance, 2)}"


def paragraph(chance: random.Random, sentences: int) -> str:
    """Return some sentences."""
    return " ".join(sentence(chance) for _ in range(sentences))


def sentence(chance: random.Random) -> str:
    """Return one sentence."""
    do = chance.choice(DO)
    return chance.choice(SENTENCES).format(
        do=do,
        Do=do.capitalize(),
        who=chance.choice(WHO),
        what=chance.choice(WHAT),
        where=chance.choice(WHERE),
        when=chance.choice(WHEN),
        risk=chance.choice(RISK),
    )


def line(chance: random.Random) -> str:
    """Return a few words for a list or a table."""
    return f"{chance.choice(WHAT)}, kept {chance.choice(WHERE)}"


def plain(text: str) -> str:
    """Return a page as any generator reads it: figures in place of facts, a quote in place of a note."""
    text = re.sub(r"\{\{ (\w+) \}\}", lambda match: FACTS[match[1]], text)
    return re.sub(r"^::: note (.*)\n(.*)\n:::$", r"> **\1.** \2", text, flags=re.MULTILINE)
