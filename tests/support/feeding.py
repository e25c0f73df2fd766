"""Feeds to reload: their files, feeds.toml, and a server on the loopback that serves as told."""

import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from support.databases import query
from support.ledgers import write

from minzheng.feeds import config, reload, schedule_table

HEADER = ("indicator", "area", "period_start", "period_end", "printed")
DAY = {"area": "530621", "period_start": "2022-12-31", "period_end": "2022-12-31"}


def figures(path, printed="1200", indicator="volunteers"):
    """A tidy file with one figure, which is there at once."""
    path.parent.mkdir(parents=True, exist_ok=True)
    records = [DAY | {"indicator": indicator, "printed": printed}]
    return write(path.with_suffix(".part"), HEADER, records).rename(path)


def folder_feed(name="counts", **keys):
    said = {"folder": name, "source": f"{name}-{{name}}", "title": "Counts {name}", "settle": "0 s"}
    return table(f"feeds.{name}", **said | keys)


def file_feed(name="single", **keys):
    said = {"file": f"{name}.csv", "title": "A single file", "settle": "0 s"}
    return table(f"feeds.{name}", **said | keys)


def url_feed(address, name="served", **keys):
    said = {"url": address, "source": name, "title": "Served", "timeout": "2 s"}
    return table(f"feeds.{name}", **said | keys)


def table(header, **keys):
    return "\n".join([f"[{header}]", *(f"{key} = {toml(value)}" for key, value in keys.items())])


def toml(value):
    if isinstance(value, bool):
        return str(value).lower()
    return f"'{value}'" if isinstance(value, str) else str(value)


def written(folder, *tables):
    path = folder / "feeds.toml"
    path.write_text("\n\n".join(tables) + "\n", encoding="utf-8")
    return path


def reloaded(engine, path, *names, **options):
    """The reports of a reload, by feed."""
    feeds = config.read(path)
    with engine.begin() as connection:
        schedule_table.register(connection, feeds)
    reports = reload.reload_feeds(engine, feeds.select(names), **options)
    return {report.feed: report for report in reports}


class Answer:
    """What the server says next: status, headers, and a body in parts, or what to do instead."""

    def __init__(self, body=b"", status=200, headers=(), instead=None):
        self.body, self.status, self.headers, self.instead = body, status, headers, instead
        self.requests = []


@contextmanager
def serving(answer):
    """The address of a server that gives the answer to whatever is asked."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            answer.requests.append(dict(self.headers))
            if answer.instead:
                return answer.instead(self)
            etag = dict(answer.headers).get("ETag")
            known = etag and self.headers.get("If-None-Match") == etag
            self.send_response(304 if known else answer.status)
            for header in answer.headers:
                self.send_header(*header)
            if not known:
                self.send_header("Content-Length", str(len(answer.body)))
            self.end_headers()
            return None if known else self.wfile.write(answer.body)

        def do_POST(self):
            length = int(self.headers["Content-Length"])
            answer.requests.append(self.rfile.read(length).decode())
            self.send_response(answer.status)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_arguments):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def eventually(condition):
    """Wait for what is to come soon; a time that only a broken program needs ends the test."""
    deadline = time.monotonic() + 120
    while not (found := condition()):
        assert time.monotonic() < deadline
        time.sleep(0.05)
    return found


def is_waited(engine):
    """Whether a load waits for another one in this database."""
    return query(
        engine,
        """
        select pid from pg_locks inner join pg_database on pg_database.oid = pg_locks.database
        where locktype = 'advisory' and not granted and datname = current_database()
        """,
    )
