"""Versions of a TEI file: three of them merged, two of them compared as a reader would."""
