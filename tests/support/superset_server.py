"""A Superset of its own in a folder: made, filled with a bundle, asked over its API."""

import json
import os
import secrets
import socket
import subprocess
import time
from contextlib import contextmanager
from pathlib import Path

import urllib3

ROOT = Path(__file__).parents[2]
PROGRAMS = ROOT / ".venv-superset" / "bin"
USER, PASSWORD = "admin", secrets.token_urlsafe(12)


class Superset:
    """A server that has an administrator and nothing else."""

    def __init__(self, home):
        self.home = home
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.address = f"127.0.0.1:{free.getsockname()[1]}"
        self.environment = {
            **os.environ,
            "FLASK_APP": "superset",
            "SUPERSET_HOME": str(home),
            "SUPERSET_CONFIG_PATH": str(Path(__file__).with_name("superset_config.py")),
            "SUPERSET_SECRET_KEY": secrets.token_hex(32),
        }
        self.url = f"http://{self.address}"
        self.pool = urllib3.PoolManager(timeout=120)
        self.headers = {}

    def run(self, *command):
        """One of Superset's own commands."""
        with (self.home / "commands.log").open("a") as log:
            subprocess.run(
                [PROGRAMS / "superset", *command],
                env=self.environment,
                cwd=self.home,
                stdout=log,
                stderr=log,
                check=True,
            )

    def make(self):
        self.run("db", "upgrade")
        names = ("--firstname", "A", "--lastname", "D", "--email", "a@example.org")
        self.run("fab", "create-admin", "--username", USER, "--password", PASSWORD, *names)
        self.run("init")

    @contextmanager
    def serving(self):
        command = [PROGRAMS / "gunicorn", "--bind", self.address, "--threads", "6"]
        options = ["--worker-class", "gthread", "--timeout", "120", "superset.app:create_app()"]
        with (self.home / "server.log").open("w") as log:
            server = subprocess.Popen(
                [*command, *options], env=self.environment, cwd=self.home, stdout=log, stderr=log
            )
        try:
            self._wait(server)
            self._log_in()
            yield self
        finally:
            server.terminate()
            server.wait(120)

    def _wait(self, server):
        for _ in range(600):
            assert server.poll() is None, (self.home / "server.log").read_text()
            try:
                self.pool.request("GET", f"{self.url}/health", retries=0)
            except urllib3.exceptions.HTTPError:
                time.sleep(0.2)
            else:
                return
        raise TimeoutError("Superset did not answer")

    def _log_in(self):
        who = {"username": USER, "password": PASSWORD, "provider": "db", "refresh": False}
        token = self.ask("POST", "security/login", json=who)["access_token"]
        self.headers = {"Authorization": f"Bearer {token}", "Referer": f"{self.url}/"}
        answer = self.request("GET", "security/csrf_token/")
        self.headers["X-CSRFToken"] = json.loads(answer.data)["result"]
        self.headers["Cookie"] = answer.headers["Set-Cookie"].partition(";")[0]

    def ask(self, method, path, **content):
        """The answer of the API, which must be a success."""
        answer = self.request(method, path, **content)
        assert answer.status < 300, f"{answer.status} {answer.data.decode()[:2000]}"
        return json.loads(answer.data)

    def request(self, method, path, **content):
        url = f"{self.url}/api/v1/{path}"
        return self.pool.request(method, url, headers=self.headers, **content)

    def import_bundle(self, bundle, password, kind):
        """As a user does by hand (dashboard), or over what is there (assets)."""
        path, field = {
            "dashboard": ("dashboard/import/", "formData"),
            "assets": ("assets/import/", "bundle"),
        }[kind]
        fields = {
            field: ("bundle.zip", bundle, "application/zip"),
            "overwrite": "true",
            "passwords": json.dumps({"databases/minzheng.yaml": password}),
        }
        self.ask("POST", path, fields=fields)

    def charts(self):
        return self.ask("GET", "chart/?q=(page_size:100)")["result"]

    def counts(self):
        """How many it has of each kind of thing."""
        kinds = ("chart", "dashboard", "database", "dataset")
        return {kind: self.ask("GET", f"{kind}/")["count"] for kind in kinds}
