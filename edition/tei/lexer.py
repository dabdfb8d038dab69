"""The tokens of an XML file as they are written, for those who keep a file's own characters."""

from __future__ import annotations

import re

TOKEN = re.compile(
    r"""(?P<comment><!--.*?-->)|(?P<pi><\?.*?\?>)|(?P<cdata><!\[CDATA\[.*?\]\]>)
    |(?P<doctype><!DOCTYPE(?:"[^"]*"|'[^']*'|\[(?:"[^"]*"|'[^']*'|<!--.*?-->|<\?.*?\?>|[^\]"'])*\]|[^>\["'])*>)
    |(?P<end></[^>]*>)|(?P<start><(?:"[^"]*"|'[^']*'|[^>"'])*>)|(?P<text>[^<]+)""",
    re.VERBOSE | re.DOTALL,
)
"""The tokens of a well-formed file (XML 1.0 §2.1, §2.4-2.8, §3.1). The parser has seen to that."""

ATTRIBUTE = re.compile(r"""([^\s=<>"'/]+)\s*=\s*("[^"]*"|'[^']*')""")
"""An attribute of a start-tag: its name, its value with the quotes (XML 1.0 §3.1)."""
