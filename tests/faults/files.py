"""Faults of files: changed while they are read, half written, cut off."""

import threading
from collections.abc import Iterator

from faults.outcome import Outcome
from faults.scene import Scene
from openpyxl import Workbook


def all_of(scene: Scene, times: int) -> Iterator[Outcome]:
    yield changing(scene, times)
    yield cut_off(scene, times)
    yield half_written_workbook(scene, times)


def changing(scene: Scene, times: int) -> Outcome:
    """A source is written over in place, again and again, in one version and the other."""
    outcome = Outcome("file changing while it is read")
    for _ in range(times):
        version, done = 1 - scene.at, threading.Event()
        writer = threading.Thread(target=write_over, args=(scene, version, done))
        writer.start()
        scene.reload()
        done.set()
        writer.join()
        outcome.see(scene, version)
    return outcome


def write_over(scene: Scene, version: int, done: threading.Event) -> None:
    """Write slowly; the first source alone, so that mart is at step 0 or 1."""
    content = scene.content(version, 0)
    while not done.is_set():
        with (scene.figures / "0.csv").open("w") as file:
            for start in range(0, len(content), 8192):
                file.write(content[start : start + 8192])
                file.flush()
                done.wait(0.02)


def cut_off(scene: Scene, times: int) -> Outcome:
    """A source of which the last part is not there, and nobody writes any more."""
    outcome = Outcome("half-written text file")
    for place in range(times):
        version = 1 - scene.at
        content = scene.content(version, 0)
        end = len(content) * (place + 1) // (times + 1)
        while content[end - 1] == "\n":
            end += 1
        (scene.figures / "0.csv").write_text(content[:end])
        scene.reload()
        outcome.see(scene, version)
    return outcome


def half_written_workbook(scene: Scene, times: int) -> Outcome:
    outcome = Outcome("half-written workbook")
    whole = scene.folder / "whole.xlsx"
    book = Workbook()
    book.create_sheet("表").append(["地区", "城市低保人数"])
    book.save(whole)
    path = scene.figures / "table.xlsx"
    for place in range(times):
        version = 1 - scene.at
        content = whole.read_bytes()
        path.write_bytes(content[: len(content) * (place + 1) // (times + 1)])
        scene.reload()
        path.unlink()
        outcome.see(scene, version)
    return outcome
