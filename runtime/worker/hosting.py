# SPDX-License-Identifier: GPL-3.0-or-later
"""The Python side of the worker: calls with measurements, encodes results, tells errors."""

import json
import math
import os
import traceback
from copy import deepcopy

TWINS = "net_io_counters_"
LARGEST_RESULT = 16 * 1024 * 1024
LONGEST_TEXT = 64 * 1024  # bytes of UTF-8; see boundedtext.h
LONGEST_NAME = 1024
STANDARD_LIBRARY = os.path.dirname(os.__file__) + os.sep


class Measurement(dict):
    """The input. The assignment spells the network counters with a trailing 1, collectors write them without: one that
    is missing is looked up under its other spelling. Iteration and JSON show what is really there."""

    __slots__ = ()

    def __missing__(self, key):
        twin = twin_of(key)
        if twin is None or twin not in self:
            raise KeyError(key)
        return self[twin]

    def get(self, key, default=None):
        try:
            return self[key]
        except KeyError:
            return default

    def copy(self):
        return Measurement(self)

    __copy__ = copy

    def __deepcopy__(self, memo):
        return Measurement(deepcopy(dict(self), memo))

    def __reduce__(self):  # other processes get a plain dict
        return dict, (dict(self),)


def twin_of(key):
    if not isinstance(key, str) or not key.startswith(TWINS):
        return None
    return key[:-1] if key.endswith("1") else key + "1"


class LoadError(Exception):
    """The function cannot be loaded; the message says it all."""


def unique(pairs):
    value = dict(pairs)
    if len(value) != len(pairs):
        keys = [key for key, _ in pairs]
        raise ValueError(f"it has the key {next(key for key in keys if keys.count(key) > 1)!r:.50} twice")
    return value


def refuse_constant(name):
    raise ValueError(f"it holds {name}, which JSON does not have")


decode = json.JSONDecoder().decode
decode_strictly = json.JSONDecoder(object_pairs_hook=unique, parse_constant=refuse_constant).decode


def encode(result):
    """The result as JSON, and whether NaN or Infinity in it had to become null; None for an empty result."""
    if is_empty(result):
        return None
    try:
        text, replaced = encode_strictly(result), False
    except (TypeError, ValueError) as error:
        text, replaced = encode_converted(result, error)
    if len(text) > LARGEST_RESULT:
        raise ValueError(f"it is {len(text)} bytes long; the most is {LARGEST_RESULT}")
    return text, replaced


def is_empty(result):
    try:
        return not result
    except ValueError:  # arrays and tables have no truth value
        return False


def encode_converted(result, error):
    """Encodes after the error of a first attempt with what the encoder does not convert: NaN, and keys."""
    converter = Converter()
    try:
        return encode_strictly(converter.convert(result)), converter.has_replaced
    except RecursionError:  # the error is not about NaN but about a cycle
        raise error from None


def plain(value):
    """What JSON has for values of numpy and pandas. They are known by their attributes: this module imports neither."""
    if hasattr(value, "to_datetime64"):  # pandas.Timestamp and NaT
        return value.isoformat() if value == value else math.nan
    if getattr(getattr(value, "dtype", None), "kind", None) == "M":  # numpy.datetime64, and arrays and series of them
        return list(value) if value.shape else iso_text(value)
    for conversion in ("tolist", "item", "to_dict"):
        method = getattr(value, conversion, None)
        if callable(method):
            return method()
    raise TypeError(f"{type(value).__name__} has no form in JSON")


def iso_text(datetime64):
    return str(datetime64) if datetime64 == datetime64 else math.nan


encode_strictly = json.JSONEncoder(allow_nan=False, default=plain).encode


class Converter:
    """Replaces NaN and Infinity by None, and what is not in JSON by what `plain` makes of it, in keys, too."""

    def __init__(self):
        self.has_replaced = False

    def convert(self, value):
        if isinstance(value, float):
            return self.finite(float(value))
        if isinstance(value, dict):
            return {self.key(key): self.convert(item) for key, item in value.items()}
        if isinstance(value, (list, tuple)):
            return [self.convert(item) for item in value]
        if value is None or isinstance(value, (str, int)):
            return value
        return self.convert(plain(value))

    def finite(self, number):
        if math.isfinite(number):
            return number
        self.has_replaced = True
        return None

    def key(self, key):
        converted = self.convert(key)
        if isinstance(converted, (dict, list)):
            raise TypeError(f"keys must be str, int, float, bool or None, not {type(key).__name__}")
        return converted


def describe(error):
    """(type, message with the place in the user's code, traceback) of an exception."""
    if isinstance(error, LoadError):
        return "", bounded(str(error)), ""
    message = str(error) or type(error).__name__
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if is_users(frame.filename)]
    if isinstance(error, SyntaxError):
        message = f"{error.msg} ({error.filename}, line {error.lineno})"
    elif frames:
        message = f"{message} ({frames[-1].filename}, line {frames[-1].lineno})"
    if isinstance(error, ModuleNotFoundError):
        message += "; name the package in a requirements.txt in the zip, or in a file that NEW_REQUERIMENTS names"
    trace = "".join(traceback.format_exception(error))
    return bounded(type(error).__name__, LONGEST_NAME), bounded(message), bounded(trace)


def bounded(text, longest=LONGEST_TEXT):
    """The text, or its beginning and its end with the number of characters that were left out between them."""
    if len(text) <= longest and len(text.encode("utf-8", "surrogatepass")) <= longest:
        return text
    half = (longest - 64) // 2  # the rest is for the mark
    head = text[:half].encode("utf-8", "surrogatepass")[:half].decode("utf-8", "ignore")
    tail = text[-half:].encode("utf-8", "surrogatepass")[-half:].decode("utf-8", "ignore")
    return f"{head} […{len(text) - len(head) - len(tail)} characters left out…] {tail}"


def is_users(file):
    library = file.startswith(STANDARD_LIBRARY) or "/dist-packages/" in file or "/site-packages/" in file
    return file.startswith(os.sep) and not library
