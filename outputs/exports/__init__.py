"""Exports: answers of mart as files, each with a manifest from which they can be made again."""

from .export import FORMATS, export
from .export_error import ExportError
from .reproduction import reproduce
from .request import Request

__all__ = ["FORMATS", "ExportError", "Request", "export", "reproduce"]
