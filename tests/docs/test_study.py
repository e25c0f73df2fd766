from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient
from traitlets.config import Config

pytestmark = pytest.mark.once

PATH = Path(__file__).parents[2] / "docs" / "study.ipynb"


@pytest.fixture(scope="module")
def notebook():
    return nbformat.read(PATH, as_version=4)


def test_the_study_runs_and_what_it_says_holds(notebook, bundled, monkeypatch):
    monkeypatch.setenv("MINZHENG_DATABASE", bundled.engine.url.render_as_string(False))
    # Between processes of one machine there is no need of a port.
    config = Config({"KernelManager": {"transport": "ipc"}})
    NotebookClient(notebook, kernel_name="python3", config=config, timeout=120).execute()
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    charts = [output for output in outputs if "image/png" in output.get("data", {})]
    assert len(charts) == 2
    assert not [output for output in outputs if output.get("name") == "stderr"]


def test_the_study_is_kept_without_outputs():
    kept = nbformat.read(PATH, as_version=4)
    assert not [cell for cell in kept.cells if cell.get("outputs") or cell.get("execution_count")]
