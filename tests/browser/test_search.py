"""The search finds what people look for, in their words, at the cost of a few packets."""

import gzip
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page, Request, expect

from site_builder.model import Built, Output
from site_builder.outputs.search_index import Found, found_by, index_files
from site_builder.stems import WORD, folded, stems
from tests.browser.conftest import Served, serving

SEARCHES = Path(__file__).parent / "searches.txt"
RESULT = ".search__results a"
MANY = 10_000
SYLLABLES = "ba ce di fo gu ha ke li mo nu pa re si to va we zo bra cle dri fro gla sto tri".split()


@dataclass
class Cost:
    """What the search asked the server for."""

    served: str
    files: dict[str, bytes]
    paths: list[str] = field(default_factory=list)

    def note(self, request: Request) -> None:
        """Note a request that belongs to the search."""
        path = request.url.removeprefix(f"{self.served}/")
        if "search" in path or path.endswith("index.txt"):
            self.paths.append(path)

    @property
    def of_index(self) -> int:
        """Return the compressed bytes of script and index."""
        return sum(packed(self.files[path]) for path in set(self.paths) if not path.endswith("index.txt"))


def packed(body: bytes) -> int:
    """Return the size of a file on the wire."""
    return len(gzip.compress(body, 9, mtime=0))


def expected() -> list[tuple[str, str]]:
    """Return each question with the page that it is about."""
    lines = SEARCHES.read_text().splitlines()
    return [(line.split(": ")[0], line.split(": ")[1]) for line in lines if line and not line.startswith("#")]


def ask(page: Page, question: str) -> list[str]:
    """Return the addresses that a search lists, the best first."""
    page.locator("#search").fill(question)
    page.keyboard.press("Enter")
    page.locator(".search__status:not(:empty)").wait_for()
    links = page.locator(RESULT).all()
    return [str(link.get_attribute("href")) for link in links]


@pytest.fixture
def page(served: Served, chromium: Browser) -> Iterator[Page]:
    """Return the page on which people search, without a copy of the site on the device."""
    context = chromium.new_context(service_workers="block")
    page = context.new_page()
    page.goto(f"{served.url}/hazards/")
    yield page
    context.close()


def test_people_find_the_page_that_they_look_for(served: Served, page: Page) -> None:
    places = {}
    for question, address in expected():
        results = [each.removeprefix(served.url) for each in ask(page, question)]
        places[question] = results.index(address) if address in results else len(results) + 100

    assert len(places) >= 60
    assert {question: place for question, place in places.items() if place > 2} == {}
    assert sum(place == 0 for place in places.values()) >= len(places) * 5 / 6


def made_from(real: Sequence[Found], count: int) -> list[Found]:
    """Return the real pages and as many more in their likeness as make a number: a fifth of their words are new."""
    dice = random.Random(4)
    new = ["".join(dice.choices(SYLLABLES, k=dice.choice((2, 3)))) for _ in range(count)]
    spoken = [word for each in real for lines in shapes(each) for line in lines for word in line.split()]
    calm = [each for each in real if len(each.text) == 1]

    def another(number: int) -> Found:
        like, own = dice.choice(calm), dice.choices(new, k=3)
        lines = [tuple(" ".join(pick(own) for _ in line.split()) for line in lines) for lines in shapes(like)]
        return Found(f"{like.address.split('/')[0]}/{own[0]}-{own[1]}-{number}/", *lines)

    def pick(own: list[str]) -> str:
        return dice.choice(own) if dice.random() < 0.2 else dice.choice(spoken)

    return sorted((*real, *map(another, range(count - len(real)))), key=lambda each: each.address)


def shapes(page: Found) -> tuple[tuple[str, ...], ...]:
    """Return the lines of a page, by place."""
    return page.titles, page.names, page.headings, page.text


def index_of(built: Built, count: int) -> list[Output]:
    """Return the index of the real site grown to a number of pages."""
    real = [found_by(each, built.documents[each.output_path]) for each in built.site.pages if each.is_listed]
    return list(index_files("en", made_from(real, count)))


def script_of(built: Built) -> Output:
    """Return the script of the search."""
    return next(each for each in built.outputs if re.fullmatch(r"assets/search\.\w+\.js", each.path))


def test_script_and_whole_index_of_250_pages_fit_forty_kilobytes(real_site: Built) -> None:
    files = [script_of(real_site), *index_of(real_site, 250)]

    assert len(files) > 10
    assert sum(packed(each.body) for each in files) <= 40_000


def test_a_search_among_ten_thousand_pages_costs_no_more(real_site: Built, chromium: Browser) -> None:
    files = {
        each.path: each.body for each in real_site.outputs if not each.path.startswith(("search/", "assets/search-"))
    }
    files.update({each.path: each.body for each in index_of(real_site, MANY)})
    costs, lists = {}, {}
    with serving(files) as url:
        for question, _ in expected()[::4]:
            context = chromium.new_context(service_workers="block")
            page, cost = context.new_page(), Cost(url, files)
            page.on("request", cost.note)
            page.goto(f"{url}/a-z/?q={quote(question)}")
            page.locator(".search__status:not(:empty)").wait_for()
            costs[question], lists[question] = cost.of_index, page.locator(RESULT).count()
            context.close()

    assert len(costs) >= 15
    assert [question for question, count in lists.items() if count == 0] == []
    assert max(costs.values()) <= 40_000


def test_nothing_of_the_search_is_loaded_before_the_field_is_used(served: Served, chromium: Browser) -> None:
    files = {each.path: each.body for each in served.built.outputs}
    page = chromium.new_page(service_workers="block")
    cost = Cost(served.url, files)
    page.on("request", cost.note)
    page.goto(f"{served.url}/hazards/", wait_until="networkidle")
    assert cost.paths == []

    page.locator("#search").focus()
    page.wait_for_load_state("networkidle")

    assert cost.paths == [script_of(served.built).path]
    page.close()


def test_a_result_shows_the_line_that_fits(page: Page) -> None:
    lines = {}
    for question in ("twister", "levee", "escape", "mattress"):
        ask(page, question)
        first = page.locator(".search__results li").first
        first.locator(".search__line:not(:empty)").wait_for()
        lines[question] = first.inner_text()

    assert lines == {
        "twister": "Tornado\ntwister",
        "levee": "Flood and flash flood\nlevee",
        "escape": "Flood and flash flood\nWhat to do when water rises in Mississippi, how to escape from a car in a"
        " flood, and how to stay safe when the water goes down.",
        "mattress": "Tornado\nPull a mattress or blankets over you.",
    }


def test_results_are_told_and_reached_by_keyboard(served: Served, page: Page) -> None:
    page.locator("#search").focus()
    page.keyboard.type("twister")
    expect(page.get_by_role("status").and_(page.locator(".search__status"))).to_have_text("1 page found")

    for _ in range(2):
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Tornado"
    page.keyboard.press("Enter")
    page.wait_for_url(f"{served.url}/hazards/tornado/")


def test_a_search_without_a_result_offers_every_page(served: Served, page: Page) -> None:
    assert ask(page, "xylophone") == [f"{served.url}/a-z/"]
    assert page.locator(".search__status").inner_text() == "Nothing found for “xylophone”."


def test_an_index_that_cannot_be_had_leads_to_every_page(served: Served, page: Page) -> None:
    page.route("**/search/en.json", lambda route: route.abort())
    page.locator("#search").focus()
    page.keyboard.type("twister")

    page.locator(RESULT).wait_for()
    expect(page.locator(".search__status")).to_have_text("The search needs a network now.")
    assert page.locator(RESULT).get_attribute("href") == f"{served.url}/a-z/"
    page.keyboard.press("Enter")
    page.wait_for_url(f"{served.url}/a-z/?q=twister")


def test_an_index_replaced_by_a_new_version_is_read_anew(real_site: Built, chromium: Browser) -> None:
    files = {each.path: each.body for each in real_site.outputs}
    old = {path for path in files if path.startswith("assets/search-")}
    context = chromium.new_context(service_workers="block")
    with serving(files) as url:
        page = context.new_page()
        page.goto(f"{url}/hazards/")
        assert ask(page, "twister") == [f"{url}/hazards/tornado/"]
        for path in old:
            del files[path]
        files.update({each.path: each.body for each in index_of(real_site, 100)})

        assert ask(page, "xylophone") == [f"{url}/a-z/"]
        assert ask(page, "gunshots")[0] == f"{url}/hazards/active-shooter/"
    context.close()


def test_without_script_the_form_leads_to_every_page(served: Served, chromium: Browser) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{served.url}/hazards/")
    page.locator("#search").fill("twister")
    page.keyboard.press("Enter")

    page.wait_for_url(f"{served.url}/a-z/?q=twister")
    assert page.locator("main").get_by_role("link", name="twister").get_attribute("href") == "/hazards/tornado/"
    context.close()


def test_the_script_cuts_words_as_the_index_does(served: Served, page: Page) -> None:
    written = " ".join(each.text for document in served.built.documents.values() for each in document.passages)
    words = sorted({*WORD.findall(folded(written)), *"éclair niño’s inundaciones huracanes straße".split()})
    script = f"/{script_of(served.built).path}"

    cut = page.evaluate("([script, words]) => import(script).then(({ stems }) => words.map(stems))", [script, words])

    assert len(words) > 2000
    assert {word: found for word, found in zip(words, cut, strict=True) if found != stems(word)} == {}
