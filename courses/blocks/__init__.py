"""Blocks of a lesson: the shared ones, tasks, prompts and questions."""

from courses.blocks.lesson_body import LessonBodyBlock, lesson_blocks
from courses.blocks.prompt import PromptBlock
from courses.blocks.task import TaskBlock

__all__ = ["LessonBodyBlock", "PromptBlock", "TaskBlock", "lesson_blocks"]
