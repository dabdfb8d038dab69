"""Older releases on a site: what each changed, and what leads from its addresses to where their text is."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.utils import write_file

from edition.history import Release, releases
from mkdocs_edition.job import Job
from mkdocs_edition.moved import Former, Signpost, Stub, gathered
from mkdocs_edition.pages import DocumentPage, generated
from mkdocs_edition.shelf import Shelf

TOLD = 6
"""Of so many releases is told what they changed."""


def released(shelf: Shelf, docs_dir: Path) -> tuple[tuple[Release, ...], tuple[str, ...]]:
    """Return the releases of an edition, and what the last ones changed; none of one outside git."""
    job = shelf.job
    if not job.imprint.past.commit:
        return (), ()
    found = releases(docs_dir)
    left_out = sorted(p for p in job.folder.files if p.endswith(".xml") and p not in job.digests)
    told = (shelf.issue(new, old, left_out) for new, old in itertools.pairwise(found[: TOLD + 1]))
    return found, tuple(told)


def signpost(job: Job, config: MkDocsConfig) -> Signpost:
    """Return what shows the way from addresses of older releases."""
    titles = {(d.id, p.id): p.title for d in job.plan.documents for p in (*d.pages, *d.entries)}
    home = generated(config, "index.md", None, in_nav=False).url
    return Signpost(job.urls, titles, home, config.site_name, config.site_url or "")


def moved(shelf: Shelf) -> Mapping[tuple[str, str], Former]:
    """Return the pages of older releases that are not as they were; looked for once in a build."""
    if shelf.job.former is None:
        shelf.job.former = gathered(shelf.former())
    return shelf.job.former


def stubs(shelf: Shelf, page: DocumentPage) -> tuple[Stub, ...]:
    """Return what older releases had on a page and stands elsewhere now."""
    former = moved(shelf).get((page.document_id, page.page_id))
    return shelf.job.signpost.stubs(former.landings, former, page.url) if former else ()


def write_moved(shelf: Shelf, config: MkDocsConfig) -> None:
    """Write a page at each address that a release had and that is no more."""
    job, every = shelf.job, moved(shelf).values()
    if not every:
        return
    from mkdocs_edition.moved_page import moved_page  # noqa: PLC0415 - loads lxml

    taken = {file.dest_uri for file in job.files}
    for former in every:
        old = generated(config, f"{former.document}/{former.page or 'index'}.md", None, in_nav=False)
        if (former.document, former.page) in job.urls or old.dest_uri in taken:
            continue
        taken.add(old.dest_uri)
        made = moved_page(job.signpost.sign(former, old.url), job.words)
        write_file(made, str(Path(config.site_dir, old.dest_uri)))
