"""Logs of reloads on standard error: lines for people, or JSON for programs."""

import json
import logging
from datetime import UTC, datetime
from typing import Any

from ..printable import printable, printable_json
from ..redaction import redacted_data


class TextFormatter(logging.Formatter):
    """A line with the time, the level, the message, and the facts as name=value."""

    def format(self, record: logging.LogRecord) -> str:
        told = redacted_data(facts_of(record))
        facts = " ".join(f"{name}={_quoted(value)}" for name, value in told.items())
        line = f"{moment(record):%Y-%m-%d %H:%M:%S} {record.levelname:7} {record.getMessage()}"
        return printable("\n".join(filter(None, [f"{line}  {facts}".rstrip(), traceback(record)])))


class JsonFormatter(logging.Formatter):
    """A JSON object in each line."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "time": moment(record).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "message": record.getMessage(),
            **facts_of(record),
        }
        if text := traceback(record):
            line["traceback"] = text
        return printable_json(line)


FORMATTERS = {"text": TextFormatter, "json": JsonFormatter}


def log_to_standard_error(log_format: str | None) -> None:
    """Log runs and files in this format; without one, only errors, as text."""
    handler = logging.StreamHandler()
    handler.setFormatter(FORMATTERS[log_format or "text"]())
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)
    logging.getLogger("minzheng").setLevel(logging.INFO if log_format else logging.ERROR)


def facts_of(record: logging.LogRecord) -> dict[str, Any]:
    facts: dict[str, Any] = getattr(record, "facts", {})
    return facts


def moment(record: logging.LogRecord) -> datetime:
    return datetime.fromtimestamp(record.created, UTC)


def traceback(record: logging.LogRecord) -> str:
    return logging.Formatter().formatException(record.exc_info) if record.exc_info else ""


def _quoted(value: object) -> object:
    """A value with blanks or line breaks, or an empty one, in quotes."""
    text = str(value)
    is_word = text and not any(map(str.isspace, text))
    return text if is_word else json.dumps(text, ensure_ascii=False)
