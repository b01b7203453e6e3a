# SPDX-License-Identifier: GPL-3.0-or-later
"""The Python side of the worker: wraps measurements, encodes results, describes errors."""

import os
import re
from copy import deepcopy
from importlib.util import find_spec, module_from_spec
from math import isfinite, nan
from traceback import format_exception

# Everything that is used in each call is bound here, because the function may replace attributes of the modules that it
# shares with this one. Built-in functions are bound, too: see importOwn in pythonhost.cpp.

TWINS = "net_io_counters_"
LARGEST_RESULT = 16 * 1024 * 1024
LONGEST_TEXT = 64 * 1024  # bytes of UTF-8; see boundedtext.h
LONGEST_NAME = 1024
STANDARD_LIBRARY = os.path.dirname(os.__file__) + os.sep


class Measurement(dict):
    """The input. The assignment spells the network counters with a trailing 1, but collectors write them without. A
    missing key is therefore looked up under its other spelling. Iteration and JSON show only the real keys."""

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
    """The function cannot be loaded. The message is complete without a traceback."""


def private_copy(name):
    """A private copy of one of Python's modules, which the function cannot change."""
    spec = find_spec(name)
    module = module_from_spec(spec)
    vars(module)["__builtins__"] = __builtins__
    spec.loader.exec_module(module)
    return module


def unique(pairs):
    value = dict(pairs)
    if len(value) != len(pairs):
        keys = [key for key, _ in pairs]
        raise ValueError(f"it has the key {next(key for key in keys if keys.count(key) > 1)!r:.50} twice")
    return value


def refuse_constant(name):
    raise ValueError(f"it contains {name}, which JSON does not have")


JSONDecoder = private_copy("json.decoder").JSONDecoder
JSONEncoder = private_copy("json.encoder").JSONEncoder
decode = JSONDecoder().decode
decode_strictly = JSONDecoder(object_pairs_hook=unique, parse_constant=refuse_constant).decode
encode_plainly = JSONEncoder().encode

LONE_SURROGATE = re.compile("[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]")
SAMPLED = 5  # characters
HUGE_IN_SAMPLES = re.compile("[0-9]{61}")  # 309 digits in a row, wherever they begin


def encode(result):
    """The result as JSON, and whether numbers in it were replaced by null; None for an empty result."""
    if is_empty(result):
        return None
    try:
        text, replaced = encode_strictly(result), False
        if may_be_unreadable(text):
            text, replaced = encode_converted(result)
    except (TypeError, ValueError) as error:
        text, replaced = encode_converted(result, error)
    if len(text) > LARGEST_RESULT:
        raise ValueError(f"it is {len(text)} bytes long; at most {LARGEST_RESULT} are allowed")
    return text, replaced


def is_empty(result):
    try:
        return not result
    except ValueError:  # arrays and tables have no truth value
        return False


def may_be_unreadable(text):
    """Whether JSON may contain surrogates, or numbers beyond the range of a double. Only every fifth character is
    searched for digits, because this is done with each result."""
    return "\\ud" in text or HUGE_IN_SAMPLES.search(text[::SAMPLED]) is not None


def encode_converted(result, error=None):
    """Encodes after converting NaN, surrogates and keys, which the encoder does not. `error`: that of the first
    attempt."""
    converter = Converter()
    try:
        return encode_strictly(converter.convert(result)), converter.has_replaced
    except RecursionError as too_deep:  # the cause is a cycle, not NaN
        raise error or too_deep from None


def plain(value):
    """A value of numpy or pandas as JSON can represent it. Attributes identify it, since neither is imported here."""
    if hasattr(value, "to_datetime64"):  # pandas.Timestamp and NaT
        return value.isoformat() if value == value else nan
    kind = getattr(getattr(value, "dtype", None), "kind", None)
    if kind == "M":  # numpy.datetime64, and arrays and series of them
        return list(value) if value.shape else iso_text(value)
    if kind == "f" and not value.shape:  # item() of numpy.longdouble returns a numpy.longdouble
        return float(value)
    for conversion in ("tolist", "item", "to_dict"):
        method = getattr(value, conversion, None)
        if callable(method):
            return method()
    cure = "; return list(…) of it" if isinstance(value, (set, frozenset)) else ""
    raise TypeError(f"{type(value).__name__} has no form in JSON{cure}")


def iso_text(datetime64):
    return str(datetime64) if datetime64 == datetime64 else nan


encode_strictly = JSONEncoder(allow_nan=False, default=plain).encode


class Converter:
    """Replaces NaN, Infinity and ints that a reader would read as Infinity by None, lone surrogates by U+FFFD, and
    types that JSON does not have by the result of `plain`; also in keys. If keys become equal, the last one is used."""

    def __init__(self):
        self.has_replaced = False

    def convert(self, value):
        if isinstance(value, float):
            return self.finite(float(value))
        if isinstance(value, dict):
            return {self.key(key): self.convert(item) for key, item in value.items()}
        if isinstance(value, (list, tuple)):
            return [self.convert(item) for item in value]
        if isinstance(value, str):
            return LONE_SURROGATE.sub("\ufffd", value)
        if isinstance(value, int):
            return self.in_range(value)
        return None if value is None else self.convert(plain(value))

    def finite(self, number):
        return number if isfinite(number) else self.replaced()

    def in_range(self, number):
        try:
            int.__float__(number)
            return number
        except OverflowError:
            return self.replaced()

    def replaced(self):
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
    message = message_of(error)
    places = [(file, line) for file, line in places_of(error.__traceback__) if is_users(file)]
    if places and not isinstance(error, SyntaxError):
        message = f"{message} ({places[-1][0]}, line {places[-1][1]})"
    if isinstance(error, ModuleNotFoundError):
        message += ("; name its package in a requirements.txt: in the zip, or in any folder, with "
                    "NEW_REQUERIMENTS=/path/requirements.txt in the environment")
    return bounded(type(error).__name__, LONGEST_NAME), bounded(message), bounded(trace_of(error))


def places_of(trace):
    """(file, line) of each frame. Uses no library, since the user's code may have replaced its functions."""
    while trace:
        yield trace.tb_frame.f_code.co_filename, trace.tb_lineno
        trace = trace.tb_next


def trace_of(error):
    try:
        return "".join(format_exception(type(error), error, users_part(error.__traceback__)))
    except BaseException:  # from methods of the user's class, or from functions that the user's code has replaced
        place = "".join(f'  File "{file}", line {line}\n' for file, line in places_of(error.__traceback__))
        return f"Traceback (most recent call last):\n{place}{type(error).__name__}: {message_of(error)}\n"


def users_part(trace):
    """The traceback from the first frame of the user's code on; None: there is none, as in a syntax error."""
    while trace and not is_users(trace.tb_frame.f_code.co_filename):
        trace = trace.tb_next
    return trace


def message_of(error):
    name = type(error).__name__
    try:
        if isinstance(error, SyntaxError):
            return f"{error.msg} ({error.filename}, line {error.lineno})"
        return str(error) or name
    except BaseException:  # from methods of the user's class
        return f"<unprintable {name} object>"


def bounded(text, longest=LONGEST_TEXT):
    """The text, or its beginning and end with the number of characters that were left out between them. Lone
    surrogates, which UTF-8 cannot represent, are escaped."""
    if not text.isascii():
        text = text.encode("utf-8", "backslashreplace").decode("utf-8")
    if len(text) <= longest and len(text.encode("utf-8")) <= longest:
        return text
    half = (longest - 64) // 2  # the rest is for the text between them
    head = text[:half].encode("utf-8")[:half].decode("utf-8", "ignore")
    tail = text[-half:].encode("utf-8")[-half:].decode("utf-8", "ignore")
    return f"{head} […{len(text) - len(head) - len(tail)} characters left out…] {tail}"


def is_users(file):
    library = file.startswith(STANDARD_LIBRARY) or "/dist-packages/" in file or "/site-packages/" in file
    return file.startswith(os.sep) and not library
