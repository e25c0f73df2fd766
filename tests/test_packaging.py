import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    out = tmp_path_factory.mktemp("wheel")
    # Of a copy: a build writes into its folder, where tests that run beside it build too.
    source = out / "minzheng"
    unwanted = shutil.ignore_patterns(".*", "build", "*.egg-info", "__pycache__")
    shutil.copytree(ROOT, source, ignore=unwanted)
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", out, source]
    subprocess.run(command, check=True, capture_output=True, cwd=out)
    (path,) = out.glob("*.whl")
    with zipfile.ZipFile(path) as archive:
        return set(archive.namelist())


def test_the_wheel_has_one_top_level_package(wheel):
    tops = {name.split("/")[0] for name in wheel}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"minzheng"}


def test_the_wheel_holds_every_file_that_the_package_reads(wheel):
    wanted = {
        f"minzheng/{path.relative_to(ROOT)}"
        for pattern in (
            "views/*/*/*.sql",
            "views/*.csv",
            "outputs/exports/**/*.csv",
            "outputs/exports/**/*.sql",
            "loaders/**/*.sql",
            "outputs/report/**/*.sql",
            "outputs/report/page/template/*",
            "outputs/report/page/vendor/*",
            "outputs/report/*.csv",
            "migrations/versions/*.py",
            "data/**/*.csv",
        )
        for path in ROOT.glob(pattern)
    }
    assert wanted
    assert wanted <= wheel


def test_no_test_or_tool_is_in_the_wheel(wheel):
    assert not {
        name for name in wheel if "/tests/" in name or name.endswith(("conftest.py", ".test.md"))
    }
