"""The plugin's options, as they stand under `plugins: - edition:` in mkdocs.yml.

What stands below an option is its documentation: `docs/configuration.md` is made of it, and a wrong value is
answered with its example.
"""

from __future__ import annotations

from mkdocs.config import base
from mkdocs.config import config_options as c

from edition.forge import FORGES
from edition.limits import Limits
from edition.problems import Code
from mkdocs_edition.books import NAMES
from mkdocs_edition.options import (
    Behaviours,
    CitationStyle,
    Count,
    Labels,
    Language,
    documented,
    hinted,
    unknown,
)

SLUGS = sorted(code.slug for code in Code)


class EditionConfig(base.Config):
    """Options of the edition. All have defaults; none is needed for a first site."""

    exclude = c.ListOfItems(c.Type(str), default=[])
    """Paths or glob patterns, from docs_dir, of `.xml` files that are no documents of the edition.

    Example:
        exclude: [drafts/*.xml]
    """

    split_document = Count(default=Limits().document)
    """From how many characters on a document is divided into pages; `0` divides every document.

    Example:
        split_document: 0
    """

    split_division = Count(default=Limits().division)
    """From how many characters on a chapter is itself divided at its sections.

    Example:
        split_division: 60000
    """

    library = c.Type(bool, default=True)
    """Make a page that lists all documents as the site's first page where docs_dir has no `index.md`.

    Example:
        library: false
    """

    editors = c.Type(bool, default=True)
    """Make a page `editors/` that lists names without an entry, entries without a mention, doubtful mentions.

    No page for readers leads there, and search engines are asked to leave it out; `false` does not make it.

    Example:
        editors: false
    """

    checks = c.Type(bool, default=True)
    """Show on each page, under `mkdocs serve` only, what `edition check` finds in it.

    Each problem leads to its passage, and to its line where the file is edited. A site that is built has none
    of it. What `silence` names is not shown.

    Example:
        checks: false
    """

    glossary = c.Type(bool, default=True)
    """Underline the first mention of a glossary's term on each page and explain it there.

    `term` elements with a pointer are taken; besides, words that are written as the glossary has them,
    without touching the TEI. `false` leaves it to the `term` elements: see [Registers](registers.md).

    Example:
        glossary: false
    """

    silence = c.ListOfItems(c.Choice(SLUGS), default=[])
    """Codes of problems not to report; they are listed in [Problems](problems.md).

    Example:
        silence: [link-dangling]
    """

    exports = c.ListOfItems(c.Choice(sorted(NAMES)), default=[])
    """Books to make with the site, of each text and of the whole edition: `epub`, `html`, `pdf`.

    They stand beside the pages, which offer them (`book.pdf`, `edition.epub`), are made at the same time as
    these, and again only when something in them has changed. `mkdocs serve` makes none. PDF needs
    `pip install 'mkdocs-edition[pdf]'`, EPUB `[epub]`; how they look says [book.toml](book.md).

    Example:
        exports: [pdf, epub]
    """

    language = Language(default="")
    """Language of the edition's own words, such as "Notes" and "Contents": `de`, `en`, `fr` or `ru`.

    Without it, the language is that of the theme (`theme.language`). With it, a theme whose language is not
    set follows, so that search and buttons speak the same language. What a language has no word for is said
    in English.

    Example:
        language: de
    """

    labels = Labels(c.Type(str), default={})
    """Words of your own for some of the edition's, by key; the keys are listed below.

    Example:
        labels:
          library: Our books
          note: "Footnote {n}"
    """

    behaviours = Behaviours(default="")
    """A Python file of your project that says how TEI elements look: see [Customising](customising.md).

    Its path is taken from the folder of mkdocs.yml, and must lie inside that folder.

    Example:
        behaviours: my_behaviours.py
    """

    bibliography_style = CitationStyle(default="")
    """A CSL style by which bibliographies are printed; without it, that of the Chicago Manual.

    Its path is taken from the folder of mkdocs.yml, and must lie inside that folder. Styles are found at
    [zotero.org/styles](https://www.zotero.org/styles); take an independent one, with a bibliography. pandoc
    applies it: `pip install 'mkdocs-edition[csl]'`.

    Example:
        bibliography_style: styles/harvard-cite-them-right.csl
    """

    shortcuts = c.Type(bool, default=True)
    """Let readers turn pages and open contents, search and notes with single keys; `?` lists them.

    A reader can switch them off for themselves; `false` leaves them out for all.

    Example:
        shortcuts: false
    """

    version = c.Type(str, default="")
    """Version of the edition, which every page and every citation names.

    Without it: what `git describe --tags --always` says of the folder, else the header's `editionStmt`.

    Example:
        version: "1.2"
    """

    releases = c.Type(bool, default=True)
    """Tell what each release changed, and keep addresses of older ones alive: see [Editing](editing.md).

    Releases are the tags in git. Where there are two, a page "What is new" says what the last ones corrected,
    and each document's title page what was corrected in it. A page that a release had and that is no more
    leads to where its text is now.

    Example:
        releases: false
    """

    forge = c.Choice(("", *sorted(FORGES)), default="")
    """Kind of host at `repo_url`: `bitbucket`, `forgejo`, `gitea`, `github` or `gitlab`.

    By it "Suggest a correction" opens the file at the line. Without it, the host's name decides; name it for
    a host of your own. Where a file is edited is `edit_uri`, as in MkDocs; a GitLab, Gitea or Forgejo without
    one is taken to have the branch `main` and docs_dir at its top.

    Example:
        forge: forgejo
    """

    def limits(self) -> Limits:
        """Return the limits for dividing documents."""
        return Limits(self.split_document, self.split_division)

    def validate(self) -> tuple[base.ConfigErrors, base.ConfigWarnings]:
        """Check all options. An unknown one is an error; each error says what would be right."""
        failed, warnings = super().validate()
        known = [name for name, _ in self._schema]
        told = {option.name: option for option in documented(type(self))} if failed else {}
        errors: base.ConfigErrors = [(key, hinted(error, told.get(key))) for key, error in failed]
        for key in [key for key in self if key not in known]:
            errors.append((key, base.ValidationError(unknown(key, known))))
            warnings = [w for w in warnings if isinstance(w, str) or w[0] != key]
        return errors, warnings
