"""The container (EPUB 3.3 §4, OCF): a zip file whose bytes say nothing of the time and the machine."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping

BEGINNING = (1980, 1, 1, 0, 0, 0)
"""The earliest date that a zip file can name."""
MIMETYPE = ("mimetype", b"application/epub+zip")
CONTAINER = (
    "META-INF/container.xml",
    b'<?xml version="1.0" encoding="UTF-8"?>\n'
    b'<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    b'<rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/>'
    b"</rootfiles></container>\n",
)


def packed(files: Iterable[tuple[str, bytes]], licences: Mapping[str, bytes]) -> bytes:
    """Return the container of a publication's files, paths taken from its folder `EPUB`.

    Licences of what is embedded are no part of the publication; they lie beside its container document.

    `mimetype` stands first, not compressed, so that the file can be told by its first bytes (OCF §4.3).
    """
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        write(archive, *MIMETYPE, zipfile.ZIP_STORED)
        write(archive, *CONTAINER, zipfile.ZIP_DEFLATED)
        for path, data in files:
            write(archive, f"EPUB/{path}", data, zipfile.ZIP_DEFLATED)
        for name, data in licences.items():
            write(archive, f"META-INF/licences/{name}", data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def write(archive: zipfile.ZipFile, path: str, data: bytes, method: int) -> None:
    """Append one file."""
    info = zipfile.ZipInfo(path, BEGINNING)
    info.compress_type = method
    info.create_system = 3
    info.external_attr = 0o644 << 16
    archive.writestr(info, data)
