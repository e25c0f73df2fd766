"""The tests that stand beside the views, and that no relation is without one."""

from pathlib import Path

import pytest
from support import view_tests

from minzheng.database.definitions import definitions

TESTS = view_tests.everything()
OTHERS = Path(__file__).parents[1].rglob("test_*.py")


@pytest.mark.parametrize("test", TESTS, ids=[f"{test.relation}: {test.heading}" for test in TESTS])
def test_a_view_gives_the_rows_below_its_query(lists, test, tmp_path):
    assert test.relation in definitions()
    for got in view_tests.run_test(lists, test, tmp_path):
        pytest.fail(f"{test.path}, {test.heading}:\n{got}", pytrace=False)


def test_every_relation_of_mart_is_tested_beside_it_or_named_in_a_test():
    texts = [path.read_text("utf-8") for path in OTHERS]
    relations = [name for name in definitions() if name.startswith("mart.")]
    assert view_tests.untested(relations, TESTS, texts) == []


def test_a_relation_without_a_test_is_found():
    ours = next(test for test in TESTS if test.relation == "mart.value")
    relations = ["mart.value", "mart.growth", "mart.mine"]
    assert view_tests.untested(relations, [ours], ["from mart.growth_since"]) == relations[1:]
    silent = ours._replace(body="")
    assert view_tests.untested(relations, [silent], ["from mart.growth"]) == [
        "mart.mine",
        "mart.value",
    ]


WRONG = """## Anything

Two `figures`:

| source | indicator | area | period | printed |
| --- | --- | --- | --- | --- |
| one | volunteers | 530621 | 2022 | 10 |

```sql
select value from mart.value
```

```
 value
-------
{value}
```
"""


@pytest.mark.parametrize(
    ("value", "found"), [("    10", []), ("    11", [" value\n-------\n    10"])]
)
def test_a_wrong_result_is_found(lists, tmp_path, value, found):
    body = WRONG.format(value=value)
    test = view_tests.Test(Path("views/mart/figures/value.test.md"), "Anything", body)
    assert view_tests.run_test(lists, test, tmp_path) == found


def test_rows_that_the_loaders_reject_are_no_test(lists, tmp_path):
    body = WRONG.replace("volunteers", "volunteer")
    test = view_tests.Test(Path("views/mart/figures/value.test.md"), "Anything", body)
    with pytest.raises(view_tests.BadTest, match="volunteer"):
        view_tests.run_test(lists, test, tmp_path)
