"""Files that commands begin: an editor may go on with them, and nothing in their headers is missing."""

from __future__ import annotations

import pytest

from edition.annotate.registers import KINDS, empty
from edition.annotate.works.bibliography import extend
from edition.checks.run import look

DRAFTS = {"bibliography.xml": extend(None, "bibliography.xml", ()), **{k.file: empty(k, "en") for k in KINDS}}


@pytest.mark.parametrize("name", DRAFTS)
def test_a_draft_has_a_complete_header(name: str) -> None:
    found = look(DRAFTS[name], name, name)
    assert [str(problem) for problem in found.problems] == []
