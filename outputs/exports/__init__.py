"""Answers of mart as files that others read, each with a manifest by which it is made again."""

from .errors import ExportError
from .export import FORMATS, export
from .reproduction import reproduce
from .request import Request

__all__ = ["FORMATS", "ExportError", "Request", "export", "reproduce"]
