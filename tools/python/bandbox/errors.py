"""What can go wrong."""

from __future__ import annotations


class BandboxError(Exception):
    """Bandbox refused something, or could not be started; the text says what was expected and what was found."""

    def __init__(self, text: str, *, status: int | None = None, nearest: str | None = None) -> None:
        super().__init__(text if nearest is None else f"{text} (did you mean '{nearest}'?)")
        #: The HTTP status, where the band answered.
        self.status = status
        #: The name that was probably meant.
        self.nearest = nearest


class NotReached(AssertionError):
    """What a run was to reach was not so in time. In a test this is a failure, not an error."""
