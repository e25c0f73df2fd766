"""Which elements of an HTML page are shown, and how: by their names, attributes and styles.

Each way to hide a text that is known here is a way that pages were found to use, or that a checker
of accessibility knows. Of what is not known here, numbers whose digits are of several elements are
refused all the same: characters.Runs.
"""

import re
from dataclasses import dataclass

from lxml.html import HtmlElement

from .style_sheets import Declared, PageStyles

# What has no box of its own on a page.
UNSHOWN_TAGS = frozenset(
    ("script", "style", "noscript", "select", "template", "textarea", "title", "datalist", "rp",
     "svg", "math", "canvas", "iframe", "object", "audio", "video", "head")
)  # fmt: skip
CLOSED_TAGS = frozenset(("details", "dialog"))
STRUCK_TAGS = frozenset(("s", "strike", "del"))
RAISED_TAGS = frozenset(("sup", "sub", "rt"))
RAISED = ("super", "sub", "text-top", "text-bottom")
TABLE_TAGS = ("td", "th", "tr", "col", "tbody", "thead", "tfoot", "table", "colgroup")
WHITE = re.compile(
    r"white|#fff(f|fff|ffff|fffff)?|transparent"
    r"|rgba?\(\s*255[ ,]+255[ ,]+255.*|rgba\(.*,\s*0?\.?0+\)"
)
# So far out of its place, in any unit, that nothing of it is on the page.
FAR = -90
LENGTH = re.compile(r"([-+]?\d*\.?\d+)\s*([a-z%]*)")
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
            or is_unknown(style)
            or is_too_small(style)
            or is_out_of_sight(style)
            or "override" in (style.get("unicode-bidi") or "")
            or element.tag == "bdo"
            or (self.is_white(element) and not self.has_background(element))
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

    def is_white(self, element: HtmlElement) -> bool:
        color = self.styles.get(element).get("color") or element.get("color") or ""
        return WHITE.fullmatch(color.strip().lower()) is not None

    def has_background(self, element: HtmlElement) -> bool:
        """Whether it, or what it is in, has a colour of its own behind its text."""
        for one in (element, *element.iterancestors()):
            style = self.styles.get(one)
            colors = style.get("background-color"), style.get("background"), one.get("bgcolor")
            for color in filter(None, colors):
                if not re.fullmatch(f"none|{WHITE.pattern}", color.strip().lower()):
                    return True
        return False


def is_unknown(style: Declared) -> bool:
    """Whether it depends on what is not known here, a variable, whether anything is shown."""
    names = ("display", "visibility", "opacity", "font-size", "color")
    return any("var(" in (style.get(name) or "") for name in names)


def is_too_small(style: Declared) -> bool:
    """Whether it leaves nothing to see: no size, no opacity, or a box without room."""
    if any(is_zero(style.get(name)) for name in ("opacity", "font-size", "zoom")):
        return True
    if ZERO_FONT.search(style.get("font") or "") or "scale(0" in (style.get("transform") or ""):
        return True
    sizes = ("width", "height", "max-width", "max-height")
    has_no_room = any(is_zero(style.get(name)) for name in sizes)
    return has_no_room and (style.get("overflow") or "") in ("hidden", "clip", "scroll")


def is_out_of_sight(style: Declared) -> bool:
    """Whether it is cut out of the page, or far beside it."""
    if any((style.get(name) or "auto") not in ("auto", "none") for name in ("clip", "clip-path")):
        return True
    sides = ("left", "top", "right", "bottom") if style.get("position") else ()
    return any(length(style.get(name)) <= FAR for name in (*sides, "text-indent"))


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
