"""Knows what a rule says: what is wrong, an example, why it matters, the fix; and the rules that readers go by."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Rule:
    """What a code means.

    `what` is the rule that was broken or the fault itself. `example` is text that has the fault: a whole file where it
    begins with `---`, files where it begins with `-- path --`, else the text of a page.
    """

    code: str
    what: str
    example: str
    why: str
    fix: str


READING = (
    Rule(
        "busy-output",
        "Another build is publishing into the same folder.",
        "output: another build is publishing there at this moment",
        "two builds in one folder could leave a mix of both.",
        "wait until the other one is done, and build again.",
    ),
    Rule(
        "disk",
        "The disk refuses to give a file, or to take the output.",
        "output: the output could not be written: No space left on device",
        "half a site must not be published, so the old output stays as it was.",
        "make room, or allow reading or writing there, and build again.",
    ),
    Rule(
        "duplicate-key",
        "A setting is given twice.",
        "---\ntitle: Storm\ntitle: Storms\n---",
        "YAML would take the last one and say nothing, so that a mended line may have no effect.",
        "keep one of the two lines.",
    ),
    Rule(
        "file-encoding",
        "A file is not plain UTF-8 text.",
        "content/en/storm.md:2:13: the byte 0xe1 is not UTF-8 text",
        "letters with accents would reach readers as other signs.",
        "`python3 build.py fix` saves it so; in an editor choose the encoding UTF-8, without BOM.",
    ),
    Rule(
        "file-name",
        "A file name cannot be an address.",
        "-- content/en/Big_Storm.md --\nWords.",
        "the name of the file is the address that people type, read out and share.",
        "use small letters, digits and hyphens, and end pages in `.md`.",
    ),
    Rule(
        "file-size",
        "A text has more than 500,000 bytes.",
        "content/en/storm.md: the file has 10485760 bytes, and 500000 fit",
        "something went into it by mistake: the page would be too heavy for any phone, and slow to build.",
        "divide it, or take the mistake out.",
    ),
    Rule(
        "form",
        "A form asks for something that it cannot do, or lacks a message.",
        "-- content/forms/visit.yaml --\n- name\n- date",
        "a reader would meet a question that cannot be answered, or a refusal without a word of what to do.",
        "mend the line of the form; each fault that an answer can have needs a message that says what to do.",
    ),
    Rule(
        "foreign-output",
        "The output folder holds files that no build made.",
        "my-documents: the output folder holds files that no build made",
        "a build replaces the whole folder, and must not eat your files.",
        "name another folder with `--output`.",
    ),
    Rule(
        "front-matter",
        "A page has no front matter, or it has no end.",
        "-- content/en/storm.md --\n# Storm\n\nWords.",
        "the title, the description and the day of the last check come from there.",
        "begin the file with a line `---`, write the settings, and end them with a line `---`.",
    ),
    Rule(
        "idle-acceptance",
        "`accepted` in site.yaml names a problem that is not there.",
        "content/site.yaml: nothing is left to accept: `content/en/storm.md` has no problem [dead-link]",
        "the list shows what is really accepted, and a new problem must not hide behind an old reason.",
        "delete the entry.",
    ),
    Rule(
        "line-ends",
        "Lines end as Windows or old Mac programs end them.",
        "content/en/storm.md:1:4: the lines end as Windows or old Mac programs end them",
        "two people's editors would change every line back and forth, and nobody could read the difference.",
        "`python3 build.py fix` does it; the `.editorconfig` here keeps most editors from doing it again.",
    ),
    Rule(
        "lost-essential",
        "An essential page is public, and would be gone with this publish.",
        "hazards/tornado/index.html: `/hazards/tornado/` is public and essential, and would be gone",
        "people rely on the home page, the contacts, every hazard and the pages under `guard.essential` in site.yaml.",
        "bring the page back, let another take its address with `moved_from`, or build with `--lose` and its address.",
    ),
    Rule(
        "lost-pages",
        "More pages would be gone with this publish than `guard.lost_percent` in site.yaml allows.",
        "manifest.json: 12 of the 61 public pages would be gone, and 10 in a hundred may: `/about/` and 11 more",
        "a folder that was moved or deleted by mistake must not empty the site.",
        "bring the pages back, or build with `--lose` and the address of each, or of a page above them.",
    ),
    Rule(
        "merge-conflict",
        "Two versions of a text stand in a file, as a version control leaves them that could not join them.",
        "<<<<<<< mine\nGo inside.\n=======\nStay inside.\n>>>>>>> theirs",
        "readers would see both, with signs between them.",
        "keep one version, and delete the other with the three lines of signs.",
    ),
    Rule(
        "missing-field",
        "A setting that every page of the kind needs is missing or has no value.",
        "---\ntitle: Storm\nchecked: 2026-11-23\n---",
        "lists, searches and shared links show the description; readers look for the day of the last check.",
        "add the line.",
    ),
    Rule(
        "nesting",
        "Lists or quotes are nested hundreds deep.",
        "content/en/storm.md:6: lists or quotes are nested too deep",
        "nobody could read them.",
        "write them flatter.",
    ),
    Rule(
        "no-site",
        "The folder holds no site.",
        "content/site.yaml: there is no `content/site.yaml` in this folder",
        "there is nothing to build.",
        "run the command where `content/` is, or name the folder with `--site`.",
    ),
    Rule(
        "revision",
        "Git has no site to compare with.",
        "content: Git has no site at `mian`: fatal: not a valid object name: mian^{commit}",
        "`diff` shows what changed since a branch, a tag or a commit, and it must have `content/` in it.",
        "name a revision that `git log` shows, in a folder that is under Git.",
    ),
    Rule(
        "stray-file",
        "A file in `content/` is in no folder that anything reads.",
        "-- content/storm.md --\nWords.",
        "a page that silently stays out would be lost.",
        "move it into the folder of its language, such as `content/en/`.",
    ),
    Rule(
        "symbolic-link",
        "A file is a symbolic link.",
        "content/en/storm.md: this is a symbolic link, not a file",
        "it could publish any file of the computer that builds, and on Windows it is no link.",
        "put the file itself there.",
    ),
    Rule(
        "template",
        "A template has a fault.",
        "-- templates/kinds/page.html --\n{{ page.titel }}",
        "no page of its kind can be made.",
        "mend it at the line given.",
    ),
    Rule(
        "unbalanced-block",
        "A `:::` block is never closed, or `:::` closes nothing.",
        "::: note\nKeep dry.",
        "the rest of the page would fall into the block, or the colons would be shown to readers.",
        "close each block once, with a line `:::`.",
    ),
    Rule(
        "unknown-block",
        "The word after `:::` is not a block.",
        "::: warnign\nKeep dry.\n:::",
        "the words would come out without the look that they need.",
        "use one of the blocks in docs/components.md.",
    ),
    Rule(
        "unknown-field",
        "A setting is not known.",
        "---\ntitle: Storm\norde: 10\n---",
        "a typing slip must not be ignored in silence.",
        "correct its name, or delete the line.",
    ),
    Rule(
        "unknown-kind",
        "`kind` is not a kind of page.",
        "---\nkind: hazrad\ntitle: Storm\n---",
        "the kind decides how a page looks and what it must have.",
        "use one of the kinds in docs/front-matter.md.",
    ),
    Rule(
        "wrong-value",
        "A setting has a value that does not fit.",
        "---\ntitle: Storm\nchecked: 11/23/2026\n---",
        "a value read in another way than it was meant would be published as truth.",
        "write it as the hint says.",
    ),
    Rule(
        "yaml-alias",
        "A value begins with `*` or `&`, which YAML takes for an alias or an anchor.",
        "---\ntitle: *Storm\n---",
        "YAML would look for another value of that name.",
        "put the value in quotes.",
    ),
    Rule(
        "yaml-syntax",
        "The settings cannot be read as YAML.",
        "---\ntitle: Storm: what to do\n---",
        "a part that cannot be read would be a part that is not published.",
        "mend the place given; quotes round the value help most often.",
    ),
    Rule(
        "yaml-tag",
        "A value begins with `!`, which YAML takes for a tag.",
        "---\ntitle: !important\n---",
        "YAML would look for a program that knows the tag.",
        "put the value in quotes.",
    ),
)
"""What readers refuse, before any check runs."""
