"""What people are shown in Chinese and in English."""

import re
from string import Formatter

import pytest
from click.testing import CliRunner
from support.catalogue import MO, ROOT, compiled, extracted, translations

from minzheng.cli import MODULE_OF, main
from minzheng.language import language_of, spoken, translated

HAN = re.compile("[\u3400-\u9fff]")
# Words in a Chinese text that are not English: codes, options, names of products and formats.
NAMES = """
    Excel HTML CSV PostgreSQL Superset SQL SQLAlchemy pandas Java DBeaver TOML UTF JSON DOCX SHA
    SDMX Frictionless URL mart ops psql minzheng systemd cron Kubernetes matplotlib minzheng_reader
    generated dashboard assets base zh en parquet csv sdmx datapackage html xlsx text json chart png
    superset reported value growth dbt Cube minzheng_modeller Parquet
"""
# What an option takes, a file, a relation, an option, a SQL statement: as they are typed.
TYPED = re.compile(
    r"--?[a-z][\w-]*|\[[^\]]*\|[^\]]*\]|\b[\w/.-]*[./_][\w/.-]+|\b[A-Z][A-Z_.\d]*\b|'[^']*'|%\S+"
    r"|^ +minzheng .*$|\b[a-z-]+(?= {2,})",
    re.MULTILINE,
)


def ids(message):
    return (message.context, message.id)


def placeholders(text):
    return (
        {name for _, name, _, _ in Formatter().parse(text) if name}
        if "%(" not in text
        else set(re.findall(r"%\(\w+\)s", text))
    )


def run(*arguments, **environment):
    return CliRunner().invoke(
        main, arguments, prog_name="minzheng", env={"COLUMNS": "80", **environment}
    )


def english_in(text):
    return set(re.findall("[A-Za-z]{2,}", TYPED.sub(" ", text))) - {
        *NAMES.split(),
        *MODULE_OF,
        "reader",
        "modeller",
    }


def test_every_text_has_a_translation_and_no_translation_is_stale():
    shown = {ids(message) for message in extracted() if message.id}
    known = {ids(message) for message in translations() if message.id}
    assert known == shown, "PYTHONPATH=tests python -m support.catalogue, then translate"
    missing = [
        message.id
        for message in translations()
        if message.id and not (message.string and all(message.string))
    ]
    assert missing == []


def test_translations_have_the_values_of_the_texts():
    for message in translations():
        if message.id:
            texts = [message.id] if isinstance(message.id, str) else list(message.id)
            strings = message.string if isinstance(message.string, tuple) else [message.string]
            for string in strings:
                known = set().union(*map(placeholders, texts))
                assert placeholders(string) <= known, message.id
                if isinstance(message.id, str):
                    assert placeholders(string) == known, message.id


def test_the_compiled_catalogue_is_that_of_the_translations():
    assert MO.read_bytes() == compiled(translations())


@pytest.mark.parametrize("command", ["", *MODULE_OF, "grant reader", "grant modeller"])
def test_help_in_chinese_has_no_english(command):
    page = run("--lang", "zh", *command.split(), "--help").stdout
    assert HAN.search(page)
    assert english_in(page) == set()


@pytest.mark.parametrize("command", ["", *MODULE_OF, "grant reader", "grant modeller"])
def test_help_in_english_has_no_chinese_but_words_of_texts(command):
    page = run("--lang", "en", *command.split(), "--help").stdout
    quoted = re.compile("民政|全市、我县|今年、目前")
    assert not HAN.search(quoted.sub("", page))


def test_the_language_is_that_of_the_option_then_of_the_variable_then_of_the_locale():
    assert "用法" in run("-h", MINZHENG_LANG="", LC_ALL="zh_CN.UTF-8", LANGUAGE="").stdout
    assert "Usage" in run("-h", MINZHENG_LANG="en", LC_ALL="zh_CN.UTF-8").stdout
    assert "用法" in run("--lang", "zh", "-h", MINZHENG_LANG="en").stdout
    assert "用法" in run("-h", "--lang=zh", MINZHENG_LANG="en").stdout
    assert language_of({"LANG": "C.UTF-8"}) == "en"
    assert language_of({"LC_ALL": "C", "LANG": "zh_CN.UTF-8"}) == "en"
    assert language_of({"LANG": "zh_TW.UTF-8"}) == "zh"
    assert language_of({}) == "en"


def test_errors_of_usage_are_in_chinese():
    result = run("--lang", "zh", "load", "/none")
    assert "路径 '/none' 不存在" in result.stderr
    assert run("--lang", "zh", "laod").stderr.endswith("错误：没有命令 'laod'。\n")


@pytest.mark.parametrize(
    ("message", "chinese"),
    [
        ("the table names no period: give it with --period", "表中未写时期：请用 --period 指明"),
        ("万 is printed in place of a figure", "以 万 代替数字"),
        ("line 3: the text ends within a row, at a number", "第 3 行：文本在一行中间的数字处结束"),
        ("城 乡 is not the name of an administrative unit", "城 乡 不是行政单位的名称"),
        (
            "昆明 is not the name of an administrative unit; near is 昆明市 (530100)",
            "昆明 不是行政单位的名称；相近的有 昆明市 (530100)",
        ),
        ("12 is struck out: not loaded", "12 已划去：不装载"),
        (
            "人口数目 (人) is not a label of indicator_aliases.csv; near are 人口数 = population",
            "人口数目 (人) 不是 indicator_aliases.csv 中的栏目名；相近的有 人口数 = population",
        ),
        (
            "dibao_person is not in core.indicator; near is dibao_persons (最低生活保障人数)",
            "dibao_person 不在 core.indicator 中；相近的有 dibao_persons (最低生活保障人数)",
        ),
        (
            "its columns are those of no known kind of file; nearest is that of figures;"
            " it lacks period_end, period_start; it has also period",
            "其列不属于任何已知种类的文件；最接近的是 figures；缺少 period_end, period_start；"
            "多有 period",
        ),
        ("元 may be CNY/month or CNY/year", "元 可能是 CNY/month 或 CNY/year"),
        ("column 3", "column 3"),
        ("低保人数", "低保人数"),
    ],
)
def test_messages_are_recognised_by_the_sentences_that_they_were_made_from(message, chinese):
    with spoken("zh"):
        assert translated(message) == chinese
    with spoken("en"):
        assert translated(message) == message


def test_both_readmes_have_the_same_commands():
    chinese, english = blocks("README.zh.md"), blocks("README.md")
    assert len(chinese) == len(english)
    # What `up` prints is in the language of each, and so is how a figure is explained.
    differing = [pair for pair in zip(chinese, english, strict=True) if pair[0] != pair[1]]
    assert [chinese.split()[1:3] for chinese, _english in differing] == [
        ["地区", "时期"],
        ["select", "item,"],
        ["item", "|"],
    ]


def test_both_readmes_list_the_same_commands():
    chinese, english = (
        re.findall(r"^\| (`minzheng [^|]+) \|", (ROOT / name).read_text("utf-8"), re.MULTILINE)
        for name in ("README.zh.md", "README.md")
    )
    assert len(english) > 10
    assert [one.replace("、", ", ") for one in chinese] == english


def blocks(name):
    """The blocks of code: what is typed, and what is answered."""
    return re.findall(r"^```.*?^```$", (ROOT / name).read_text("utf-8"), re.DOTALL | re.MULTILINE)
