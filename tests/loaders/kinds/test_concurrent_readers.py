import threading

import pytest
from sqlalchemy import text
from support.feeding import DAY, HEADER, folder_feed, reloaded, written
from support.ledgers import write

from minzheng.loaders import bulk

# All that mart says of the sources, in one look.
LOOK = """
    select
        source_code, count(*), sum(value),
        (select sum(value) from mart.value where value.source_code = reported.source_code),
        (select count(*) from mart.growth where indicator_code = 'volunteers')
    from mart.reported
    where source_code like 'counts-%'
    group by source_code
"""
YEARS = range(2000, 2022)


def write_all(folder, change):
    (folder / "counts").mkdir(exist_ok=True)
    for name in "abc":
        days = [{"period_start": f"{year}-12-31", "period_end": f"{year}-12-31"} for year in YEARS]
        area = {"area": f"53062{'abc'.index(name) + 2}", "indicator": "volunteers"}
        records = [
            DAY | area | day | {"printed": str(1000 + place + change)}
            for place, day in enumerate(days)
        ]
        write(folder / "counts" / f"{name}.csv", HEADER, records)


def look(connection):
    """What mart says of each source."""
    with connection.begin():
        return {row[0]: tuple(row[1:4]) for row in connection.execute(text(LOOK))}


@pytest.mark.parametrize("is_large", [False, True])
def test_readers_see_whole_sources_and_wait_for_no_load(
    reference_engine, tmp_path, monkeypatch, is_large
):
    if is_large:
        # Loads of many rows into next to nothing are indexed afterwards, but not those of feeds.
        monkeypatch.setattr(bulk, "FEW", 0)
        monkeypatch.setattr(bulk, "is_most", lambda _connection, _rows: True)
    path = written(tmp_path, folder_feed())
    done, seen = threading.Event(), []

    def read():
        options = {"isolation_level": "REPEATABLE READ"}
        with reference_engine.connect().execution_options(**options) as connection:
            connection.execute(text("set lock_timeout = '100ms'"))
            connection.commit()
            # Looking without a pause would only take the processor from the load.
            while not done.wait(0.05):
                seen.append(look(connection))

    reader = threading.Thread(target=read)
    reader.start()
    whole = [{}]
    for change in (0, 5):
        write_all(tmp_path, change)
        assert not reloaded(reference_engine, path)["counts"].errors
        with reference_engine.connect() as connection:
            whole.append(look(connection))
    reader_was_well = reader.is_alive()
    done.set()
    reader.join()
    assert reader_was_well
    assert len(seen) > 2
    for found in seen:
        for source, facts in found.items():
            assert facts in [state[source] for state in whole if source in state]
