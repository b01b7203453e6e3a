# SPDX-License-Identifier: GPL-3.0-or-later
"""Converts values of Python to the tagged form, and back.

The tagged form is JSON in which an object with the key "$" stands for a value of another type. PAIRS are [key, value]
arrays in the order of the dict; ITEMS, keys and values are tagged forms themselves.

    None, bool, int, float, str   as in JSON; floats also as NaN, Infinity and -Infinity
    list                          an array
    dict                          an object, if all keys are str and none is "$"; else {"$": "dict", "pairs": PAIRS}
    the input                     {"$": "input", "pairs": PAIRS}
    OrderedDict, Counter          {"$": "OrderedDict", "pairs": PAIRS}
    defaultdict                   {"$": "defaultdict", "pairs": PAIRS, "factory": name of one of FACTORIES, or null}
    tuple, set, frozenset         {"$": "tuple", "items": ITEMS}; sets are sorted by the JSON of their items
    deque                         {"$": "deque", "items": ITEMS, "maxlen": int or null}
    queue.Queue                   {"$": "Queue", "items": ITEMS, "maxsize": int, "unfinished": int}
    datetime, time                {"$": "datetime", "text": ISO 8601 without a zone, "fold": 0 or 1,
                                   "zone": timezone or ZoneInfo or null}
    date                          {"$": "date", "text": ISO 8601}
    timedelta                     {"$": "timedelta", "days": int, "seconds": int, "microseconds": int}
    timezone                      {"$": "timezone", "offset": timedelta, "name": str or null}
    ZoneInfo                      {"$": "ZoneInfo", "key": str}
    bytes, bytearray              {"$": "bytes", "base64": str}
    complex                       {"$": "complex", "real": float, "imag": float}
    numpy scalar                  {"$": "numpy", "dtype": dtype.str, "base64": its bytes}
    numpy array                   {"$": "ndarray", "dtype": dtype.str, "shape": ints, "order": "C" or "F",
                                   "base64": its bytes in that order, "writeable": bool, true if it is missing}
    an object a second time       {"$": "same", "as": number}

"same" restores an object that is reachable in two ways as one object. The number counts the mutable objects (list,
dict and its subclasses, set, deque, Queue, bytearray, ndarray) from 0, in the order in which their forms end. Types
have to match exactly: an instance of a subclass is not stored, because it can have more data than its base class.
"""

import sys
from binascii import a2b_base64, b2a_base64
from collections import Counter, OrderedDict, defaultdict, deque
from datetime import date, datetime, time, timedelta, timezone
from math import nan
from queue import Queue

from pulseboard_hosting import Measurement, decode
from pulseboard_hosting import encode_plainly as encode

# As in pulseboard_hosting, everything that is used in each call is bound here.
modules = sys.modules

LARGEST_INT = 10**4000  # Python converts no more than 4,300 digits to text
SPELLED_KEYS = (str, int, float, bool, type(None))  # repr of other types could run the user's code
FACTORIES = {factory.__name__: factory for factory in (
    bool, int, float, str, list, tuple, dict, set, deque, Counter, OrderedDict)}
NUMPY_KINDS = "biufcmMSU"  # of fixed size and without references to Python objects


class NotStorable(Exception):
    """A value that has no stored form: the keys that lead to it, and what is wrong with it."""

    def __init__(self, reason):
        super().__init__(reason)
        self.path = ""
        self.reason = reason

    def within(self, place):
        self.path = place + self.path
        if len(self.path) > 300:
            self.path = f"{self.path[:100]}…{self.path[-100:]}"
        return self


class Writer:
    """Creates the tagged form of one env."""

    def __init__(self):
        self.open = set()  # ids of the containers whose forms are not complete
        self.written = {}  # id -> (number, mutable object); the reference keeps the id valid
        self.arrays = []

    def write(self, value):
        kind = type(value)
        if kind is float:
            return value if value == value else nan  # there are several NaNs, one of them has a form
        if kind is str:
            return text_form(value)
        if kind is int:
            return int_form(value)
        if kind is bool or value is None:
            return value
        return self.write_object(kind, value)

    def write_object(self, kind, value):
        identity = id(value)
        if identity in self.written:
            return {"$": "same", "as": self.written[identity][0]}
        if identity in self.open:
            raise NotStorable("contains itself, which cannot be stored")
        name, write, is_mutable = writer_of(kind)
        self.open.add(identity)
        form = write(self, value)
        self.open.remove(identity)
        if is_mutable:
            self.written[identity] = len(self.written), value
        return form if name is None else {"$": name, **form}

    def items(self, values, place="[{}]"):
        forms = []
        for index, value in enumerate(values):
            try:
                forms.append(self.write(value))
            except NotStorable as error:
                raise error.within(place.format(index))
        return forms

    def pairs(self, value):
        return [[self.key(key), self.item(key, item)] for key, item in list(value.items())]

    def key(self, key):
        try:
            return self.write(key)
        except NotStorable as error:
            raise error.within(f" (the key {spelling(key)})")

    def item(self, key, item):
        try:
            return self.write(item)
        except NotStorable as error:
            raise error.within(f"[{spelling(key)}]")


def spelling(key):
    return repr(key)[:50] if type(key) in SPELLED_KEYS else f"<{type_name(type(key))}>"


def type_name(kind):
    package = str(kind.__module__).partition(".")[0]
    return kind.__qualname__ if package == "builtins" else f"{kind.__qualname__} ({package})"


def text_form(text):
    if not text.isascii() and decode(encode(text)) != text:
        raise NotStorable("is a str with surrogates, which cannot be stored")
    return text


def int_form(number):
    if not -LARGEST_INT < number < LARGEST_INT:
        raise NotStorable("is an int of more than 4,000 digits, which cannot be stored")
    return number


def write_dict(writer, value):
    entries = list(value.items())
    if "$" not in value and all(type(key) is str for key, _ in entries):
        return {writer.key(key): writer.item(key, item) for key, item in entries}
    return {"$": "dict", "pairs": writer.pairs(value)}


def write_subclass_of_dict(writer, value):
    if getattr(value, "__dict__", None):
        raise NotStorable(f"is of type {type_name(type(value))} and has attributes of its own, which cannot be stored")
    return {"pairs": writer.pairs(value)}


def write_defaultdict(writer, value):
    name = next((name for name, factory in FACTORIES.items() if factory is value.default_factory), None)
    if value.default_factory is not FACTORIES.get(name):
        raise NotStorable(
            "is a defaultdict whose factory is not a built-in type such as int or list, which cannot be stored")
    return {"pairs": writer.pairs(value), "factory": name}


def write_set(writer, value):
    return {"items": sorted(writer.items(value, " (an element)"), key=encode)}


def write_queue(writer, value):
    if vars(value).keys() != vars(Queue()).keys() or getattr(value, "is_shutdown", False):
        raise NotStorable("is a Queue that was shut down or has attributes of its own, which cannot be stored")
    return {"items": writer.items(list(value.queue)), "maxsize": value.maxsize, "unfinished": value.unfinished_tasks}


def write_time(writer, value):
    return {"text": value.replace(tzinfo=None).isoformat(), "fold": value.fold, "zone": writer.write(value.tzinfo)}


def write_timezone(writer, value):
    offset, *name = value.__getinitargs__()
    return {"offset": writer.write(offset), "name": name[0] if name else None}


def write_zone_info(writer, value):
    if value.key is None:
        raise NotStorable("is a ZoneInfo without a key, which cannot be stored")
    return {"key": value.key}


def base64(data):
    return b2a_base64(data, newline=False).decode()


def dtype_form(dtype):
    numpy = modules["numpy"]
    if dtype.kind not in NUMPY_KINDS or numpy.dtype(dtype.str).type is not dtype.type:
        raise NotStorable(f"is a numpy value of dtype {dtype.name}, which cannot be stored")
    return dtype.str


def write_numpy_scalar(writer, value):
    if value.dtype.itemsize == 0:
        raise NotStorable("is an empty numpy text, which cannot be stored")
    return {"dtype": dtype_form(value.dtype), "base64": base64(value.tobytes())}


def write_array(writer, value):
    if any(modules["numpy"].may_share_memory(value, other) for other in writer.arrays):
        raise NotStorable("is a numpy array that shares its memory with another one, which cannot be stored")
    writer.arrays.append(value)
    order = "F" if value.flags.f_contiguous and not value.flags.c_contiguous else "C"
    return {"dtype": dtype_form(value.dtype), "shape": list(value.shape), "order": order,
            "base64": base64(value.tobytes(order)), "writeable": value.flags.writeable}


# type -> (its name in the tag, or None if there is none; how it is written; whether it is mutable)
WRITERS = {
    list: (None, Writer.items, True),
    dict: (None, write_dict, True),
    Measurement: ("input", write_subclass_of_dict, True),
    OrderedDict: ("OrderedDict", write_subclass_of_dict, True),
    Counter: ("Counter", write_subclass_of_dict, True),
    defaultdict: ("defaultdict", write_defaultdict, True),
    tuple: ("tuple", lambda writer, value: {"items": writer.items(value)}, False),
    set: ("set", write_set, True),
    frozenset: ("frozenset", write_set, False),
    deque: ("deque", lambda writer, value: {
        "items": writer.items(list(value)), "maxlen": value.maxlen}, True),
    Queue: ("Queue", write_queue, True),
    datetime: ("datetime", write_time, False),
    time: ("time", write_time, False),
    date: ("date", lambda writer, value: {"text": value.isoformat()}, False),
    timedelta: ("timedelta", lambda writer, value: {
        "days": value.days, "seconds": value.seconds, "microseconds": value.microseconds}, False),
    timezone: ("timezone", write_timezone, False),
    bytes: ("bytes", lambda writer, value: {"base64": base64(value)}, False),
    bytearray: ("bytearray", lambda writer, value: {"base64": base64(value)}, True),
    complex: ("complex", lambda writer, value: {
        "real": writer.write(value.real), "imag": writer.write(value.imag)}, False),
}


def writer_of(kind):
    """An entry of WRITERS. Modules that the function has not imported are not imported for it."""
    if kind in WRITERS:
        return WRITERS[kind]
    numpy, zoneinfo = modules.get("numpy"), modules.get("zoneinfo")
    if numpy and kind is numpy.ndarray:
        return "ndarray", write_array, True
    if numpy and issubclass(kind, numpy.generic) and kind.__module__ == "numpy":
        return "numpy", write_numpy_scalar, False
    if zoneinfo and kind is zoneinfo.ZoneInfo:
        return "ZoneInfo", write_zone_info, False
    raise NotStorable(f"is of type {type_name(kind)}, which cannot be stored")


class Reader:
    """Creates the env from a tagged form."""

    def __init__(self):
        self.mutable = []

    def read(self, form):
        if type(form) is list:
            return self.remember(self.items(form))
        if type(form) is not dict:
            return form
        if "$" not in form:
            return self.remember({key: self.read(item) for key, item in form.items()})
        return self.read_tag(form["$"], form)

    def read_tag(self, name, form):
        if name == "same":
            return self.mutable[form["as"]]
        if name not in READERS:
            raise ValueError(f"it contains a value of the unknown type {name!r:.50}")
        read, is_mutable = READERS[name]
        value = read(self, form)
        return self.remember(value) if is_mutable else value

    def remember(self, value):
        self.mutable.append(value)
        return value

    def items(self, forms):
        return [self.read(form) for form in forms]

    def pairs(self, form):
        return [(self.read(key), self.read(item)) for key, item in form["pairs"]]


def read_defaultdict(reader, form):
    factory = FACTORIES[form["factory"]] if form["factory"] else None
    return defaultdict(factory, reader.pairs(form))


def read_queue(reader, form):
    value = Queue(form["maxsize"])
    value.queue.extend(reader.items(form["items"]))
    value.unfinished_tasks = form["unfinished"]
    return value


def read_time(kind):
    return lambda reader, form: kind.fromisoformat(form["text"]).replace(
        fold=form["fold"], tzinfo=reader.read(form["zone"]))


def read_timezone(reader, form):
    name = [] if form["name"] is None else [form["name"]]
    return timezone(reader.read(form["offset"]), *name)


def read_zone_info(reader, form):
    import zoneinfo
    return zoneinfo.ZoneInfo(form["key"])


def read_numpy_scalar(reader, form):
    import numpy
    return numpy.frombuffer(a2b_base64(form["base64"]), form["dtype"])[0]


def read_array(reader, form):
    import numpy
    order, data = form["order"], a2b_base64(form["base64"])
    value = numpy.ndarray(form["shape"], form["dtype"], data, order=order).copy(order)
    value.flags.writeable = form.get("writeable", True)
    return value


def read_items(kind):
    return lambda reader, form: kind(reader.items(form["items"]))


def read_pairs(kind):
    return lambda reader, form: kind(reader.pairs(form))


# name in the tag -> (how it is read, whether it is mutable)
READERS = {
    "dict": (read_pairs(dict), True),
    "input": (read_pairs(Measurement), True),
    "OrderedDict": (read_pairs(OrderedDict), True),
    "Counter": (lambda reader, form: Counter(dict(reader.pairs(form))), True),
    "defaultdict": (read_defaultdict, True),
    "tuple": (read_items(tuple), False),
    "set": (read_items(set), True),
    "frozenset": (read_items(frozenset), False),
    "deque": (lambda reader, form: deque(reader.items(form["items"]), form["maxlen"]), True),
    "Queue": (read_queue, True),
    "datetime": (read_time(datetime), False),
    "time": (read_time(time), False),
    "date": (lambda reader, form: date.fromisoformat(form["text"]), False),
    "timedelta": (lambda reader, form: timedelta(
        form["days"], form["seconds"], form["microseconds"]), False),
    "timezone": (read_timezone, False),
    "ZoneInfo": (read_zone_info, False),
    "bytes": (lambda reader, form: a2b_base64(form["base64"]), False),
    "bytearray": (lambda reader, form: bytearray(a2b_base64(form["base64"])), True),
    "complex": (lambda reader, form: complex(form["real"], form["imag"]), False),
    "numpy": (read_numpy_scalar, False),
    "ndarray": (read_array, True),
}
