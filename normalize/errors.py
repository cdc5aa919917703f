"""The one exception that ends a command with a line for its user instead of a traceback."""


class UserError(Exception):
    """Something the user can mend. The message says in one line what is wrong and what to do."""
