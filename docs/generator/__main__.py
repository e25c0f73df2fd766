"""Write the reference pages: ``python -m generator``, with docs in PYTHONPATH.

Reads the database that MINZHENG_DATABASE names, or the embedded one.
"""

import os
import shutil
from pathlib import Path

from minzheng.database.target import Target

from . import pages, write
from .words import CHINESE

FOLDER = Path(__file__).parent.with_name("reference")

target = Target(os.environ.get("MINZHENG_DATABASE"))
with target.engine.connect() as connection:
    shutil.rmtree(FOLDER, ignore_errors=True)
    write(pages(connection), pages(connection, CHINESE), FOLDER)
target.close()
