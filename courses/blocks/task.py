"""One thing to do after a lesson."""

from wagtail import blocks

from cms.blocks import OnPaper, TextBlock


class TaskBlock(OnPaper, blocks.StructBlock):
    """A do-it task (AC-24): small, real and possible this week."""

    title = blocks.CharBlock(max_length=100, help_text="For example: “Photograph one planning notice near you”.")
    minutes = blocks.IntegerBlock(required=False, min_value=1, max_value=240, help_text="About how long it takes.")
    text = TextBlock()

    class Meta:
        icon = "check"
        label = "Do it"
        description = "One small thing to do, alone or with neighbours"
        label_format = "Do it: {title}"
        template = "courses/blocks/task.html"
        print_template = "courses/blocks/print/task.html"
        preview_template = "courses/blocks/preview.html"
        preview_value = {
            "title": "Photograph one planning notice near you",
            "minutes": 10,
            "text": "<p>Take it to the next meeting. Ask who has seen it.</p>",
        }
