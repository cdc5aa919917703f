"""The one kind of error that a user can mend, so that every command can tell it from a defect."""


class UserError(Exception):
    """Something the user can mend: what is wrong, and what to do about it."""

    def __init__(self, wrong: str, remedy: str) -> None:
        super().__init__(f"{wrong}; {remedy}")
        self.wrong = wrong
