"""Forms exist."""

from collections.abc import Iterator

from site_builder.kinds import FormKind
from site_builder.model import Built
from site_builder.problems import Problem, did_you_mean


def unknown_form(built: Built) -> Iterator[Problem]:
    """The form that a page names is in `content/forms/`.

    Example:
        ---
        kind: form
        form: visitt
        title: Ask us
        description: What to do before, during and after a storm.
        checked: 2026-11-23
        ---
        Ask us.

    Why: the page would come out without its form.
    Fix: write the name of a file there, without its ending.
    """
    known = {path.rpartition("/")[2].removesuffix(".yaml") for path in built.site.project.under("content/forms")}
    for page in built.site.pages:
        if isinstance(page.meta, FormKind) and page.meta.form not in known:
            line = page.source.line_with("form:")
            message = f"`{page.meta.form}` is not a form"
            yield Problem(page.source.path, line, "unknown-form", message, did_you_mean(page.meta.form, known))
