"""`edition tag`: mentions of registered names proposed, reviewed, and marked in the TEI."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import click
from rich.console import Console
from rich.prompt import Prompt
from rich.table import Table
from rich.text import Text

from edition.annotate.names import Answer, Proposal, Register, Tagged, apply, register, tag
from edition.annotate.names.apply import is_rejectable
from edition.cli.console import Bar, show_diff, tell
from edition.cli.files import folder_of, inside, tei_files
from edition.cli.groups import visible
from edition.cli.options import DOCS, PATHS
from edition.model import Edition
from edition.model.entries import Kind
from edition.model.links import Inside
from edition.tei.parse import parse
from edition.tei.write import read_whole, write_whole

SORTS = {
    "persons": Kind.PERSON,
    "places": Kind.PLACE,
    "organisations": Kind.ORG,
    "events": Kind.EVENT,
    "terms": Kind.TERM,
    "objects": Kind.OBJECT,
}
"""What `--only` takes."""
WORDS = 12
"""So many words are shown on each side of a name."""
LISTED = 20
"""So many doubtful names are listed without `--verbose`."""
HELP = """\
y  yes, it is this entry          a  yes, and so for all that is written and meant the same
n  no, these are just words       x  no, and so for all that is written the same
1, 2 …  it is this one of several
c  yes, and so for all that is certain from here on: ask about the doubtful only
s  skip: ask again next time      q  write what was decided, and stop"""


@click.command("tag")
@PATHS
@DOCS
@click.option(
    "--only", multiple=True, type=click.Choice(list(SORTS)), help="Look for these only; may be given again."
)
@click.option("-y", "--yes", is_flag=True, help="Mark what is certain without asking; list the rest.")
@click.option("-n", "--dry-run", is_flag=True, help="Write nothing; show what --yes would change.")
@click.option(
    "-v", "--verbose", is_flag=True, help=f"List every doubtful name; without it, the first {LISTED}."
)
def tag_(
    paths: Sequence[Path], docs: Path | None, only: Sequence[str], yes: bool, dry_run: bool, verbose: bool
) -> None:
    """Find the persons, places, organisations, terms and events of the registers in all texts.

    A PATH is a TEI file or a folder of them [default: tei]. In a terminal, each name is shown with its words
    around it, and you decide: y, n, a (all of this name) and so on. What is accepted is marked (persName ref
    and the like), what is refused too (seg of type plain): it is not asked again. Text is never changed, nor
    anything that is marked already.

    \b
    Examples:
      edition tag
      edition tag tei/book.xml --only persons
      edition tag --dry-run
      edition tag --yes
    """
    out, err = Console(), Console(stderr=True)
    if not (yes or dry_run or is_terminal()):
        raise click.UsageError(
            "this is no terminal, so nobody can be asked: --yes marks what is certain and lists the rest, "
            "--dry-run shows that and writes nothing"
        )
    files = list(tei_files(paths))
    root = docs or folder_of(files)
    chosen = [inside(file, root) for file in files]
    edition, names, texts = read(root, chosen, [SORTS[name] for name in only] or list(Kind), err)
    review = certain(texts) if yes or dry_run else asked(out, edition, names, texts)
    written = write(out, root, edition, texts, review, dry_run)
    if yes or dry_run:
        list_doubtful(out, root, texts, verbose)
    out.print(summary(texts, review))
    tell(out, told(names, texts, written, dry_run))


def is_terminal() -> bool:
    """Say whether somebody can be asked."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def read(
    root: Path, chosen: Sequence[str], kinds: Sequence[Kind], err: Console
) -> tuple[Edition, Register, list[Tagged]]:
    """Read the edition, its registers, and the proposals for the chosen files."""
    edition = Edition.load(root)
    texts = []
    with Bar(err, "registers", len(chosen) + 1) as bar:
        names = register(edition, kinds)
        bar.advance()
        for path in chosen:
            bar.start(path)
            data = read_whole(root / path) or b""
            if path not in edition.paths:  # no TEI: say what is wrong with it
                parse(data, str(root / path))
            texts.append(tag(edition, path, data, names))
            bar.advance()
    return edition, names, texts


# ---- deciding


@dataclass(slots=True)
class Review:
    """What was decided: answers by file, and what is decided for all that is written the same."""

    answers: dict[str, list[Answer]] = field(default_factory=dict)
    always: dict[tuple[str, tuple[Inside, ...]], Inside] = field(default_factory=dict)
    never: set[str] = field(default_factory=set)
    trusting: bool = False
    """Whether what is certain is taken without asking."""

    def add(self, path: str, proposal: Proposal, target: Inside | None) -> None:
        """Enter an answer."""
        self.answers.setdefault(path, []).append(Answer(proposal, target))


def certain(texts: Iterable[Tagged]) -> Review:
    """Return the answers that need nobody: yes to what is certain."""
    review = Review()
    for text in texts:
        for proposal in text.proposals.certain():
            review.add(text.path, proposal, proposal.targets[0])
    return review


def asked(out: Console, edition: Edition, names: Register, texts: Sequence[Tagged]) -> Review:
    """Return the answers of whoever sits at the terminal."""
    review = Review()
    every = [(text, proposal) for text in texts for proposal in text.proposals.found]
    if every:
        tell(out, HELP)
    for number, (text, proposal) in enumerate(every, 1):
        if settled(review, text.path, proposal):
            continue
        out.print()
        place = f"{edition.documents[proposal.document].path}:{proposal.line}"
        out.print(Text(f"{place}  {number} of {len(every)}", style="dim"))
        out.print(shown(proposal))
        for line in candidates(proposal, names):
            tell(out, line)
        if not answer(out, review, text.path, proposal):
            break
    return review


def settled(review: Review, path: str, proposal: Proposal) -> bool:
    """Answer what was decided for all that is written the same; say whether it was."""
    written = " ".join(proposal.text.split())
    if written in review.never and is_rejectable(proposal):
        review.add(path, proposal, None)
        return True
    if review.trusting and proposal.certain:
        review.add(path, proposal, proposal.targets[0])
        return True
    if (written, proposal.targets) in review.always:
        review.add(path, proposal, review.always[written, proposal.targets])
        return True
    return False


def shown(proposal: Proposal) -> Text:
    """Return a name with the words around it."""
    whole = proposal.block.text
    before = " ".join(whole[: proposal.start].split()[-WORDS:])
    after = " ".join(whole[proposal.end :].split()[:WORDS])
    left = whole[: proposal.start][-1:].isspace() * " "
    right = whole[proposal.end :][:1].isspace() * " "
    name = " ".join(proposal.text.split())
    return Text.assemble(visible(before) + left, (visible(name), "bold reverse"), right + visible(after))


def candidates(proposal: Proposal, names: Register) -> Iterable[str]:
    """Yield a line for every entry that a name can mean, and one for what is in doubt."""
    for number, target in enumerate(proposal.targets, 1):
        lead = f"{number}  " if len(proposal.targets) > 1 else ""
        yield f"  {lead}{described(names, target)}  ({target.document}#{target.id})"
    if proposal.reason:
        yield f"  in doubt: {proposal.reason}"


def described(names: Register, target: Inside) -> str:
    """Return what an entry is called, with the years of a life."""
    person = names.persons.get(target)
    life = f" ({person.born}–{person.died})" if person is not None and (person.born or person.died) else ""
    return f"{names.entries[target].name}{life}"


def answer(out: Console, review: Review, path: str, proposal: Proposal) -> bool:
    """Ask about one name and enter the answer; return False to stop."""
    written = " ".join(proposal.text.split())
    several = [str(number) for number in range(1, len(proposal.targets) + 1)]
    refusals = ["n", "x"] if is_rejectable(proposal) else []
    choices = [*(several if len(several) > 1 else []), "y", "a", *refusals, "c", "s", "q", "?"]
    usual = "y" if proposal.certain else "s"
    while True:
        try:
            said = Prompt.ask("  ", console=out, choices=choices, default=usual, show_default=True)
        except (EOFError, KeyboardInterrupt):
            return False
        if said != "?":
            break
        tell(out, HELP)
    if said == "q":
        return False
    if said == "s":
        return True
    target = proposal.targets[int(said) - 1 if said.isdigit() else 0]
    if said == "a":
        review.always[written, proposal.targets] = target
    elif said == "x":
        review.never.add(written)
    elif said == "c":
        review.trusting = True
    review.add(path, proposal, None if said in {"n", "x"} else target)
    return True


# ---- writing and telling


def write(
    out: Console, root: Path, edition: Edition, texts: Iterable[Tagged], review: Review, dry_run: bool
) -> int:
    """Write what was decided into the files, or show what would change; return how many files change."""
    paths = {ident: document.path for ident, document in edition.documents.items()}
    count = 0
    for text in texts:
        answers = review.answers.get(text.path, [])
        if not answers:
            continue
        file = root / text.path
        before = read_whole(file) or b""
        apply(answers, paths)
        after = text.file.data()
        count += after != before
        if dry_run:
            show_diff(out, file, before, after)
        else:
            write_whole(file, after)
    return count


def list_doubtful(out: Console, root: Path, texts: Iterable[Tagged], verbose: bool) -> None:
    """List the names that an editor has to decide on, each with the lines in which it stands."""
    rows: dict[tuple[str, str, tuple[Inside, ...], str], list[int]] = {}
    for text in texts:
        for one in text.proposals.found:
            if not one.certain:
                key = (str(root / text.path), " ".join(one.text.split()), one.targets, one.reason)
                rows.setdefault(key, []).append(one.line)
    ordered = sorted(rows.items(), key=lambda row: -len(row[1]))
    for (file, written, targets, reason), lines in ordered if verbose else ordered[:LISTED]:
        among = " or ".join(target.id for target in targets)
        some = ", ".join(map(str, lines if verbose else lines[:5])) + (
            "" if verbose or len(lines) < 6 else ", …"
        )
        tell(out, f"{file}:{some}: “{written}” ×{len(lines)}, {among}? {reason}")
    if len(ordered) > LISTED and not verbose:
        tell(out, f"… and {len(ordered) - LISTED} more; --verbose lists all, edition tag asks about each")


def summary(texts: Iterable[Tagged], review: Review) -> Table:
    """Return the table that ends the command: a row a file in which names were found."""
    table = Table(title=None, box=None, pad_edge=False, collapse_padding=True)
    table.add_column("file", overflow="fold")
    for name in ("found", "certain", "doubtful", "marked", "refused"):
        table.add_column(name, justify="right", no_wrap=True)
    for text in texts:
        if not text.proposals.found:
            continue
        said = Counter(answer.target is not None for answer in review.answers.get(text.path, []))
        found, sure = len(text.proposals.found), len(text.proposals.certain())
        table.add_row(
            Text(text.path), *(f"{n:,}" for n in (found, sure, found - sure, said[True], said[False]))
        )
    return table


def told(names: Register, texts: Sequence[Tagged], written: int, dry_run: bool) -> str:
    """Return the sentence that ends the command."""
    if not names.entries:
        return (
            "Nothing to look for: no register in this folder lists such names. They are TEI documents with "
            "listPerson, listPlace, listOrg, listEvent or a glossary, and edition import begins them."
        )
    looked = f"{len(names.entries):,} entries looked for in {len(texts)} files"
    return f"{looked}; {written} {'would change' if dry_run else 'changed'}."
