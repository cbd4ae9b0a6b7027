"""Each statement of the office's own About page stands on some page of the site, in words of our own."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

import pytest

from site_builder.model import Built


class Statement(NamedTuple):
    """What the office says, the page that says it here, and the words there that nobody may lose."""

    meaning: str
    address: str
    phrase: str


WHAT = "/about/what-it-means/"
MISSION = "/about/mission/"
HISTORY = "/about/history/"
PARTNERS = "/about/partners/"
ASSETS = "/about/critical-assets/"
CENTER = "/about/operations-center/"
NIMS = "/about/nims/"
STATEMENTS = tuple(
    Statement(*each)
    for each in (
        ("State and nation work on it together", WHAT, "is a joint effort of the State and the nation"),
        ("aim: no attack inside the state", WHAT, "Keep terrorists from striking inside Mississippi"),
        ("aim: less open to terrorism and other disasters", WHAT, "less open to terrorism, and to any other disaster"),
        ("aim: little damage", WHAT, "Keep the damage small"),
        ("aim: recovery", WHAT, "get life going again after what did happen"),
        ("multi-hazard approach", WHAT, "takes a multi-hazard approach"),
        ("terrorism is one of many disasters planned for", WHAT, "plans for every kind of disaster. Terrorism is one"),
        (
            "annex on terrorism of 1999",
            HISTORY,
            "1999 | The State published an annex on terrorism to its Comprehensive",
        ),
        ("the annex was on preparedness and response", HISTORY, "how to prepare and how to respond"),
        ("the annex came before the attacks", HISTORY, "came out before the attacks of 11 September 2001"),
        (
            "then the plan's terrorism parts were updated",
            HISTORY,
            "updating the terrorism parts of the State's response",
        ),
        ("Executive Order 872 created the office", "/about/orders/872/", "was created by Executive Order 872"),
        ("Executive Order 916 moved it", "/about/orders/916/", "under the Mississippi Department of Public Safety"),
        ("Executive Order 932 set NIMS", "/about/orders/932/", "the State standard for all responses"),
        (
            "who signed Order 932, and when",
            "/about/orders/932/",
            "Haley Barbour signed Executive Order 932 on 5 May 2005",
        ),
        ("partner of responders at every level", MISSION, "partner of federal, state and local emergency responders"),
        ("in natural and man-made disasters", MISSION, "that nature brings and in those that people cause"),
        ("prevent threats and acts of terrorism", MISSION, "prevent threats and acts of terrorism in Mississippi"),
        ("protect and respond", MISSION, "to protect against them, and to respond if one happens"),
        ("hub for information", MISSION, "is the hub for sharing information"),
        ("directs MSAIC", "/about/information-sharing/", "directing the Mississippi Analysis and Information Center"),
        ("leads for all hazards", MISSION, "leads in prevention, preparedness and response for all hazards"),
        ("by partnerships across professions", MISSION, "building partnerships across the response professions"),
        ("teaches Mississippians", MISSION, "teaches the people of Mississippi"),
        ("by awareness and outreach", MISSION, "raises awareness and it goes out to meet the public"),
        ("trains, equips and informs", MISSION, "trains people, equips them and tells them which steps"),
        ("so that they stay watchful and ready", MISSION, "keep them and their communities watchful and ready"),
        ("leads a task force of agencies", PARTNERS, "leads a task force of many agencies"),
        ("the task force readies state government", PARTNERS, "get state government ready for terrorism"),
        ("the Governor's call after the attacks", PARTNERS, "the Governor asked state agencies to put new energy into"),
        ("built up what was there", PARTNERS, "built up what state government already had"),
        ("refined the plan by what was learned", PARTNERS, "used what it learned to refine the homeland security"),
        ("marked what to upgrade", PARTNERS, "marked the areas to upgrade, in line with the national response plan"),
        ("agencies, police and volunteers helped", PARTNERS, "law enforcement responders and Citizen Corps teams"),
        ("Citizen Corps helps the office", "/about/citizen-corps/", "Citizen Corps teams helped the office"),
        ("forms Regional Response Teams", PARTNERS, "forms, outfits and trains Regional Response Teams"),
        ("for any terrorist incident", PARTNERS, "for any kind of terrorist incident"),
        ("the plan serves both strategies", PARTNERS, "supports both the State's strategy and the nation's"),
        ("two Governors' priority", ASSETS, "Ronnie Musgrove and Haley Barbour, made this a top priority"),
        ("part of the Homeland Security Initiative", ASSETS, "Homeland Security Initiative against terrorism"),
        ("what the asset plan is for", ASSETS, "better able to protect the assets and services that matter"),
        ("an inventory is made", ASSETS, "has been compiling an inventory of such assets"),
        ("with partners", ASSETS, "together with government and private partners"),
        ("asset: infrastructure", ASSETS, "Dams and power plants are examples"),
        ("asset: gatherings", ASSETS, "Where many people gather. This can be a place or an event"),
        ("asset: symbols", ASSETS, "Buildings that stand for the power of the State. The State Capitol"),
        ("the center was activated in 2001", CENTER, "activated for several days right after the attacks"),
        ("it is warm", CENTER, 'The center stood at "warm"'),
        ("ready at once", CENTER, "activated and working at a moment's notice"),
        ("it directs the teams", CENTER, "directs where the regional first-response teams go"),
        ("it would call them out", CENTER, "the body that would call them out"),
        ("every incident under NIMS", NIMS, "answers every kind of incident under NIMS. Terrorism is no exception"),
        ("first training everywhere", NIMS, "went to emergency responders in all 82 counties"),
        ("to standardize management", NIMS, "make the way incidents are managed the same everywhere"),
        ("to work across borders", NIMS, "work across trades and across county and city lines, with their resources"),
        ("backbone", "/about/", "calls itself the backbone of homeland security in Mississippi"),
        ("leads against terrorist activity", MISSION, "deterring terrorist activity, preventing it, mitigating it"),
        ("depends on law enforcement and the public", "/about/", "local and state law enforcement, and on people like"),
        ("speakers and training", "/about/take-part/", "Its own page calls this the Speaker and Training Form"),
    )
)


def lost(texts: Mapping[str, str]) -> Iterator[Statement]:
    """Yield each statement whose words its page does not hold."""
    return (each for each in STATEMENTS if each.phrase not in texts.get(each.address, ""))


@pytest.fixture(scope="module")
def texts(real_site: Built) -> dict[str, str]:
    """Return the plain text of each page by address, on one line and with straight quotes."""
    straight = str.maketrans("“”’", '""\'')
    return {
        f"/{output.path.removesuffix('index.txt')}": " ".join(output.body.decode().translate(straight).split())
        for output in real_site.outputs
        if output.path.endswith("/index.txt")
    }


def test_each_statement_of_the_office_stands_on_its_page(texts: dict[str, str]) -> None:
    assert list(lost(texts)) == []


@pytest.mark.parametrize("statement", STATEMENTS, ids=[each.meaning for each in STATEMENTS])
def test_a_statement_taken_from_its_page_is_missed(statement: Statement, texts: dict[str, str]) -> None:
    page = texts[statement.address]
    without = {**texts, statement.address: page.replace(statement.phrase, "")}

    assert without[statement.address] != page
    assert statement in lost(without)


def test_a_page_taken_from_the_site_loses_all_its_statements(texts: dict[str, str]) -> None:
    of_the_mission = [each for each in STATEMENTS if each.address == MISSION]
    without = {address: text for address, text in texts.items() if address != MISSION}

    assert of_the_mission
    assert list(lost(without)) == of_the_mission


def test_no_statement_is_listed_twice() -> None:
    assert len({each.meaning for each in STATEMENTS}) == len(STATEMENTS)
    assert len({(each.address, each.phrase) for each in STATEMENTS}) == len(STATEMENTS)
