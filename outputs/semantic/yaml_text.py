"""Documents as YAML that people can read and change."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any


def yaml_text(document: Mapping[str, Any]) -> str:
    """A document of mappings, lists, texts, numbers, booleans and None as block YAML."""
    return "".join(f"{line}\n" for line in _lines(document))


def _lines(value: Any) -> Iterator[str]:
    if isinstance(value, Mapping) and value:
        for key, part in value.items():
            plain = re.fullmatch(r"[a-z_][\w-]*", key)
            yield from _named(f"{key if plain else json.dumps(key)}:", part)
    elif isinstance(value, list) and value:
        for part in value:
            first, *rest = _lines(part)
            yield f"- {first}"
            yield from (f"  {line}" for line in rest)
    else:
        # Every JSON text is a YAML text, and needs no rules for which ones to quote.
        yield json.dumps(value, ensure_ascii=False)


def _named(name: str, value: Any) -> Iterator[str]:
    if isinstance(value, Mapping | list) and value:
        yield name
        yield from (f"  {line}" for line in _lines(value))
    else:
        yield f"{name} {next(_lines(value))}"
