"""The base of the package's exceptions."""


class MinzhengError(Exception):
    """What the package raises itself; the message tells the user what is wrong.

    Commands print it as one line. Errors of the database, which say enough themselves, stay
    what SQLAlchemy and psycopg make of them.
    """
