"""Every TEI element with a declared behaviour. A later chapter's says more than an earlier's."""

from __future__ import annotations

from edition.render import (
    core,
    drama,
    figures,
    manuscripts,
    names,
    other,
    textcrit,
    textstructure,
    transcr,
    verse,
)
from edition.render.walk import Behaviour

BEHAVIOURS: dict[str, Behaviour] = {
    **other.BEHAVIOURS,
    **core.BEHAVIOURS,
    **manuscripts.BEHAVIOURS,
    **textstructure.BEHAVIOURS,
    **verse.BEHAVIOURS,
    **drama.BEHAVIOURS,
    **figures.BEHAVIOURS,
    **names.BEHAVIOURS,
    **transcr.BEHAVIOURS,
    **textcrit.BEHAVIOURS,
}
