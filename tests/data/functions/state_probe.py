# SPDX-License-Identifier: GPL-3.0-or-later
"""Stores the value that the measurement names in context.env, and returns later whether it is the same."""

import collections
import enum
import math
import queue
import signal
import threading
from datetime import date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd


class Own:
    pass


class Endless(dict):
    def items(self):
        while True:
            pass


class Colour(enum.Enum):
    RED = 1


class Unspeakable(type):
    @property
    def __module__(cls):
        raise KeyboardInterrupt("no name for this")


def interrupt(kind):
    """Raises after the call, as soon as Python runs the signal's handler."""
    def handle(number, frame):
        raise kind("from the timer")
    signal.signal(signal.SIGALRM, handle)
    signal.setitimer(signal.ITIMER_REAL, 0.05)


Point = collections.namedtuple("Point", "x y")


def filled(queue, *items):
    for item in items:
        queue.put(item)
    return queue


def with_attribute(value):
    value.own = 1
    return value


def shared():
    window = [1.5]
    return {"a": window, "b": [window], "c": (window, {"d": window})}


def shared_list():
    window = [1.5]
    return {"a": window, "b": {"c": window}}


def shared_input(input):
    return {"last": input, "all": collections.deque([input], 3)}


def views():
    memory = np.zeros(4)
    return {"a": memory, "b": memory[1:]}


def cycle():
    value = {"a": [1]}
    value["a"].append(value)
    return value


def deep():
    value = ()
    for _ in range(100_000):
        value = [value]
    return value


def read_only(array):
    array.flags.writeable = False
    return array


VALUES = {
    "plain": lambda input: {"a": [1, 2.5, None, True, "ü", {"b": {}}], "n": math.nan},
    "None": lambda input: None,
    "list": lambda input: [1, 2],
    "tuple": lambda input: (1, (2, [3])),
    "tuple of datetimes": lambda input: {"cpu": [(datetime(2026, 1, 2, 3, 4, 5, 6), 1.5)]},
    "set": lambda input: {"a": {8, 0, 1, "x", (1, 2)}, "b": frozenset({1.5, None}), "c": set()},
    "deque": lambda input: {"a": collections.deque([1, 2, 3], 3), "b": collections.deque()},
    "queue": lambda input: {"a": filled(queue.Queue(3), 1, (2,)), "b": queue.Queue()},
    "date": lambda input: [date(2026, 1, 2), time(1, 2, 3, 4), timedelta(-1, 2, 3), timedelta.max],
    "time zones": lambda input: [
        datetime(2026, 1, 2, tzinfo=timezone.utc),
        datetime(2026, 1, 2, tzinfo=timezone(timedelta(hours=-3), "BRT")),
        datetime(2026, 10, 25, 1, 30, fold=1, tzinfo=ZoneInfo("Europe/Lisbon")),
        time(1, 2, tzinfo=timezone.utc, fold=1),
    ],
    "keys": lambda input: {1: "a", 1.5: "b", None: "c", False: "d", "1": "e", (2, "x"): "f", date(2026, 1, 2): "g"},
    "numpy keys": lambda input: dict(zip(*np.unique(np.array([3, 5, 5]), return_counts=True))),
    "numbers": lambda input: (-0.0, math.nan, math.inf, -math.inf, 2**70, -(2**53) - 1, 5e-324, 1e308, True, 1),
    "other NaN": lambda input: [math.inf - math.inf, math.copysign(math.nan, -1)],
    "complex, bytes": lambda input: (1.5 - 2j, b"\x00\xff", bytearray(b"x")),
    "surrogate": lambda input: ("\ud800", "😀"),
    "numpy scalars": lambda input: [
        np.float64(1.5), np.float32("nan"), np.int64(-(2**63)), np.uint8(7), np.bool_(True), np.complex64(1j),
        np.datetime64("2026-01-02T03:04:05", "ns"), np.datetime64("NaT"), np.timedelta64(3, "s"), np.str_("é"),
    ],
    "numpy arrays": lambda input: [
        np.arange(6.0).reshape(2, 3), np.asfortranarray(np.arange(6).reshape(2, 3)), np.array(5), np.zeros((0, 3)),
        np.arange(10)[::3], np.array([True, False]), np.array(["2026", "NaT"], "M8[D]"), np.array(["ab", "c"]),
        np.array([1.0, np.nan, -0.0]), np.arange(3, dtype=">i4"),
        read_only(np.arange(3)), read_only(np.asfortranarray(np.arange(6).reshape(2, 3))), read_only(np.zeros(0)),
    ],
    "kinds of dict": lambda input: [
        collections.OrderedDict([("b", 1), ("a", (2,))]), collections.Counter("abca"),
        collections.defaultdict(list, {"x": [1]}), collections.defaultdict(None, {1: 2}),
    ],
    "dict that looks like a tag": lambda input: ({"$": "tuple", "items": [1]}, {"$": "same", "as": 0}, {"$": {"$": 1}}),
    "plain dict that looks like a tag": lambda input: {"$": "tuple", "items": [1]},
    "input": lambda input: {"last": input},
    "input twice": shared_input,
    "shared list": lambda input: shared_list(),
    "shared": lambda input: shared(),
    "lock": lambda input: {"x": [1, {"y": threading.Lock()}]},
    "own class": lambda input: {"x": {1: Own()}},
    "dataframe": lambda input: {"table": pd.DataFrame({"a": [1]})},
    "enum": lambda input: {"x": (Colour.RED,)},
    "namedtuple": lambda input: {"points": [Point(1, 2)]},
    "class itself": lambda input: {"x": Own},
    "dict that never ends": lambda input: {"x": Endless(a=1)},
    "generator": lambda input: {"x": (number for number in [1])},
    "lambda in a defaultdict": lambda input: {"x": collections.defaultdict(lambda: 1)},
    "attributes": lambda input: {"x": with_attribute(collections.OrderedDict(a=1))},
    "queue with attributes": lambda input: {"x": with_attribute(queue.Queue())},
    "object key": lambda input: {"x": {Colour.RED: 1}},
    "object in a set": lambda input: {"x": {Colour.RED}},
    "cycle": lambda input: cycle(),
    "deep": lambda input: {"x": deep()},
    "array of objects": lambda input: {"x": np.array([{}], dtype=object)},
    "structured array": lambda input: {"x": np.zeros(2, "i4,f8")},
    "arrays over the same memory": lambda input: views(),
    "surrogate pair": lambda input: {"x": "\ud83d\ude00"},
    "huge int": lambda input: {"x": 10**5000},
    "one array": lambda input: {"x": np.array([1.5])},
    "unspeakable type": lambda input: {"x": Unspeakable("Nameless", (), {})()},
}


def described(value):
    """Everything that distinguishes a value, including its types."""
    kind = type(value).__name__
    if isinstance(value, queue.Queue):
        return kind, value.maxsize, value.unfinished_tasks, described(list(value.queue))
    if isinstance(value, dict):
        return kind, getattr(value, "default_factory", None), [(described(k), described(v)) for k, v in value.items()]
    if isinstance(value, (list, tuple, collections.deque)):
        return kind, getattr(value, "maxlen", None), [described(item) for item in value]
    if isinstance(value, (set, frozenset)):
        return kind, sorted(repr(described(item)) for item in value)
    if isinstance(value, np.ndarray):
        return kind, value.dtype.str, value.shape, value.flags.fnc, value.flags.writeable, value.tobytes()
    return kind, repr(value), getattr(value, "fold", None), getattr(value, "dtype", None)


def handler(input, context):
    what, input = input["do"], type(input)({**input, "do": ""})  # the same input in all calls
    if what == "keep":
        context.env = VALUES[input["name"]](input)
        return {"kept": True}
    if what == "interrupt":
        interrupt(Exception if input["name"] == "exception" else KeyboardInterrupt)
        return {"interrupted": True}
    if what == "forget":
        context.env = "nothing"
        return {"forgotten": True}
    env = context.env
    answer = {"same": described(env) == described(VALUES[input["name"]](input)), "was": repr(env)[:200]}
    if input["name"] == "shared":
        answer["one object"] = env["a"] is env["b"][0] is env["c"][0] is env["c"][1]["d"]
    if input["name"] == "shared list":
        answer["one object"] = env["a"] is env["b"]["c"]
    if input["name"].startswith("input"):
        answer["twin"] = env["last"]["net_io_counters_eth0-bytes_sent1"]
        answer["one object"] = "all" not in env or env["all"][0] is env["last"]
    return answer
