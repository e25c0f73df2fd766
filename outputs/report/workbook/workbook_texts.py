"""The texts of the workbook in Chinese and English."""

import json
from importlib.resources import files

# By section and key: the text in each language.
Texts = dict[str, list[str]]
TEXTS: dict[str, Texts] = json.loads(
    files(__package__).joinpath("workbook_texts.json").read_text("utf-8")
)
HEADERS = TEXTS["headers"]
SHEETS = TEXTS["sheets"]
BASES = TEXTS["bases"]
NOTES = TEXTS["notes"]
DOUBTS = TEXTS["doubts"]
NOTE_TEXTS = TEXTS["note_texts"]
