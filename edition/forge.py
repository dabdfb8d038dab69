"""Where a file is edited on the host of a repository, and how an address names a line in it.

GitHub: docs "Creating a permanent link to a code snippet" (`#L12`); its editor opens there too. GitLab's does
likewise (`source_editor_extension_base.js` reveals the fragment's line). The editors of Gitea and Forgejo
take no notice of a fragment (`codeeditor/main.ts`, `codemirror.ts`): the same one is kept for the number
that it tells. Bitbucket: `#lines-12`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

EDITED = re.compile(
    r"/(?:-/)?(?:_?edit|blob|raw|src(?:/branch)?)/(?P<branch>[^/]+)/(?P<path>[^#?]+)(?:[#?].*)?"
)
"""An address at which a file is edited or shown, after the repository's own."""


@dataclass(frozen=True, slots=True)
class Forge:
    """A kind of host: paths from the repository's address, with `{branch}` and `{path}`."""

    edit: str
    history: str
    line: str = "#L{line}"


FORGES: dict[str, Forge] = {
    "github": Forge("edit/{branch}/{path}", "commits/{branch}/{path}"),
    "gitlab": Forge("-/edit/{branch}/{path}", "-/commits/{branch}/{path}"),
    "gitea": Forge("_edit/{branch}/{path}", "commits/branch/{branch}/{path}"),
    "forgejo": Forge("_edit/{branch}/{path}", "commits/branch/{branch}/{path}"),
    "bitbucket": Forge("src/{branch}/{path}?mode=edit", "history-node/{branch}/{path}", line="#lines-{line}"),
}

HOSTS: dict[str, str] = {
    "github": "github",
    "gitlab": "gitlab",
    "salsa.debian": "gitlab",
    "framagit": "gitlab",
    "codeberg": "forgejo",
    "forgejo": "forgejo",
    "gitea": "gitea",
    "bitbucket": "bitbucket",
}
"""What stands in a host's name -> its kind."""


def kind(repo_url: str) -> str:
    """Return the kind of host that an address is on, by the host's name; nothing if it does not say."""
    host = (urlsplit(repo_url).hostname or "").lower()
    return next((forge for part, forge in HOSTS.items() if part in host), "")


def edit_uri(forge: str, branch: str, folder: str) -> str:
    """Return MkDocs' `edit_uri` for a folder of the repository; nothing for an unknown kind of host."""
    found = FORGES.get(forge)
    if found is None or "?" in found.edit:
        return ""
    return found.edit.format(branch=quote(branch), path=quote(folder.strip("/"))).rstrip("/") + "/"


def at_line(edit_url: str, forge: str, line: int) -> str:
    """Return the address of a line of a file, from the address where the file is edited."""
    if not edit_url or line < 1:
        return edit_url
    return edit_url.partition("#")[0] + FORGES.get(forge, FORGES["github"]).line.format(line=line)


def history_url(repo_url: str, edit_url: str, forge: str) -> str:
    """Return where the host shows a file's changes, from the address where it is edited; else nothing."""
    found = FORGES.get(forge)
    if found is None or "?" in found.edit or not edit_url:
        return ""
    base = repo_url.rstrip("/")
    place = EDITED.fullmatch(edit_url.removeprefix(base)) if edit_url.startswith(base) else None
    return f"{base}/{found.history.format(**place.groupdict())}" if place else ""
