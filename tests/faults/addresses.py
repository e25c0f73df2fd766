"""Faults of addresses: what a server serves instead of a table."""

import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler

from faults.outcome import Outcome
from faults.scene import FEEDS, Scene
from support.feeding import Answer, serving

Instead = Callable[[BaseHTTPRequestHandler], None]


def all_of(scene: Scene, times: int) -> Iterator[Outcome]:
    page = Answer(b"<!doctype html><title>Log in</title><p>Please log in")
    circle = Answer(status=302, headers=[("Location", "/0.csv")])
    yield served(scene, times, "address serving HTML", page)
    yield served(scene, times, "address redirecting for ever", circle)
    yield served(scene, times, "address stalling", Answer(instead=stall))
    yield served(scene, times, "address cutting the connection", Answer(instead=cut))


def served(scene: Scene, times: int, name: str, answer: Answer) -> Outcome:
    """The first source comes from an address; then from its file again."""
    outcome = Outcome(name)
    for _ in range(times):
        version = 1 - scene.at
        with serving(answer) as address:
            place = f'url = "{address}/0.csv"'
            scene.feeds.write_text(FEEDS.replace('folder = "figures"', place))
            scene.reload()
        scene.feeds.write_text(FEEDS)
        outcome.see(scene, version)
    return outcome


def stall(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    handler.wfile.write(b"indicator,area,period_start,period_end,printed\n")
    handler.wfile.flush()
    time.sleep(3)
    handler.close_connection = True


def cut(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    handler.wfile.write(b"indicator,area,period_start,period_end,printed\n")
    handler.close_connection = True
