# SPDX-License-Identifier: GPL-3.0-or-later
"""Does what the measurement tells it to: one way for a call to end per name."""

import datetime
import sys

import numpy
import pandas


def cycle():
    value = {}
    value["self"] = value
    return value


def deep(levels):
    return deep(levels + 1)


class Unspeakable(Exception):
    def __str__(self):
        raise ValueError("no")


def unspeakable():
    raise Unspeakable


OUTCOMES = {
    "result": lambda: {"a": 1, "b": [1.5, None, True, "ü"]},
    "none": lambda: None,
    "empty": lambda: {},
    "zero": lambda: 0,
    "list": lambda: [1, 2],
    "raise": lambda: 1 / 0,
    "exit": lambda: sys.exit(3),
    "recursion": lambda: deep(0),
    "unspeakable": unspeakable,
    "set": lambda: {"a": {1, 2}},
    "bytes": lambda: {"a": b"x"},
    "datetime": lambda: {"a": datetime.datetime(2022, 1, 1)},
    "tuple key": lambda: {(1, 2): 3},
    "cycle": cycle,
    "surrogate": lambda: {"a": "\ud800"},
    "nan": lambda: {"a": float("nan"), "b": [float("inf"), 2.0]},
    "numpy scalar": lambda: {"a": numpy.float32(1.5), "b": numpy.int64(2**40), "c": numpy.bool_(True)},
    "numpy array": lambda: {"a": numpy.array([[1, 2], [3, 4]])},
    "numpy table": lambda: numpy.array([1, 2]),
    "numpy keys": lambda: dict(zip(*numpy.unique([1, 2, 2], return_counts=True))),
    "other keys": lambda: {
        numpy.bool_(True): 1, numpy.float32(1.5): 2, pandas.Timestamp(2026, 1, 2): 3, numpy.datetime64("2026-01-03"): 4
    },
    "nan key": lambda: {numpy.float64("nan"): 1, "a": {numpy.int64(1): numpy.nan}},
    "timestamp": lambda: {"a": pandas.Timestamp("2026-01-02T03:04:05Z"), "b": [pandas.Timestamp(2026, 1, 2)]},
    "datetime64": lambda: {
        "a": numpy.datetime64("2026-01-02T03:04"), "b": numpy.array([["2026-01-02", "2026-01-03"]], "M8[ns]")
    },
    "not a time": lambda: {"a": pandas.NaT, "b": numpy.array(["NaT", "2026"], "M8[Y]"), "c": numpy.datetime64("NaT")},
    "time series": lambda: pandas.DataFrame({"a": [1, 2]}, index=pandas.date_range("2026-01-01", periods=2)),
    "index": lambda: pandas.date_range("2026-01-01", periods=2, tz="UTC"),
    "numpy nan": lambda: {"a": numpy.float64("nan"), "b": numpy.array([1.0, numpy.nan])},
}


def handler(input, context):
    print("doing", input["do"])
    return OUTCOMES[input["do"]]()
