"""An article of invention to review, with numbers of every kind, and its page."""

import hashlib
from datetime import date
from pathlib import Path

from sqlalchemy import Connection

from minzheng.loaders.articles.reader import read_lists
from minzheng.outputs.review import Review, read_review_lists, write_review

# The characters before the first number are beyond the basic plane, and two places of a string.
ARTICLE = (
    "𠀀𠀁 昭通市民政工作综述\n"
    "2022年，昭通市城市低保对象2.1万人，农村低保对象6.4万人，城乡低保对象共8.5万人。"
    "城市低保标准从每人每月600元提高到660元，增长10%。"
    "全市有养老机构30家、养老床位5200张。"
    "截至2022年底，全市共有老年人约92万人。"
)
SOURCE = {
    "code": "zhaotong-invented",
    "title": "昭通市民政工作综述",
    "publisher": "某报",
    "published_on": "2023-01-31",
    "published_precision": "day",
    "kind": "article",
    "language": "zh",
}


def source_of(article, number_count):
    """The row of sources.csv for a text."""
    sha256 = hashlib.sha256(article.encode()).hexdigest()
    return SOURCE | {"sha256": sha256, "number_count": number_count}


def make_page(
    connection: Connection, path: Path, text: str = ARTICLE, area: str = "530600", **fields: str
) -> Review:
    """Write the page of a text as it is read."""
    day = date(2023, 1, 31)
    proposals = read_lists(connection).read(text, area, day)
    areas = [one.area for one in proposals if one.area]
    lists = read_review_lists(connection, area, areas)
    named = {"title": "昭通市民政工作综述", "source": SOURCE["code"]} | fields
    review = Review(text, proposals, lists, area=area, published=day, **named)
    write_review(review, path)
    return review
