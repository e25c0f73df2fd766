"""What an optional part of the package needs, and how to install it where it runs."""

import os
import re
import sys
from importlib.metadata import requires

OF_EXTRA = re.compile(r"""^(?P<package>[^;]+?)\s*;.*\bextra\s*==\s*['"](?P<extra>\w+)['"]""")


def install_command(extra: str) -> str:
    """The command that installs the packages of an extra beside this package.

    It names the packages themselves: a clone, or a wheel from a file, is in no index.
    """
    found = [OF_EXTRA.match(requirement) for requirement in requires("minzheng") or ()]
    packages = [match["package"] for match in found if match and match["extra"] == extra]
    quoted = " ".join(f"'{package}'" for package in packages)
    return f"{os.path.relpath(sys.executable)} -m pip install {quoted}"
