"""Question and answer."""

from __future__ import annotations

from unit.plain_texts import LONG, Reading, texts

from edition.tokens import Kind

MORE = f"{LONG} {LONG}"


def test_marked_questions_and_answers_stand_apart_from_the_report_around_them() -> None:
    reading = Reading(
        f"A title\n{LONG}\nQuestion: Why?\nAnswer: No.\nQuestion: When?\nAnswer: Never.\n{LONG}"
    )
    reading.assert_whole()
    assert reading.shape()[2:] == ["speech question", "speech answer"] * 2 + ["p"]
    assert [block.marker for block in reading.kinds(Kind.SPEECH)] == ["Question", "Answer"] * 2
    assert texts(reading.kinds(Kind.SPEECH)[0].children) == ["Why?"]


def test_speakers_by_name_and_an_answer_of_two_paragraphs() -> None:
    source = f"A title\n{LONG}\nKeller: Where?\nSmith: There.\nIt was dark.\nKeller: When?\nSmith: Then."
    speeches = Reading(source).kinds(Kind.SPEECH)
    assert [(block.type, len(block.children)) for block in speeches] == [
        ("question", 1), ("answer", 2), ("question", 1), ("answer", 1),
    ]  # fmt: skip


def test_labels_that_do_not_take_turns_are_no_speakers() -> None:
    reading = Reading(f"A title\nNote: {LONG}\nSource: {LONG}\nNote: {LONG}\n{LONG}")
    assert not reading.kinds(Kind.SPEECH)


def test_an_interview_without_marks() -> None:
    source = "\n".join(
        ["Reading in the camps", "This interview was held in May.", "What did you read?", MORE, MORE,
         "You mention a teacher. Who was she?", f"{MORE} Is that not strange?", MORE, "Did you write?", MORE]
    )  # fmt: skip
    reading = Reading(source)
    reading.assert_whole()
    speeches = reading.kinds(Kind.SPEECH)
    assert [(block.type, len(block.children)) for block in speeches] == [
        ("question", 1), ("answer", 2), ("question", 1), ("answer", 2), ("question", 1), ("answer", 1),
    ]  # fmt: skip


def test_an_answer_may_begin_with_a_question() -> None:
    source = [
        "An interview",
        "What did you read?",
        "All that came. Who would not?",
        MORE,
        "Where?",
        MORE,
        "When?",
        MORE,
    ]
    speeches = Reading(source).kinds(Kind.SPEECH)
    assert [block.first for block in speeches if block.type == "question"] == [2, 5, 7]


def test_an_essay_with_rhetorical_questions_is_no_interview() -> None:
    source = ["An essay", LONG, *[LONG, "Who was to blame for it?", LONG, LONG] * 4]
    reading = Reading(source)
    assert not reading.kinds(Kind.SPEECH)
