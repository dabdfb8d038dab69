"""Question and answer: speeches with the speaker's name before a colon, and interviews without any mark.

Marked speeches are told by labels that come back (`Question:` … `Answer:` …, or two names in turn). An
interview without marks is told by its questions: short paragraphs that end in a question mark, address
somebody, and are each followed by longer paragraphs that do not.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from statistics import median

from edition.readers import shapes, verse
from edition.tokens import Block, Inline, Kind, Text, plain

QUESTIONERS = shapes.word_set("question q interviewer вопрос frage")
ANSWERERS = shapes.word_set("answer a reply respondent interviewee ответ antwort")

LONGEST_QUESTION = 900
REACH = 6
"""How many paragraphs without a label may belong to one speech."""

_ROLE = re.compile(
    r"(Question|Answer|Q|A|Interviewer|Вопрос|Ответ|Frage|Antwort)\s?(?:[.:]\s*[–—-]?|[–—])\s+(?=\S)",
    re.IGNORECASE,
)
"""A word that says who speaks needs no colon: `Q. …`, `Answer. …`."""
_LABEL = re.compile(r"([^\W\d_][\w.'’-]*(?: [^\W\d_a-zа-я][\w.'’-]*){0,2})\s?:\s+(?=\S)")
_ABOUT_TALK = re.compile(
    r"\b(?:interview\w*|in conversation|talks? (?:to|with)|spoke (?:to|with)|speaks (?:to|with)|asked|"
    r"questions|q ?& ?a)\b",
    re.IGNORECASE,
)
_YOU = re.compile(r"\b(?:you|your|yours|yourself)\b", re.IGNORECASE)
_SENTENCE_END = re.compile(r"([.!?…])[.!?…]*[\"”’»)]*(?=\s|$)")
_PROSE = frozenset({Kind.P, Kind.ITEM, Kind.VERSE, Kind.QUOTE})


def marked(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks with speeches that name their speaker made `SPEECH`."""
    labels = [_label(block) for block in blocks]
    speakers = _speakers(labels)
    if not speakers:
        return list(blocks)
    labels = [label if label in speakers else "" for label in labels]
    roles = {label: _role(label, blocks, labels) for label in speakers}
    out: list[Block] = []
    at = 0
    while at < len(blocks):
        if not labels[at]:
            out.append(blocks[at])
            at += 1
            continue
        stop = _speech_end(blocks, labels, at)
        out.append(_speech(blocks[at:stop], labels[at], roles[labels[at]]))
        at = stop
    return out


def _label(block: Block) -> str:
    """Return the words before a colon at the start of a paragraph, if they may name a speaker."""
    if block.kind is not Kind.P or block.type or not isinstance(block.inlines[0], Text):
        return ""
    found = _labelled(block.inlines[0].text)
    return found.group(1) if found and found.group(1)[:1].isupper() else ""


def _labelled(text: str) -> re.Match[str] | None:
    """Return what names the speaker at the start of a paragraph."""
    return _ROLE.match(text[:80]) or _LABEL.match(text[:80])


def _speakers(labels: Sequence[str]) -> set[str]:
    """Return the labels that name speakers: question and answer, or names that take turns."""
    counts = Counter(label for label in labels if label)
    asked = {label for label in counts if label.lower() in QUESTIONERS}
    answered = {label for label in counts if label.lower() in ANSWERERS}
    if asked and answered:
        return asked | answered
    again = {label for label, count in counts.items() if count >= 2}
    turns = [label for label in labels if label in again]
    changes = sum(a != b for a, b in itertools.pairwise(turns))
    if len(again) < 2 or len(turns) < 4 or changes < 0.75 * (len(turns) - 1):
        return set()
    # Who speaks once, between two that are known to speak, speaks too.
    between = {
        b for a, b, c in zip(labels, labels[1:], labels[2:], strict=False) if a in again and c in again and b
    }
    return again | between


def _role(label: str, blocks: Sequence[Block], labels: Sequence[str]) -> str:
    """Return whether a speaker asks or answers; a name asks if most of its speeches end in `?`."""
    if label.lower() in QUESTIONERS | ANSWERERS:
        return "question" if label.lower() in QUESTIONERS else "answer"
    said = [plain(block.inlines) for block, name in zip(blocks, labels, strict=True) if name == label]
    return "question" if sum(map(shapes.ends_question, said)) * 2 > len(said) else "answer"


def _speech_end(blocks: Sequence[Block], labels: Sequence[str], start: int) -> int:
    """Return where the speech at `start` ends: at the next speaker, if one is near, else at once."""
    for at in range(start + 1, min(start + 2 + REACH, len(blocks))):
        if labels[at]:
            return at
        if blocks[at].kind not in _PROSE:
            break
    return start + 1


def _speech(blocks: Sequence[Block], label: str, role: str) -> Block:
    """Return a speech of paragraphs, the label taken into `marker`."""
    head = blocks[0].inlines[0]
    assert isinstance(head, Text)
    found = _labelled(head.text)
    rest = head.text[found.end() :] if found else head.text
    inlines: list[Inline] = [replace(head, text=rest), *blocks[0].inlines[1:]]
    children = verse.find([replace(blocks[0], inlines=inlines), *blocks[1:]])
    return Block(
        Kind.SPEECH, first=blocks[0].first, last=blocks[-1].last, marker=label, type=role, children=children
    )


def interview(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks of one text with an unmarked interview made `SPEECH`es, else as they were."""
    asks = _asking(blocks)
    if not _is_interview(blocks, asks):
        return list(blocks)
    out: list[Block] = []
    at = 0
    while at < len(blocks):
        stop = at
        if asks[at]:
            while stop < len(blocks) and asks[stop]:
                stop += 1
            out.append(_unmarked(blocks[at:stop], "question"))
        elif out and out[-1].kind is Kind.SPEECH and blocks[at].kind in _PROSE and not blocks[at].type:
            while stop < len(blocks) and _answers(blocks[stop]) and not asks[stop]:
                stop += 1
            stop -= _head_before(blocks, asks, at, stop)
            out.append(_unmarked(blocks[at:stop], "answer")) if stop > at else None
        if stop == at:
            out.append(blocks[at])
            stop += 1
        at = stop
    return out


def _answers(block: Block) -> bool:
    return block.kind in _PROSE and not block.type


def _head_before(blocks: Sequence[Block], asks: Sequence[bool], start: int, stop: int) -> int:
    """Return 1 if the last paragraph of an answer is a subhead over the next question."""
    if stop >= len(blocks) or not asks[stop] or stop - start < 2:
        return 0
    text = plain(blocks[stop - 1].inlines)
    return int(blocks[stop - 1].kind is Kind.P and shapes.title_like(text, 100))


def _unmarked(blocks: Sequence[Block], role: str) -> Block:
    return Block(Kind.SPEECH, first=blocks[0].first, last=blocks[-1].last, type=role, children=list(blocks))


def _asking(blocks: Sequence[Block]) -> list[bool]:
    """Tell which paragraphs may be an interviewer's: they end in a question, and ask in good part.

    What asks in one sentence of three only may be an answer's rhetoric; an interviewer is briefer.
    """
    shares = [_share_asked(block) for block in blocks]
    sure = [len(plain(b.inlines)) for b, share in zip(blocks, shares, strict=True) if share >= 0.5]
    most = 1.5 * median(sure) if sure else 0
    asks = [
        share >= 0.5 or (share >= 0.25 and len(plain(block.inlines)) <= most)
        for block, share in zip(blocks, shares, strict=True)
    ]
    for at in range(len(asks) - 1, 0, -1):
        # Right after a question the answer begins, be it with a question of its own.
        asks[at] = asks[at] and (not asks[at - 1] or shares[at] == 1.0)
    return asks


def _share_asked(block: Block) -> float:
    """Return which part of a paragraph's sentences are questions, 0 if the last is none."""
    if block.kind is not Kind.P or block.type:
        return 0.0
    text = plain(block.inlines)
    if len(text) > LONGEST_QUESTION or not shapes.ends_question(text):
        return 0.0
    ends = _SENTENCE_END.findall(text)
    return ends.count("?") / len(ends) if ends else 1.0


def _is_interview(blocks: Sequence[Block], asks: Sequence[bool]) -> bool:
    """Weigh the questions of a text: how many, how short beside the answers, whom they address."""
    first = next((i for i, ask in enumerate(asks) if ask), len(blocks))
    texts = [plain(block.inlines) for block in blocks]
    questions = [text for text, ask in zip(texts, asks, strict=True) if ask]
    after = range(first, len(blocks))
    answers = [texts[i] for i in after if not asks[i] and blocks[i].kind is Kind.P and not blocks[i].type]
    turns = sum(asks[i] and not asks[i + 1] for i in range(len(asks) - 1))
    if turns < 3 or not answers or median(map(len, questions)) * 1.3 > median(map(len, answers)):
        return False
    announced = any(_ABOUT_TALK.search(text[:2000]) for text in texts[:first])
    share = len(questions) / (len(questions) + len(answers))
    addressed = sum(bool(_YOU.search(text)) for text in questions)
    if announced:
        return share >= 0.06
    # Without a word about an interview, questions that are subheads or rhetoric must not pass for one.
    return turns >= 4 and share >= 0.12 and addressed * 3 >= len(questions)
