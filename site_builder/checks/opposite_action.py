"""What saves a life in one danger can cost it in another."""

from collections.abc import Iterator

from site_builder.model import Built, Page
from site_builder.navigation import in_language
from site_builder.problems import Problem


def opposite_action(built: Built) -> Iterator[Problem]:
    """A contrast block leads to the page that sets the safe ways apart, and to each hazard with an opposite one.

    Example:
        ---
        kind: hazard
        title: Storm
        happening: A storm is coming
        description: What to do before, during and after a storm.
        checked: 2026-11-23
        ---
        ::: do-now Do this now
        1. Go inside.
        :::

        ::: contrast
        In a storm go **low**.
        :::

    Why: low is right for wind and wrong for chemicals and floods; a reader may know only one of them.
    Fix: link each named page in `::: contrast`; the pairs are `opposites` in site.yaml.
    """
    settings = built.site.settings
    for page in built.site.pages:
        if page.meta.kind != "hazard":
            continue
        wanted = [settings.which_way] if settings.which_way != "/" else []
        wanted += opposites_of(built, page)
        linked = {link.address for link in page.fragment.links if "contrast" in link.inside}
        for address in wanted:
            local = in_language(built.site, address, page.source.language)
            if local not in linked:
                line = page.source.line_with("::: contrast") or page.source.body_line
                message = f"the contrast block does not lead to `{local}`"
                hint = "Say how the safe way differs there, with a link"
                yield Problem(page.source.path, line, "opposite-action", message, hint)


def opposites_of(built: Built, page: Page) -> list[str]:
    """Return the hazards whose safe way is opposite to a page's."""
    language = page.source.language
    pairs = [pair for pair in built.site.settings.opposites for pair in (pair, pair[::-1])]
    return [there for here, there in pairs if in_language(built.site, here, language) == page.address]
