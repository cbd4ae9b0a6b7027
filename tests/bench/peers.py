"""Knows other generators, and how to give each the same pages: one layout with a menu, and a list of each section.

They make no checks, no search, no plain text and no copy for phones: the comparison is in their favor.
"""

import re
import shutil
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.bench.builds import add_sentence, retitle
from tests.bench.corpus import SECTIONS, place, plain, site
from tests.bench.runs import Run, run

LINKS = "".join(f'<li><a href="/{name}/">{name}</a></li>' for name in SECTIONS)
FRAME = (
    '<!doctype html><html lang="en"><head><title>TITLE</title></head>'
    f"<body><nav><ul>{LINKS}</ul></nav><main><h1>TITLE</h1>MAIN</main></body></html>"
)


@dataclass(frozen=True)
class Peer:
    """A generator. `content` is its folder of pages, `index` its name for the page of a section without its ending."""

    name: str
    cold: tuple[str, ...]
    again: tuple[str, ...]
    content: str
    index: str
    made: tuple[str, ...]
    files: Mapping[str, str]


def framed(title: str, main: str) -> str:
    """Return the layout in the words of a template language."""
    return FRAME.replace("TITLE", title).replace("MAIN", main)


HUGO_LIST = "<ul>{{ range .Pages }}<li><a href='{{ .RelPermalink }}'>{{ .Title }}</a></li>{{ end }}</ul>"
MKDOCS_LIST = (
    "{% if page.is_index and page.parent %}<ul>{% for each in page.parent.children %}"
    "<li><a href='/{{ each.url }}'>{{ each.title }}</a></li>{% endfor %}</ul>{% endif %}"
)
ELEVENTY_LIST = (
    "<ul>{% for each in collections.all %}{% if each.data.section == section and each.url != page.url %}"
    "<li><a href='{{ each.url }}'>{{ each.data.title }}</a></li>{% endif %}{% endfor %}</ul>"
)
ELEVENTY = """\
module.exports = (eleventy) => {
  eleventy.setInputDirectory("content");
  eleventy.setIncludesDirectory("../layouts");
  eleventy.setOutputDirectory("public");
  eleventy.setQuietMode(true);
  eleventy.addGlobalData("layout", () => "page.liquid");
  eleventy.addGlobalData("eleventyComputed.section", () => (data) => data.page.filePathStem.split("/")[1]);
};
"""
PELICAN_LIST = "<ul>{% for each in articles %}<li><a href='/{{ each.url }}'>{{ each.title }}</a></li>{% endfor %}</ul>"
PELICAN = """\
SITENAME = "Benchmark"; SITEURL = ""; AUTHOR = "Office"; TIMEZONE = "UTC"; DEFAULT_DATE = (2026, 11, 1)
PATH = "content"; OUTPUT_PATH = "output"; THEME = "theme"; USE_FOLDER_AS_CATEGORY = True; DEFAULT_PAGINATION = False
ARTICLE_URL = "{category}/{slug}/"; ARTICLE_SAVE_AS = "{category}/{slug}/index.html"; SLUGIFY_SOURCE = "basename"
CATEGORY_SAVE_AS = "{slug}/index.html"; AUTHOR_SAVE_AS = TAG_SAVE_AS = ""; DIRECT_TEMPLATES = ["index"]
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
MARKDOWN = {"extensions": ["markdown.extensions." + each for each in ("meta", "extra", "sane_lists", "toc")]}
CACHE_CONTENT = LOAD_CONTENT_CACHE = True; CHECK_MODIFIED_METHOD = "mtime"; GZIP_CACHE = False
"""
PEERS = (
    Peer(
        "hugo",
        ("hugo", "--quiet"),
        ("hugo", "--quiet"),
        "content",
        "_index",
        ("public", "resources"),
        {
            "hugo.toml": 'baseURL = "https://bench.example.org/"\ntitle = "Benchmark"\n'
            'disableKinds = ["taxonomy", "term", "RSS"]\n',
            "layouts/page.html": framed("{{ .Title }}", "{{ .Content }}"),
            "layouts/section.html": framed("{{ .Title }}", "{{ .Content }}" + HUGO_LIST),
            "layouts/home.html": framed("{{ .Title }}", "{{ .Content }}"),
        },
    ),
    Peer(
        "eleventy",
        ("eleventy", "--quiet"),
        ("eleventy", "--quiet"),
        "content",
        "index",
        ("public",),
        {
            "eleventy.config.js": ELEVENTY,
            "layouts/page.liquid": framed(
                "{{ title }}", "{{ content }}{% if page.fileSlug == section %}" + ELEVENTY_LIST + "{% endif %}"
            ),
        },
    ),
    Peer(
        "mkdocs",
        ("mkdocs", "build", "--quiet"),
        ("mkdocs", "build", "--quiet", "--dirty"),
        "docs",
        "index",
        ("site",),
        {
            "mkdocs.yml": "site_name: Benchmark\nsite_url: https://bench.example.org/\nplugins: []\n"
            "theme: {name: null, custom_dir: theme}\nvalidation: {links: {absolute_links: ignore}}\n"
            "markdown_extensions: [extra, sane_lists, toc]\n",
            "theme/main.html": framed("{{ page.title }}", "{{ page.content }}" + MKDOCS_LIST),
        },
    ),
    Peer(
        "pelican",
        ("pelican", "-q", "-s", "settings.py"),
        ("pelican", "-q", "-s", "settings.py"),
        "content",
        "",
        ("output", "cache"),
        {
            "settings.py": PELICAN,
            "theme/templates/article.html": framed("{{ article.title }}", "{{ article.content }}"),
            "theme/templates/category.html": framed("{{ category.name }}", PELICAN_LIST),
            "theme/templates/index.html": framed("{{ SITENAME }}", ""),
            "theme/static/style.css": "",
        },
    ),
)
"""The generators that are measured where they are installed. MkDocs with `--dirty` leaves lists stale after an edit."""


def installed() -> tuple[Peer, ...]:
    """Return the generators that are on the path."""
    return tuple(peer for peer in PEERS if shutil.which(peer.cold[0]))


def make_peer_site(peer: Peer, folder: Path, pages: int) -> None:
    """Write the pages as a generator reads them."""
    texts = {path.removeprefix("content/en/"): text for path, text in site(pages).items() if path.endswith(".md")}
    for path, text in texts.items():
        name = re.sub(r"(^|/)index\.md$", rf"\1{peer.index}.md", path)
        if name.endswith("/.md") or name == ".md":
            continue
        head = re.sub(r"(?m)^(checked|kind): .*\n", "", text)
        put(folder / peer.content / name, plain(head))
    for path, text in peer.files.items():
        put(folder / path, text)


def put(path: Path, text: str) -> None:
    """Write a file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def measured_peer(
    peer: Peer, folder: Path, pages: int, turn: int, builds: Collection[str]
) -> Iterator[tuple[str, Run]]:
    """Yield what some builds of a generator take, in the same order as our own."""
    for name in peer.made:
        shutil.rmtree(folder / name, ignore_errors=True)
    yield "cold", run(peer.cold, folder)
    yield "nothing changed", run(peer.again, folder)
    add_sentence(folder / peer.content / f"{place(turn % pages)}.md", turn)
    yield "body", run(peer.again, folder)
    if "title" in builds:
        retitle(folder / peer.content / f"{place((turn + 1) % pages)}.md", turn)
        yield "title", run(peer.again, folder)
