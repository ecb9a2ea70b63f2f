"""The one kind of error that services raise and views turn into a sentence."""


class DomainError(Exception):
    """Something a person asked for cannot be done, and `message` tells them why.

    The message is a plain-English sentence, shown to people as it is: it says what to do. Each app names its own
    errors as subclasses; views catch those, never `Exception`.
    """

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message

    def __str__(self) -> str:
        return self.message
