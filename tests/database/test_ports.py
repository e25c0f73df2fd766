import socket

import pytest

from minzheng.database.embedded import ports


@pytest.mark.parametrize(
    "said",
    ["32768\t60999\n", "15000 40000", "10000 65535", "1024 20000", "1024 32000"],
)
def test_a_port_is_none_that_the_system_gives_to_clients(tmp_path, monkeypatch, said):
    monkeypatch.setattr(ports, "EPHEMERAL", tmp_path / "range")
    (tmp_path / "range").write_text(said)
    first, last = map(int, said.split())
    for _ in range(20):
        port = ports.free_port()
        assert 1024 <= port < 65536
        assert not first <= port <= last


@pytest.mark.parametrize("said", [None, "", "everything", "1024 65535", "1 2 3"])
def test_there_is_a_port_whatever_the_system_says(tmp_path, monkeypatch, said):
    monkeypatch.setattr(ports, "EPHEMERAL", tmp_path / "range")
    if said is not None:
        (tmp_path / "range").write_text(said)
    assert ports.free_port() in ports.PREFERRED


@pytest.mark.parametrize("address", ["127.0.0.1", "0.0.0.0"])
@pytest.mark.parametrize("reuse", [0, 1])
def test_a_port_is_taken_where_a_program_listens(address, reuse):
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, reuse)
        other.bind((address, 0))
        other.listen()
        port = other.getsockname()[1]
        assert ports.is_taken(port)
    assert not ports.is_taken(port)
