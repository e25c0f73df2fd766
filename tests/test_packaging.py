import csv
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from importlib.metadata import version
from pathlib import Path

import pytest
from generator import licences
from mypy.main import process_options

ROOT = Path(__file__).parent.parent

# The folders whose every file is in the wheel. With them go the modules of the root.
SHIPPED = {
    "cli",
    "data",
    "database",
    "feeds",
    "loaders",
    "locale",
    "migrations",
    "outputs",
    "schema",
    "views",
}
# Folders that only a checkout has.
NOT_SHIPPED = {".ci", "bench", "docs", "requirements", "tests", "type-checking"}


def in_tree():
    """The files of the project that are there, also those that are new."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    return {Path(name) for name in listed.split("\0") if name and (ROOT / name).exists()}


def shipped():
    """What the wheel must have: not the test of a view, which lies beside it."""
    of_root = {path for path in in_tree() if len(path.parts) == 1}
    modules = {path for path in of_root if path.suffix == ".py" or path.name == "py.typed"}
    in_folders = {path for path in in_tree() if path.parts[0] in SHIPPED}
    return modules | {path for path in in_folders if not path.name.endswith(".test.md")}


@pytest.fixture
def checkout(tmp_path):
    """Copies the project into a folder of a name: builds and tools write beside what they read."""

    def copy(name):
        for path in in_tree():
            (tmp_path / name / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / path, tmp_path / name / path, follow_symlinks=False)
        return tmp_path / name

    return copy


def wheel_of(source):
    """The names in the wheel of a checkout."""
    out = source.parent / "wheel"
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", out, source]
    subprocess.run(command, check=True, capture_output=True, cwd=source.parent)
    (path,) = out.glob("*.whl")
    with zipfile.ZipFile(path) as archive:
        return set(archive.namelist())


def of_package(names):
    return {Path(name).relative_to("minzheng") for name in names if name.startswith("minzheng/")}


def test_the_wheel_is_the_shipped_folders_and_nothing_else(checkout):
    names = wheel_of(checkout("minzheng"))
    tops = {name.split("/")[0] for name in names}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"minzheng"}
    assert of_package(names) == shipped()
    assert any(name.endswith("/licenses/LICENSE") for name in names)


def test_a_package_that_is_left_out_of_the_wheel_is_noticed(checkout):
    source = checkout("minzheng-db")
    settings = source / "pyproject.toml"
    listed = settings.read_text("utf-8")
    settings.write_text(listed.replace('    "minzheng.loaders.resolve",\n', ""), "utf-8")
    missing = shipped() - of_package(wheel_of(source))
    modules = (path for path in shipped() if path.suffix == ".py")
    assert missing == {path for path in modules if path.is_relative_to("loaders/resolve")}


def test_every_folder_is_shipped_or_is_not():
    assert {path.parts[0] for path in in_tree() if len(path.parts) > 1} == SHIPPED | NOT_SHIPPED


def test_every_folder_of_modules_is_a_package():
    """Else its modules could not be imported from the wheel."""
    folders = {path.parent for path in shipped() if path.suffix == ".py"}
    folders.remove(Path("migrations/versions"))
    assert [str(one) for one in folders if not (ROOT / one / "__init__.py").exists()] == []


def test_no_module_is_named_like_one_of_the_standard_library():
    """An editor that runs a file puts its folder first on the path."""
    modules = {path for path in in_tree() if path.suffix == ".py"}
    names = {path.stem: path for path in modules} | {
        path.parent.name: path for path in modules if path.name == "__init__.py"
    }
    names.pop("__main__")
    assert {name: names[name] for name in names.keys() & sys.stdlib_module_names} == {}


@pytest.mark.parametrize("name", ["minzheng", "minzheng-db"])
def test_types_are_checked_in_a_folder_of_any_name(checkout, monkeypatch, name):
    monkeypatch.chdir(checkout(name))
    sources, _options = process_options(["."])
    checked = {source.module for source in sources}
    modules = {path for path in shipped() if path.suffix == ".py"}
    dotted = {".".join(("minzheng", *path.with_suffix("").parts)) for path in modules}
    assert {one.removesuffix(".__init__") for one in dotted} <= checked
    assert {one.split(".")[0] for one in checked} == {"minzheng"}


def test_the_licence_of_every_locked_package_is_listed():
    """``make licences`` brings the list up to date."""
    with licences.LIST.open(encoding="utf-8", newline="") as file:
        listed = [(row["package"], row["version"], row["needed"]) for row in csv.DictReader(file)]
    assert listed == list(licences.pinned())
    assert all(licences.known_licences().values())
    unlike = {
        name: (licence, licences.licence_of(name))
        for name, licence in licences.known_licences().items()
        if licences.licence_of(name) not in (None, licence)
    }
    assert unlike == {}


def test_the_package_is_a_command():
    command = [sys.executable, "-m", "minzheng", "--version"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert version("minzheng") in done.stdout


def test_the_version_is_the_same_wherever_it_is_said():
    released = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    assert f"\nversion: {released}\n" in (ROOT / "CITATION.cff").read_text("utf-8")
    headings = re.findall("^## ([0-9.]+)", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)
    assert headings[0] == released
