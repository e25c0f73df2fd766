"""Which elements of an HTML page are shown, and how: by attributes, style sheets and inline styles.

Style sheets within the page count, in their order, as far as they say one of a few things; those
beside it are not fetched.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import tinycss2
from cssselect import HTMLTranslator, SelectorError
from lxml.etree import XPathError
from lxml.html import HtmlElement

PROPERTIES = frozenset(
    ("display", "visibility", "vertical-align", "text-decoration", "text-decoration-line",
     "font-size", "opacity", "mso-hide", "mso-text-raise")
)  # fmt: skip
# What has no box of its own on a page.
UNSHOWN_TAGS = frozenset(("script", "style", "noscript", "select", "template", "textarea", "title"))
STRUCK_TAGS = frozenset(("s", "strike", "del"))
RAISED_TAGS = frozenset(("sup", "sub"))
RAISED = ("super", "sub", "text-top")
NOTHING: Mapping[str, str] = {}


@dataclass
class Visibility:
    """The few properties of each element that decide whether it is seen as part of a text."""

    rules: dict[HtmlElement, dict[str, str]] = field(default_factory=dict)

    @classmethod
    def of(cls, page: HtmlElement) -> "Visibility":
        found = cls()
        for sheet in page.iter("style"):
            for selector, declared in rules_of(sheet.text or ""):
                for element in selected(page, selector):
                    found.rules.setdefault(element, {}).update(declared)
        for element in page.iter():
            if isinstance(element.tag, str) and (style := element.get("style")):
                found.rules.setdefault(element, {}).update(declarations(style))
        return found

    def is_hidden(self, element: HtmlElement) -> bool:
        """Whether the element itself is not shown; one within a hidden one is not either."""
        if not isinstance(element.tag, str) or element.tag in UNSHOWN_TAGS:
            return True
        style = self.rules.get(element, NOTHING)
        display = style.get("display")
        return (
            ("hidden" in element.attrib and display in (None, "none"))
            or display == "none"
            or style.get("visibility") in ("hidden", "collapse")
            or style.get("mso-hide") == "all"
            or is_zero(style.get("opacity"))
            or is_zero(style.get("font-size"))
        )

    def is_struck(self, element: HtmlElement) -> bool:
        style = self.rules.get(element, NOTHING)
        lines = style.get("text-decoration", "") + style.get("text-decoration-line", "")
        return element.tag in STRUCK_TAGS or "line-through" in lines

    def is_raised(self, element: HtmlElement) -> bool:
        style = self.rules.get(element, NOTHING)
        align, raised = style.get("vertical-align"), style.get("mso-text-raise")
        if element.tag in ("td", "th", "tr", "col"):
            return False
        return (
            (element.tag in RAISED_TAGS and align != "baseline")
            or align in RAISED
            or (raised is not None and not is_zero(raised))
        )


def is_zero(size: str | None) -> bool:
    """Whether a size or an opacity leaves nothing to see: 0, 0px, 0.0em."""
    number = (size or "1").rstrip("abcdefghijklmnopqrstuvwxyz% ")
    return bool(number) and not number.strip("+-0.")


def declarations(style: str) -> dict[str, str]:
    """What an inline style says of the properties that matter here."""
    return declared(tinycss2.parse_blocks_contents(style))


def declared(content: list[Any]) -> dict[str, str]:
    return {
        one.lower_name: tinycss2.serialize(one.value).strip().lower()
        for one in content
        if one.type == "declaration" and one.lower_name in PROPERTIES
    }


def rules_of(sheet: str) -> Iterator[tuple[str, dict[str, str]]]:
    """The selectors of a style sheet with what they say, of rules that hold on a screen."""
    text = sheet.replace("<!--", "").replace("-->", "")
    yield from rules_in(tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True))


def rules_in(rules: list[Any]) -> Iterator[tuple[str, dict[str, str]]]:
    for rule in rules:
        if rule.type == "at-rule" and rule.lower_at_keyword == "media" and rule.content:
            if "print" not in tinycss2.serialize(rule.prelude).lower():
                yield from rules_in(tinycss2.parse_rule_list(rule.content, skip_comments=True))
        elif rule.type == "qualified-rule":
            found = declared(tinycss2.parse_blocks_contents(rule.content))
            if found:
                yield tinycss2.serialize(rule.prelude).strip(), found


def selected(page: HtmlElement, selector: str) -> list[HtmlElement]:
    """The elements that a selector means; none of one that is about states such as :hover."""
    try:
        path = HTMLTranslator().css_to_xpath(selector)
        return list(page.xpath(path))
    except (SelectorError, XPathError, RecursionError):
        return []
