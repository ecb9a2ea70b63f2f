"""Question kinds: one file each, one line each in this list."""

from courses.blocks.questions.choice import Mark, OptionNote, Payload
from courses.blocks.questions.multiple_choice import MultipleChoiceBlock
from courses.blocks.questions.single_choice import SingleChoiceBlock
from courses.blocks.questions.true_false import TrueFalseBlock

QuestionBlock = SingleChoiceBlock | MultipleChoiceBlock | TrueFalseBlock

KINDS: dict[str, type[QuestionBlock]] = {
    block.kind: block for block in (SingleChoiceBlock, MultipleChoiceBlock, TrueFalseBlock)
}

__all__ = ["KINDS", "Mark", "OptionNote", "Payload", "QuestionBlock"]
