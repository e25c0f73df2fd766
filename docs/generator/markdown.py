"""Pieces of Markdown (MyST): tables, sections that can be linked to, and escaped text."""

import re
from collections.abc import Iterable, Sequence

SPECIAL = re.compile(r"([\\`*_\[\]<>|#$])")


def escaped(text: object) -> str:
    """Text in which no character is markup; nothing for null."""
    return SPECIAL.sub(r"\\\1", str(text)) if text is not None else ""


def code(text: object) -> str:
    """A code, or nothing for null."""
    return f"`{str(text).replace('|', chr(92) + '|')}`" if text is not None else ""


def link(text: str, target: str) -> str:
    """A link to a section, wherever it is."""
    return f"[{text}](#{target})"


def section(level: int, title: str, target: str) -> str:
    """A heading that can be linked to."""
    return f"({target})=\n{'#' * level} {title}"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table of cells that are Markdown."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def bullets(items: Iterable[str]) -> str:
    return "\n".join(f"- {item}" for item in items)


def contents(names: Iterable[str], caption: str = "") -> str:
    """The pages below this one, in the navigation only."""
    options = [":hidden:", *([f":caption: {caption}"] if caption else [])]
    return "\n".join(["```{toctree}", *options, "", *names, "```"])


def figure(name: str, caption: str) -> str:
    """A diagram on a page of the reference, which opens in its full size."""
    image = f"../../_images/{name.rpartition('/')[2]}.svg"
    return (
        f"```{{figure}} /reference/{name}.svg\n:alt: {caption}\n:class: diagram\n"
        f":target: {image}\n\n{caption}.\n```"
    )


def page(*parts: str) -> str:
    return "\n\n".join(part for part in parts if part) + "\n"
