"""Notes: which numbers are calls, which bodies they belong to, whatever the reader."""

from edition.readers.notes.linking import link

__all__ = ["link"]
