"""A short form of ``make fuzz``: the same damaged files each time."""

from random import Random

import pytest
from fuzz import mutations, run, targets

SEED, TURNS = 14, 2


@pytest.mark.once
def test_damaged_files_are_refused_in_words_soon_and_in_little_memory(reference_engine):
    targets.prepare(reference_engine)
    found = run.fuzz(targets.all_targets(reference_engine), SEED, lambda number: number < TURNS)
    assert found["faults"] == []
    tries = {name: sum(counts.values()) for name, counts in found["outcomes"].items()}
    assert min(tries.values()) >= TURNS
    # Damage that leaves every file good, or none, would find nothing.
    read = {name: counts for name, counts in found["outcomes"].items() if name.startswith("read")}
    assert all({"read", "refused"} & counts.keys() and len(counts) > 1 for counts in read.values())


def test_a_fault_is_noticed_and_its_file_kept(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def fail(path):
        raise RuntimeError("as it was said")

    target = targets.Target("fails", ".txt", [b"a,b\n"], fail, tries=1)
    found = run.fuzz([target], SEED, lambda number: number < 1)
    (fault,) = found["faults"]
    assert "RuntimeError: as it was said" in fault
    assert (tmp_path / "build" / "fuzz" / "fails-0-0.txt").exists()


def test_mutations_are_those_of_their_seed():
    contents = [b"a,b\n1,2\n", b"c,d\n3,4\n"]

    def made():
        return [mutations.mutated(Random(n), contents[0], contents) for n in range(50)]

    assert made() == made()
    assert len(set(made())) > 30
