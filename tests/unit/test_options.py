"""Options: the guide is what the code says, wrong ones are told with what is right, labels are complete."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml
from mkdocs_edition.config import EditionConfig
from mkdocs_edition.options import Own, documented
from support import options

from edition.labels import fields, labels, language_name, languages, shown_date, table


def test_guide_is_what_the_code_says(root: Path, accept: bool) -> None:
    guide = root / "docs" / "configuration.md"
    made = options.page(guide.read_text("utf-8"))
    if accept:
        guide.write_text(made, "utf-8")
    assert guide.read_text("utf-8") == made, "pytest --accept rewrites the page"


def test_every_option_says_what_it_is_for_and_its_example_is_right(root: Path, tmp_path: Path) -> None:
    (tmp_path / "my_behaviours.py").write_text("BEHAVIOURS = {}\n", "utf-8")
    (tmp_path / "styles").mkdir()
    style = root / "tests/cases/bibliography/style.csl"
    shutil.copy(style, tmp_path / "styles" / "harvard-cite-them-right.csl")
    told = documented(EditionConfig)
    assert [option.name for option in told] == [name for name, _ in EditionConfig._schema]
    for option in told:
        assert option.text, option.name
        value = yaml.safe_load(option.example)
        assert list(value) == [option.name]
        assert value[option.name] != option.default, f"{option.name}: the example is the default"
        assert checked(tmp_path, value) == [], option.name


def checked(project: Path, values: dict[str, Any]) -> list[str]:
    """Return what is said of options in a project's mkdocs.yml."""
    config = EditionConfig(str(project / "mkdocs.yml"))
    config.load_dict(values)
    errors, warnings = config.validate()
    return [f"{key}: {text}" for key, text in [*errors, *warnings]]


WRONG = [
    ({"langage": "de"}, ["langage: Unrecognised option", "Did you mean 'language'?"]),
    ({"split_document": "long"}, ["a whole number", "'long'", "for example: split_document:"]),
    ({"split_division": -1}, ["a whole number, 0 or more", "-1"]),
    ({"split_division": True}, ["a whole number"]),
    ({"library": "no"}, ["bool", "for example: library: false"]),
    ({"language": "German"}, ["a language tag", "'de'", "'ru'"]),
    ({"silence": ["nothing"]}, ["nothing", "for example: silence: [link-dangling]"]),
    ({"labels": {"nte": "N"}}, ["unknown label 'nte'", "note"]),
    ({"labels": {"note": "{number}"}}, ["unknown field {number}", "known: {n}"]),
    ({"labels": {"note": "Note {n"}}, ["label 'note'", "brace"]),
    ({"labels": {"note": 1}}, ["str"]),
    ({"behaviours": "none.py"}, ["no file 'none.py'"]),
    ({"behaviours": "../mine.py"}, ["outside the project"]),
    ({"behaviours": ["a.py"]}, ["path of a Python file"]),
    ({"behaviours": "broken.py"}, ["'broken.py'", "SyntaxError"]),
    ({"behaviours": "empty.py"}, ["must define BEHAVIOURS"]),
    ({"behaviours": "made.py"}, ["must define BEHAVIOURS", "literal"]),
    ({"behaviours": "words.py"}, ["BEHAVIOURS['p'] is no function"]),
]
FILES = {
    "broken.py": "def (",
    "empty.py": "",
    "made.py": "BEHAVIOURS = dict(p=print)\n",
    "words.py": "BEHAVIOURS = {'p': 'x'}\n",
}


@pytest.mark.parametrize(("values", "wanted"), WRONG, ids=[str(values) for values, _ in WRONG])
def test_wrong_option_is_told_with_what_is_right(
    values: dict[str, Any], wanted: list[str], tmp_path: Path
) -> None:
    project = tmp_path / "project"
    project.mkdir()
    for name, text in FILES.items():
        (project / name).write_text(text, "utf-8")
    (tmp_path / "mine.py").write_text("BEHAVIOURS = {}\n", "utf-8")
    (said,) = checked(project, values)
    for part in wanted:
        assert part in said


def test_behaviours_change_with_their_file(tmp_path: Path) -> None:
    file, found = tmp_path / "own.py", []
    for text in ("BEHAVIOURS = {'p': print}\n", "BEHAVIOURS = {'p': print, 'q': print}\n"):
        file.write_text(text, "utf-8")
        config = EditionConfig(str(tmp_path / "mkdocs.yml"))
        config.load_dict({"behaviours": "own.py"})
        assert config.validate() == ([], [])
        found.append(config.behaviours)
    assert [sorted(own.behaviours) for own in found] == [["p"], ["p", "q"]]
    assert isinstance(found[0], Own)
    assert found[0].digest != found[1].digest


@pytest.mark.parametrize("language", languages())
def test_every_language_has_the_same_labels(language: str) -> None:
    english = table("en")
    assert set(table(language)) == set(english)
    assert {k: fields(t) for k, t in table(language).items()} == {k: fields(t) for k, t in english.items()}
    assert all(len(table(language)[key].split()) == 12 for key in ("months", "months-alone"))


def test_labels_fall_back_to_english_and_ones_own_go_first() -> None:
    assert labels("nl") == table("en")
    assert labels("de-AT")["notes"] == "Anmerkungen"
    assert labels("de", {"notes": "Noten"})["notes"] == "Noten"


DATES = [
    ("2026-11-02", "2 November 2026", "2. November 2026", "2 novembre 2026", "2 ноября 2026"),
    ("1931-05", "May 1931", "Mai 1931", "mai 1931", "май 1931"),
    ("1931", "1931", "1931", "1931", "1931"),
    ("spring 1931", "spring 1931", "spring 1931", "spring 1931", "spring 1931"),
    ("1931-13", "1931-13", "1931-13", "1931-13", "1931-13"),
]


@pytest.mark.parametrize("row", DATES, ids=[row[0] for row in DATES])
def test_dates_are_written_as_readers_write_them(row: tuple[str, ...]) -> None:
    assert tuple(shown_date(row[0], labels(language)) for language in ("en", "de", "fr", "ru")) == row[1:]


@pytest.mark.parametrize(
    ("tag", "english", "german"),
    [
        ("de", "German", "Deutsch"),
        ("ru-Latn", "Russian (Latin)", "Russisch (Lateinisch)"),
        ("de-AT", "German", "Deutsch"),
        ("grc", "Ancient Greek", "Altgriechisch"),
        ("x-klingon", "x-klingon", "x-klingon"),
        ("", "", ""),
    ],
)
def test_languages_are_named_by_their_tag(tag: str, english: str, german: str) -> None:
    assert (language_name(tag, labels("en")), language_name(tag, labels("de"))) == (english, german)
