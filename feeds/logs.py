"""What reloads log: lines to read, or JSON for machines; to standard error."""

import json
import logging
from datetime import UTC, datetime
from typing import Any


class Lines(logging.Formatter):
    """The time, the message, and the facts as name=value."""

    def format(self, record: logging.LogRecord) -> str:
        facts = " ".join(f"{name}={_brief(value)}" for name, value in facts_of(record).items())
        line = f"{moment(record):%Y-%m-%d %H:%M:%S} {record.levelname:7} {record.getMessage()}"
        return "\n".join(filter(None, [f"{line}  {facts}".rstrip(), traceback(record)]))


class Json(logging.Formatter):
    """An object a line."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "time": moment(record).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "message": record.getMessage(),
            **facts_of(record),
        }
        if words := traceback(record):
            line["traceback"] = words
        return json.dumps(line, ensure_ascii=False, default=str)


FORMATS = {"text": Lines, "json": Json}


def to_standard_error(form: str | None) -> None:
    """Log in the form, what libraries only warn of too; without a form errors alone, in lines."""
    handler = logging.StreamHandler()
    handler.setFormatter(FORMATS[form or "text"]())
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)
    logging.getLogger("minzheng").setLevel(logging.INFO if form else logging.ERROR)


def facts_of(record: logging.LogRecord) -> dict[str, Any]:
    facts: dict[str, Any] = getattr(record, "facts", {})
    return facts


def moment(record: logging.LogRecord) -> datetime:
    return datetime.fromtimestamp(record.created, UTC)


def traceback(record: logging.LogRecord) -> str:
    return logging.Formatter().formatException(record.exc_info) if record.exc_info else ""


def _brief(value: object) -> object:
    """A fact that has spaces stands in quotes."""
    words = str(value)
    return json.dumps(words, ensure_ascii=False) if " " in words or not words else words
