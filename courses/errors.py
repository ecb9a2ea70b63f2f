"""What can go wrong while learning, in words that are shown as they are."""

from django.utils.translation import gettext as _

from lms.lib.errors import DomainError


class NoAnswer(DomainError):
    """The form came without a choice."""

    def __init__(self, message: str = "Choose an answer, then check it.") -> None:
        super().__init__(message)


class QuestionChanged(DomainError):
    """The question or an option is no longer what the learner's page showed."""

    def __init__(self) -> None:
        super().__init__("This question has changed since you opened the page. Here it is as it is now.")


class DifferentAct(DomainError):
    """The same client id came with another act. It is refused, never merged."""

    def __init__(self) -> None:
        super().__init__("This was already saved as something else. Load the page again, then try once more.")


class KindChanged(DomainError):
    """A question turned into another kind under the same id, so old answers would mean nothing."""

    def __init__(self, question: str) -> None:
        super().__init__(
            f"The question “{question}” is now of another kind. Add it as a new question instead, "
            "so that answers people gave keep their meaning."
        )


class TooFast(DomainError):
    """More answers in a minute than a person can give."""

    def __init__(self) -> None:
        super().__init__("That was a lot of answers in a short time. Wait a minute, then go on.")


class NotTheSame(DomainError):
    """A lesson of an earlier year was chosen that cannot count for this year's."""

    def __init__(self) -> None:
        super().__init__("One of these lessons has changed since you opened the page. Look again, then choose.")


class JoinRefused(DomainError):
    """No open group is behind these words or this link. The same answer for unknown, stopped and closed ones."""

    def __init__(self) -> None:
        super().__init__(
            _("We don't know these words or this link. Check them with your organiser: a group can get new ones.")
        )


class NicknameTaken(DomainError):
    """Two people of one group could not be told apart."""

    def __init__(self) -> None:
        super().__init__(_("Somebody in this group has this nickname already. Choose another one."))


class NoWayBack(DomainError):
    """A guest without a card or an e-mail address would lose the group with their phone."""

    def __init__(self) -> None:
        super().__init__(_("First make a resume card or use an email, so that you can always come back to your group."))


class LastOrganiser(DomainError):
    """Nobody would be left to look after the group."""

    def __init__(self) -> None:
        super().__init__(
            _("You are the only organiser. Ask somebody in the group to take over first, or close the group.")
        )


class GroupRefused(DomainError):
    """Something a group cannot do; the message says what and what to do instead."""


class NoName(DomainError):
    """A certificate was to be printed without a name."""

    def __init__(self) -> None:
        super().__init__("Type the name to print. Any name is right, with at least one letter.")


class CertificateOver(DomainError):
    """A withdrawn certificate is not printed any more."""

    def __init__(self) -> None:
        super().__init__("This certificate was withdrawn, so it is not printed any more.")


class BadgeRefused(DomainError):
    """A badge file cannot be trusted; the message says why."""


class NoSigningKey(DomainError):
    """There is no private key to sign badges with."""

    def __init__(self) -> None:
        super().__init__(
            "Badge files are not set up here yet. Your certificate is valid without one: print it, or use its code."
        )


class NotSaved(DomainError):
    """An act that waited on a phone cannot be kept; `status` says why, as a web page would."""

    def __init__(self, message: str, status: int) -> None:
        super().__init__(message)
        self.status = status


class NoteChanged(DomainError):
    """A private note was changed in another window after this page was opened."""

    def __init__(self) -> None:
        super().__init__(
            "You changed this in another window. Both are below. Put together what you want, then keep it."
        )


class NothingToCorrect(DomainError):
    """There is no correction to tell anybody about."""

    def __init__(
        self, message: str = "This question was never changed. Change and publish it first, then say what was wrong."
    ) -> None:
        super().__init__(message)


class NotTheirOwn(DomainError):
    """Somebody else wanted to mark, unmark or answer for a learner. Registers and trainers have kinds of their own."""

    def __init__(self) -> None:
        super().__init__("Only learners mark their own lessons. Sign in as yourself, then try once more.")


class FromTheFuture(DomainError):
    """A device's clock is more than a day ahead, so nobody can say when this happened."""

    def __init__(self) -> None:
        super().__init__(
            "The clock of your device is more than a day ahead. Set its date and time, then send this again."
        )


class LessonNotOpen(DomainError):
    """The lesson was never published in any edition, so nobody can have done it."""

    def __init__(self) -> None:
        super().__init__("This lesson is not open yet. Come back when it is, then mark it done.")


class TooFewPeople(DomainError):
    """An export would be about so few people that pseudonyms hide nobody."""

    def __init__(self) -> None:
        super().__init__("Fewer than five people have finished a lesson here. Come back when there are more.")
