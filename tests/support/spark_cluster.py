"""A cluster of Apache Spark on this machine: a master and workers, each a process: make spark."""

import os
import re
import signal
import subprocess
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ENVIRONMENT = ROOT / ".venv-spark"
PYTHON = ENVIRONMENT / "bin" / "python"
HOST = "127.0.0.1"
ADDRESS = re.compile(r"spark://[\d.]+:\d+")
# Of a short run most would be spent on compiling it well.
JAVA_OPTIONS = "-XX:TieredStopAtLevel=1"
SECONDS = 300


class Cluster:
    """A master, and workers of one core that run the tasks of whoever asks the master."""

    def __init__(self, folder, workers=2):
        if not PYTHON.exists():
            pytest.fail("run make spark, which installs what these tests need")
        self.folder = folder
        self.processes = []
        self.address = None
        self.workers = workers

    def __enter__(self):
        try:
            self.log("master").touch()
            self.start("master", "--host", HOST, "--port", "0", "--webui-port", "0")
            self.address = self.logged("master", ADDRESS)[0]
            limits = ("--cores", "1", "--memory", "1g", "--webui-port", "0")
            for number in range(self.workers):
                name = f"worker-{number}"
                work = self.folder / name
                self.start(name, *limits, "--work-dir", work, self.address)
                self.logged(name, re.compile("Successfully registered with master"))
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_error):
        for process in self.processes:
            kill(process)

    def log(self, name):
        return self.folder / f"{name}.log"

    def start(self, name, *arguments):
        """Start a master or worker as a group of its own, to which its executors belong."""
        kind = name.partition("-")[0]
        command = [spark_home() / "bin" / "spark-class"]
        command += [f"org.apache.spark.deploy.{kind}.{kind.title()}", *arguments]
        with self.log(name).open("wb") as log:
            self.processes.append(
                subprocess.Popen(
                    [str(part) for part in command],
                    env=environment(),
                    stdout=log,
                    stderr=subprocess.STDOUT,
                    start_new_session=True,
                )
            )

    def logged(self, name, pattern):
        """What a process said, as soon as it did."""
        end = time.monotonic() + SECONDS
        while time.monotonic() < end and self.processes[-1].poll() is None:
            if found := pattern.search(self.log(name).read_text()):
                return found
            time.sleep(0.1)
        pytest.fail(f"{name} said nothing of {pattern.pattern}:\n{self.log(name).read_text()}")

    def kill_worker(self):
        """End a worker and its executor, as when its machine is switched off."""
        kill(self.processes[-1])

    def derive(self, lake):
        """Derive the answers of a lake by this cluster; the process, which goes on."""
        settings = {
            "spark.driver.host": HOST,
            "spark.driver.memory": "1g",
            "spark.driver.extraJavaOptions": JAVA_OPTIONS,
            "spark.executor.extraJavaOptions": JAVA_OPTIONS,
            "spark.executor.memory": "700m",
        }
        command = [PYTHON, "-m", "minzheng", "lake", "derive", lake, "--engine", "spark"]
        command += ["--master", self.address]
        for name, value in settings.items():
            command += ["--set", f"{name}={value}"]
        with self.log("driver").open("wb") as log:
            return subprocess.Popen(
                [str(part) for part in command],
                env=environment() | {"PYTHONPATH": str(ROOT / "type-checking")},
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )


def spark_home():
    """The folder of pyspark, which is a whole Spark."""
    (home,) = ENVIRONMENT.glob("lib/python*/site-packages/pyspark")
    return home


def environment():
    return {**os.environ, "SPARK_LOCAL_IP": HOST, "SPARK_HOME": str(spark_home())}


def kill(process):
    """End a process with those that it started."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
