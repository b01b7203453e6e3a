# SPDX-License-Identifier: GPL-3.0-or-later
"""Ends the call in the way that the measurement names."""

import builtins
import datetime
import json
import marshal
import math
import signal
import sys
import time
import traceback

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


def unspeakable_value_error():
    error = ValueError()
    error.args = (Unspeakable(),)
    raise error


class UnspeakableSyntax(SyntaxError):
    @property
    def msg(self):
        raise KeyboardInterrupt


def unspeakable_syntax_error():
    raise UnspeakableSyntax


class Interruption(BaseException):
    pass


class WrongValue(ValueError):
    pass


def interrupt(kind):
    """Raises `kind` after the call, as soon as Python runs the signal's handler."""
    def handle(number, frame):
        raise kind("from the timer")
    signal.signal(signal.SIGALRM, handle)
    signal.setitimer(signal.ITIMER_REAL, 0.05)
    return {"set": True}


class Slow:
    def tolist(self):
        interrupt(Interruption)
        time.sleep(10)


def breaks(*args, **kwargs):
    raise TypeError("replaced")


def replace_library():
    """Replaces functions that are shared with the service, as monkey patches do; `restore_library` reverts it."""
    for owner, name in REPLACED:
        REPLACED[owner, name] = getattr(owner, name)
        setattr(owner, name, breaks)
    return {"replaced": True}


def restore_library():
    for (owner, name), value in REPLACED.items():
        setattr(owner, name, value)
    return {"restored": True}


REPLACED = dict.fromkeys([
    (json, "dumps"), (json, "loads"), (json.JSONEncoder, "default"), (json.JSONEncoder, "encode"),
    (json.JSONEncoder, "iterencode"), (json.encoder, "c_make_encoder"), (json.encoder, "encode_basestring_ascii"),
    (json.JSONDecoder, "raw_decode"), (marshal, "dumps"), (math, "isfinite"), (traceback, "format_exception"),
    (traceback, "extract_tb"), (builtins, "sorted"), (builtins, "vars"), (builtins, "callable"),
])


def raise_surrogate():
    raise ValueError("\ud800é")


def raise_long():
    raise ValueError("é€😀" * 200_000)


OUTCOMES = {
    "result": lambda: {"a": 1, "b": [1.5, None, True, "ü"]},
    "none": lambda: None,
    "empty": lambda: {},
    "zero": lambda: 0,
    "list": lambda: [1, 2],
    "raise": lambda: 1 / 0,
    "long": raise_long,
    "exit": lambda: sys.exit(3),
    "recursion": lambda: deep(0),
    "unspeakable": unspeakable,
    "unspeakable value error": unspeakable_value_error,
    "unspeakable syntax error": unspeakable_syntax_error,
    "surrogate in the message": raise_surrogate,
    "interruption": lambda: interrupt(Interruption),
    "wrong value": lambda: interrupt(WrongValue),
    "slow value": lambda: {"a": Slow()},
    "replace library": replace_library,
    "restore library": restore_library,
    "set": lambda: {"a": {1, 2}},
    "bytes": lambda: {"a": b"x"},
    "datetime": lambda: {"a": datetime.datetime(2022, 1, 1)},
    "tuple key": lambda: {(1, 2): 3},
    "cycle": cycle,
    "surrogate": lambda: {"a": "\ud800"},
    "surrogates": lambda: {"a": ["x\udfff\ud800", {"b": ("\ude00\ud83d",)}], "😀": "\ud83d\ude00\\ud800"},
    "surrogate keys": lambda: {"\ud800": 1, "a": {"b\udc00": 2}, "\udfff": 3},
    "surrogate alone": lambda: "\ud800",
    "huge int": lambda: {"a": math.factorial(171), "b": [-10**400, 10**5000], "c": 10**308, "d": "9" * 400},
    "largest int": lambda: [2**1024 - 2**970 - 1, -(2**1024 - 2**970 - 1)],
    "smallest huge int": lambda: [2**1024 - 2**970],
    "huge int key": lambda: {math.factorial(171): 1},
    "huge int in a long result": lambda: {"x" * shift: [10**308, -(10**308) * 10] for shift in range(1, 120)},
    "huge longdouble": lambda: {"a": numpy.longdouble("1e400"), "b": [numpy.longdouble("1.5")],
                                "c": numpy.array([numpy.longdouble("1e400")])},
    "huge numpy objects": lambda: numpy.array([10**400, 1], dtype=object),
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
