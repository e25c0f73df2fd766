"""The password file of libpq (pgpass): a line for each user of a server."""

import re

# A colon or backslash within a field is escaped by a backslash.
FIELD = re.compile(r"((?:\\.|[^:\\])*)(?::|$)")


def format_file(passwords: dict[str, str]) -> str:
    """The file for these users of a server on this machine, at whichever port."""
    return "".join(
        f"127.0.0.1:*:*:{_escaped(user)}:{_escaped(password)}\n"
        for user, password in passwords.items()
    )


def parse_file(file: str) -> dict[str, str]:
    """The passwords of a file, by user."""
    lines = [FIELD.findall(line)[:5] for line in file.splitlines()]
    return {_plain(user): _plain(password) for *_, user, password in lines}


def _escaped(field: str) -> str:
    return re.sub(r"([\\:])", r"\\\1", field)


def _plain(field: str) -> str:
    return re.sub(r"\\(.)", r"\1", field)
