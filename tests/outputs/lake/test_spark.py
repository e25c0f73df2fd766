"""Answers that Apache Spark derives, by workers that are processes of their own."""

import time

import pytest
from support.spark_cluster import Cluster, kill

from minzheng.outputs.lake.answer_comparison import compare_answers
from minzheng.outputs.lake.derivation import ANSWERS_DERIVED
from minzheng.outputs.lake.lake_folder import LakeFolder

pytestmark = pytest.mark.spark


def test_a_worker_that_is_killed_changes_no_cell_of_what_postgresql_keeps(lake, tmp_path):
    first = LakeFolder(lake).current
    with Cluster(tmp_path) as cluster:
        driver = cluster.derive(lake)
        try:
            # Series are there, growth is being derived from them.
            while not list((lake / "versions").glob(".*/derived/growth")):
                assert driver.poll() is None, cluster.log("driver").read_text()
                time.sleep(0.05)
            assert len(list(tmp_path.glob("worker-*/app-*/*"))) == 2
            cluster.kill_worker()
            assert LakeFolder(lake).current == first
            assert driver.wait() == 0, cluster.log("driver").read_text()
        finally:
            kill(driver)
    assert "Lost executor" in cluster.log("driver").read_text()
    assert LakeFolder(lake).current != first
    compared = compare_answers(lake)
    assert len(compared) == len(ANSWERS_DERIVED)
    assert {one.name: one.differing for one in compared if one.differing} == {}
    assert {one.name for one in compared if one.rows} >= {"series", "growth", "metric_value"}
