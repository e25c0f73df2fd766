"""What style sheets and inline styles say of the elements of a page, as far as it matters here.

Style sheets within the page count, by their specificity and order; those beside it are not fetched.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import cssselect
import tinycss2
from cssselect import HTMLTranslator, SelectorError
from lxml.etree import XPathError
from lxml.html import HtmlElement

# The properties that decide whether and how a text is seen.
PROPERTIES = frozenset(
    ("display", "visibility", "vertical-align", "text-decoration", "text-decoration-line",
     "font-size", "font", "opacity", "mso-hide", "mso-text-raise", "position", "left", "top",
     "right", "bottom", "text-indent", "clip", "clip-path", "width", "height", "max-width",
     "max-height", "overflow", "overflow-x", "overflow-y", "color", "background",
     "background-color", "zoom", "transform", "unicode-bidi", "content", "content-visibility",
     "filter", "-webkit-text-fill-color", "letter-spacing", "margin-left", "rotate", "scale",
     "translate", "mask", "mask-image")
)  # fmt: skip
# Rules within these hold on a screen that knows of them.
GROUPS = ("media", "supports", "layer", "container", "scope")
ON_SCREEN = ("", "all", "screen")
PSEUDO_ELEMENTS = ("before", "after", "first-letter", "first-line")
# A page is seen as on a screen of this width, in pixels; an em is 16 of them.
SCREEN = 1280
NARROWER = re.compile(r"max-(?:device-)?width\s*:\s*([\d.]+)\s*(px|r?em)")
# Stands for what a style sheet puts there and only a browser knows, such as a counter.
UNKNOWN = "\ufffd"

# Whether it is important or inline, then how specific its selector is, then its place.
Priority = tuple[bool, bool, tuple[int, int, int], int]
INLINE = (0, 0, 0)


@dataclass
class Declared:
    """What holds of an element: each property with the priority of the rule that says it."""

    values: dict[str, tuple[Priority, str]] = field(default_factory=dict)

    def add(self, name: str, value: str, priority: Priority) -> None:
        if name not in self.values or self.values[name][0] <= priority:
            self.values[name] = (priority, value)

    def get(self, name: str) -> str | None:
        found = self.values.get(name)
        return found[1] if found else None


NOTHING = Declared()


@dataclass
class PageStyles:
    """What is said of each element, and of what is generated before and after it."""

    elements: dict[HtmlElement, Declared] = field(default_factory=dict)
    generated: dict[tuple[HtmlElement, str], Declared] = field(default_factory=dict)

    @classmethod
    def of(cls, page: HtmlElement) -> "PageStyles":
        found = cls()
        place = 0
        for sheet in page.iter("style"):
            if (sheet.get("media") or "").strip().lower() not in ON_SCREEN:
                continue
            for selector, declarations in rules_of(sheet.text or ""):
                place += 1
                found.apply(page, selector, declarations, place)
        for element in page.iter():
            if isinstance(element.tag, str) and (style := element.get("style")):
                own = found.elements.setdefault(element, Declared())
                for one in declarations_in(tinycss2.parse_blocks_contents(style)):
                    own.add(one.lower_name, value_of(one), (one.important, True, INLINE, 0))
        return found

    def apply(self, page: HtmlElement, selectors: str, declarations: list[Any], place: int) -> None:
        """Say what a rule says of the elements that it is about; none for states such as :hover."""
        try:
            parsed = cssselect.parse(selectors)
        except SelectorError:
            return
        for selector in parsed:
            pseudo = str(selector.pseudo_element) if selector.pseudo_element else ""
            for element in selected(page, selector):
                if not pseudo:
                    declared = self.elements.setdefault(element, Declared())
                elif pseudo in PSEUDO_ELEMENTS:
                    declared = self.generated.setdefault((element, pseudo), Declared())
                else:
                    continue
                for one in declarations:
                    priority = (one.important, False, selector.specificity(), place)
                    declared.add(one.lower_name, value_of(one), priority)

    def get(self, element: HtmlElement) -> Declared:
        return self.elements.get(element, NOTHING)

    def text_at(self, element: HtmlElement, where: str) -> str:
        """The text that a style sheet puts before or after what an element holds."""
        content = self.generated.get((element, where), NOTHING).get("content") or ""
        tokens = tinycss2.parse_component_value_list(content)
        return "".join(generated_text(element, token) for token in tokens)

    def first_of(self, element: HtmlElement) -> list[Declared]:
        """What is said of the first letter and the first line of an element."""
        places = ((element, where) for where in ("first-letter", "first-line"))
        return [self.generated[place] for place in places if place in self.generated]


def generated_text(element: HtmlElement, token: Any) -> str:
    """What a part of ``content`` shows."""
    if token.type == "string":
        return str(token.value)
    if token.type != "function":
        return ""
    names = [str(one.value) for one in token.arguments if one.type == "ident"]
    if token.lower_name == "attr" and len(names) == 1:
        return element.get(names[0]) or ""
    return UNKNOWN


def value_of(declaration: Any) -> str:
    text = str(tinycss2.serialize(declaration.value)).strip()
    return text if declaration.lower_name == "content" else text.lower()


def declarations_in(content: list[Any]) -> list[Any]:
    return [one for one in content if one.type == "declaration" and one.lower_name in PROPERTIES]


def rules_of(sheet: str) -> Iterator[tuple[str, list[Any]]]:
    """The selectors of a style sheet with what they say, of rules that hold on a screen."""
    text = sheet.replace("<!--", "").replace("-->", "")
    yield from rules_in(tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True))


def rules_in(rules: list[Any], within: str = "") -> Iterator[tuple[str, list[Any]]]:
    """The rules of a list; ``within`` is the selector of the rule that they are nested in."""
    for rule in rules:
        if rule.type == "at-rule" and rule.lower_at_keyword in GROUPS and rule.content:
            if holds(rule.lower_at_keyword, tinycss2.serialize(rule.prelude).lower()):
                nested = tinycss2.parse_blocks_contents(rule.content)
                yield from rules_in(nested, within)
        elif rule.type == "qualified-rule":
            selector = nested_selector(tinycss2.serialize(rule.prelude).strip(), within)
            content = tinycss2.parse_blocks_contents(rule.content)
            if found := declarations_in(content):
                yield selector, found
            yield from rules_in(content, selector)


def holds(keyword: str, condition: str) -> bool:
    """Whether the rules under a condition hold in a browser of today on a usual screen."""
    if keyword == "media":
        return any(map(holds_on_screen, condition.split(",")))
    return not (keyword == "supports" and condition.strip().startswith("not"))


def holds_on_screen(query: str) -> bool:
    if "print" in query and "not print" not in query:
        return False
    return all(
        float(size) * (1 if unit == "px" else 16) >= SCREEN
        for size, unit in NARROWER.findall(query)
    )


def nested_selector(selector: str, within: str) -> str:
    if not within:
        return selector
    if "&" in selector:
        return selector.replace("&", f":is({within})")
    return ", ".join(f":is({within}) {one.strip()}" for one in selector.split(","))


def selected(page: HtmlElement, selector: cssselect.Selector) -> list[HtmlElement]:
    try:
        path = HTMLTranslator().selector_to_xpath(selector)
        return list(page.xpath(path))
    except (SelectorError, XPathError, RecursionError):
        return []
