"""Question kinds: one file each, one line each in this list."""

from courses.blocks.questions.matching import MatchingBlock
from courses.blocks.questions.multiple_choice import MultipleChoiceBlock
from courses.blocks.questions.numeric import NumericBlock
from courses.blocks.questions.ordering import OrderingBlock
from courses.blocks.questions.poll import PollBlock
from courses.blocks.questions.protocol import Line, Mark, Move, OptionNote, Payload, QuestionBlock, Response
from courses.blocks.questions.reflection import ReflectionBlock
from courses.blocks.questions.short_text import ShortTextBlock
from courses.blocks.questions.single_choice import SingleChoiceBlock
from courses.blocks.questions.true_false import TrueFalseBlock

KINDS: dict[str, type[QuestionBlock]] = {
    block.kind: block
    for block in (
        SingleChoiceBlock,
        MultipleChoiceBlock,
        TrueFalseBlock,
        OrderingBlock,
        MatchingBlock,
        NumericBlock,
        ShortTextBlock,
        ReflectionBlock,
        PollBlock,
    )
}

__all__ = ["KINDS", "Line", "Mark", "Move", "OptionNote", "Payload", "QuestionBlock", "Response"]
