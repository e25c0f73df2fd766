"""Apache Spark: as many machines as there are, or processes of this one."""

from importlib.resources import files
from pathlib import Path

import pyspark
from pyspark.errors import PySparkException
from pyspark.sql import SparkSession

from .lake_error import LakeError
from .portable_sql import relation_name

SETTINGS = {
    "spark.master": "local[*]",
    "spark.sql.session.timeZone": "UTC",
    # An overflow is an error, and a product keeps its places rather than lose them.
    "spark.sql.ansi.enabled": "true",
    "spark.sql.decimalOperations.allowPrecisionLoss": "false",
    "spark.sql.parquet.compression.codec": "zstd",
    # The folder year=2020 holds a year; a programme stays a text.
    "spark.sql.sources.partitionColumnTypeInference.enabled": "true",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
}


class SparkEngine:
    """Runs queries on the files of a lake, which all workers must reach by the same path."""

    dialect = "spark"
    version = pyspark.__version__

    def __init__(self, place: Path, **settings: str) -> None:
        builder = SparkSession.builder.appName("minzheng lake")
        for name, value in (SETTINGS | settings).items():
            builder = builder.config(name, value)
        builder = builder.config("spark.sql.warehouse.dir", str(place / ".spill"))
        self.session = builder.getOrCreate()
        self.session.sparkContext.setLogLevel("ERROR")
        functions = files(__package__).joinpath("functions", "spark.sql").read_text("utf-8")
        for statement in functions.split(";\n"):
            self._execute("functions", statement)

    def read(self, name: str, folder: Path) -> list[str]:
        frame = self.session.read.option("recursiveFileLookup", "false").parquet(str(folder))
        frame.createOrReplaceTempView(relation_name(name))
        return list(frame.columns)

    def define(self, name: str, query: str) -> list[str]:
        view = relation_name(name)
        self._execute(name, f"create or replace temporary view {view} as {query}")
        return list(self.session.table(view).columns)

    def write(self, name: str, query: str, folder: Path, by_year: bool) -> None:
        try:
            frame = self.session.sql(query)
            if by_year:
                # A file for each year, rather than one for each year and task.
                frame = frame.repartition("year")
            writer = frame.write
            (writer.partitionBy("year") if by_year else writer).parquet(str(folder))
            if not any(folder.rglob("*.parquet")):
                # Without rows there is no year, and without a file nobody knows the columns.
                frame.limit(0).coalesce(1).write.mode("overwrite").parquet(str(folder))
        except PySparkException as error:
            raise LakeError(f"Spark cannot derive {name}: {error}") from error
        for mark in folder.rglob("*"):
            if mark.name.startswith(("_", ".")) and mark.is_file():
                mark.unlink()

    def close(self) -> None:
        self.session.stop()

    def _execute(self, name: str, statement: str) -> None:
        try:
            self.session.sql(statement)
        except PySparkException as error:
            raise LakeError(f"Spark cannot derive {name}: {error}") from error


open_engine = SparkEngine
