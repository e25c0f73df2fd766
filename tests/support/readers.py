"""The environment of the tools of others that read what the package writes: make readers."""

import json
import os
import subprocess
from pathlib import Path

import pytest

ENVIRONMENT = Path(__file__).parents[2] / ".venv-readers"
PYTHON = ENVIRONMENT / "bin" / "python"


def answer(code, *arguments, **variables):
    """What Python code prints as JSON, run in the environment with arguments."""
    return json.loads(run([PYTHON, "-c", code, *arguments], **variables).stdout)


def run(command, cwd=None, **variables):
    """Run a program of the environment; its output."""
    if not PYTHON.exists():
        pytest.fail("run make readers, which installs what these tests need")
    environment = {**os.environ, **variables, "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(
        list(map(str, command)), env=environment, cwd=cwd, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done
