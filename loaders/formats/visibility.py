"""Which elements of an HTML page are shown, and how: by their names, attributes and styles.

Each way to hide a text that is known here is a way that pages were found to use, or that a checker
of accessibility knows. Of what is not known here, numbers whose digits are of several elements are
refused all the same: characters.Runs.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from lxml.html import HtmlElement
from tinycss2.color3 import RGBA, parse_color

from .style_sheets import Declared, PageStyles

# What has no box of its own on a page.
UNSHOWN_TAGS = frozenset(
    ("script", "style", "noscript", "select", "template", "textarea", "title", "datalist", "rp",
     "svg", "math", "progress", "meter", "canvas", "iframe", "object", "audio", "video", "head")
)  # fmt: skip
CLOSED_TAGS = frozenset(("details", "dialog"))
STRUCK_TAGS = frozenset(("s", "strike", "del"))
RAISED_TAGS = frozenset(("sup", "sub", "rt"))
RAISED = ("super", "sub", "text-top", "text-bottom")
TABLE_TAGS = ("td", "th", "tr", "col", "tbody", "thead", "tfoot", "table", "colgroup")
PAPER = RGBA(1, 1, 1, 1)
# Colours that differ by less, and what is less opaque, the eye does not tell apart.
FAINT = 0.03
# So far out of its place, in any unit, that nothing of it is on the page.
FAR = -90
# What is in the middle of a page may be moved by half of its width.
FARTHER = -1000
LENGTH = re.compile(r"([-+]?\d*\.?\d+)\s*([a-z%]*)")
# Scaled to nothing, turned away, or without opacity.
VANISHED = re.compile(
    r"scale(?:[xyz]|3d)?\([^)]*(?<![\d.])0(?:\.0*)?(?![\d.])|rotate[xy]\(\s*-?(?:90|270)deg"
    r"|opacity\(\s*0?\.?0*%?\s*\)"
)
ZERO_FONT = re.compile(r"(?:^|\s)0(?:\.0*)?(?:[a-z]+|%)?(?:\s*/|\s)")


@dataclass
class Visibility:
    """Whether and how the elements of a page are seen."""

    styles: PageStyles

    @classmethod
    def of(cls, page: HtmlElement) -> "Visibility":
        return cls(PageStyles.of(page))

    def has_no_box(self, element: HtmlElement) -> bool:
        """Whether what follows takes the place of the element: cells move to the left."""
        display = self.styles.get(element).get("display")
        return display == "none" or ("hidden" in element.attrib and display is None)

    def is_hidden(self, element: HtmlElement) -> bool:
        """Whether the element itself is not shown; one within a hidden one is not either."""
        if not isinstance(element.tag, str) or element.tag in UNSHOWN_TAGS:
            return True
        if element.tag in CLOSED_TAGS and "open" not in element.attrib:
            return True
        style = self.styles.get(element)
        return (
            self.has_no_box(element)
            or style.get("visibility") in ("hidden", "collapse")
            or style.get("mso-hide") == "all"
            or hides(style)
            or "override" in (style.get("unicode-bidi") or "")
            or element.tag == "bdo"
            or self.is_camouflaged(element)
            or any(map(hides, self.styles.first_of(element)))
        )

    def is_struck(self, element: HtmlElement) -> bool:
        style = self.styles.get(element)
        lines = [style.get(name) or "" for name in ("text-decoration", "text-decoration-line")]
        return element.tag in STRUCK_TAGS or "line-through" in " ".join(lines)

    def is_struck_around(self, element: HtmlElement) -> bool:
        """Whether a line goes through it because one goes through what it is in."""
        return any(self.is_struck(one) for one in (element, *element.iterancestors()))

    def is_raised(self, element: HtmlElement) -> bool:
        if element.tag in TABLE_TAGS:
            return False
        style = self.styles.get(element)
        align, raised = style.get("vertical-align") or "", style.get("mso-text-raise")
        moved = style.get("position") == "relative" and any(
            is_length(style.get(side)) for side in ("top", "bottom")
        )
        return (
            (element.tag in RAISED_TAGS and align != "baseline")
            or align in RAISED
            or is_length(align)
            or is_length(raised)
            or moved
        )

    def is_camouflaged(self, element: HtmlElement) -> bool:
        """Whether its text has the colour of what is behind it, or none."""
        style = self.styles.get(element)
        fill = style.get("-webkit-text-fill-color") or style.get("color")
        color = color_of(fill or element.get("color") or "")
        if color is None:
            return False
        behind = self.color_behind(element)
        return color.alpha < FAINT or (behind is not None and is_alike(color, behind))

    def color_behind(self, element: HtmlElement) -> RGBA | None:
        """The colour of the nearest background; white without any, None where it is a picture."""
        for one in (element, *element.iterancestors()):
            style = self.styles.get(one)
            said = (style.get("background-color"), style.get("background"), one.get("bgcolor"))
            for words in filter(None, said):
                if "url(" in words or "gradient" in words:
                    return None
                # Blanks within brackets are those of rgb(1 2 3).
                color = next(filter(None, map(color_of, re.split(r"\s+(?![^(]*\))", words))), None)
                if color is not None and color.alpha >= FAINT:
                    return color
        return PAPER


@lru_cache(maxsize=1024)
def color_of(text: str) -> RGBA | None:
    """A colour in any of its notations; None for what is none, or the one around it."""
    found = parse_color(text.strip())
    return found if isinstance(found, RGBA) else None


def is_alike(one: RGBA, other: RGBA) -> bool:
    parts = ((one.red, other.red), (one.green, other.green), (one.blue, other.blue))
    return all(abs(a - b) < FAINT for a, b in parts)


def hides(style: Declared) -> bool:
    """Whether nothing of a text with such a style is seen, or that cannot be told."""
    return is_unknown(style) or is_too_small(style) or is_out_of_sight(style)


def is_unknown(style: Declared) -> bool:
    """Whether it depends on what is not known here, a variable, whether anything is shown."""
    names = ("display", "visibility", "opacity", "font-size", "color")
    return any("var(" in (style.get(name) or "") for name in names)


def is_too_small(style: Declared) -> bool:
    """Whether it leaves nothing to see: no size, no opacity, or a box without room."""
    if any(is_zero(style.get(name)) for name in ("opacity", "zoom", "scale")):
        return True
    if is_tiny(style.get("font-size")) or ZERO_FONT.search(style.get("font") or ""):
        return True
    changed = " ".join(style.get(name) or "" for name in ("transform", "filter", "rotate"))
    if VANISHED.search(changed) or style.get("content-visibility") == "hidden":
        return True
    sizes = ("width", "height", "max-width", "max-height")
    has_no_room = any(is_zero(style.get(name)) for name in sizes)
    cut = (style.get(name) or "" for name in ("overflow", "overflow-x", "overflow-y"))
    return has_no_room and any(one in ("hidden", "clip", "scroll", "auto") for one in cut)


def is_tiny(size: str | None) -> bool:
    """Whether a size of characters is too small to read: below 3 pixels or a fifth."""
    found = LENGTH.fullmatch(size or "")
    least = {"px": 3, "pt": 2, "em": 0.2, "rem": 0.2, "%": 20, "": 0.01}
    return found is not None and float(found[1]) < least.get(found[2], 0.01)


def is_out_of_sight(style: Declared) -> bool:
    """Whether it is cut out of the page, or far beside it."""
    cuts = ("clip", "clip-path", "mask", "mask-image")
    if any((style.get(name) or "auto") not in ("auto", "none") for name in cuts):
        return True
    sides = ("left", "top", "right", "bottom") if style.get("position") else ()
    moves = (*sides, "text-indent", "letter-spacing")
    if any(length(style.get(name)) <= FAR for name in moves):
        return True
    if length(style.get("margin-left")) <= FARTHER:
        return True
    moved = f"{style.get('transform') or ''} {style.get('translate') or ''}"
    return any(float(size) <= FARTHER for size in re.findall(r"-\d+\.?\d*", moved))


def length(size: str | None) -> float:
    """The number of a length; 0 for none."""
    found = LENGTH.match(size or "")
    return float(found[1]) if found else 0.0


def is_length(size: str | None) -> bool:
    """Whether it is a length or a share, and not nought."""
    return LENGTH.fullmatch(size or "") is not None and length(size) != 0


def is_zero(size: str | None) -> bool:
    """Whether a size or an opacity is nought: 0, 0px, 0.0em, .0."""
    return LENGTH.fullmatch(size or "") is not None and length(size) == 0
