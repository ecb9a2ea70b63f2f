"""Question kinds: one file each, one line each in this list."""

from courses.blocks.questions.multiple_choice import MultipleChoiceBlock
from courses.blocks.questions.protocol import Line, Mark, OptionNote, Payload, QuestionBlock, Response
from courses.blocks.questions.single_choice import SingleChoiceBlock
from courses.blocks.questions.true_false import TrueFalseBlock

KINDS: dict[str, type[QuestionBlock]] = {
    block.kind: block
    for block in (
        SingleChoiceBlock,
        MultipleChoiceBlock,
        TrueFalseBlock,
    )
}

__all__ = ["KINDS", "Line", "Mark", "OptionNote", "Payload", "QuestionBlock", "Response"]
