# SPDX-License-Identifier: GPL-3.0-or-later
"""The Python side of the worker: calls with measurements, encodes results, tells errors."""

import datetime
import json
import marshal
import math
import os
import traceback

TWINS = "net_io_counters_"
LARGEST_RESULT = LARGEST_STATE = 16 * 1024 * 1024
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
    except ValueError as error:
        text, replaced = encode_without_nan(result, error)
    if len(text) > LARGEST_RESULT:
        raise ValueError(f"it is {len(text)} bytes long; the most is {LARGEST_RESULT}")
    return text, replaced


def is_empty(result):
    try:
        return not result
    except ValueError:  # arrays and tables have no truth value
        return False


def encode_without_nan(result, error):
    try:
        return encode_strictly(without_nan(result)), True
    except RecursionError:  # it was not NaN but a cycle that the encoder found
        raise error from None


def plain(value):
    """numpy and pandas values, known by their conversions, as what JSON knows."""
    for conversion in ("tolist", "item", "to_dict"):
        method = getattr(value, conversion, None)
        if callable(method):
            return method()
    raise TypeError(f"{type(value).__name__} has no form in JSON")


encode_strictly = json.JSONEncoder(allow_nan=False, default=plain).encode


def without_nan(value):
    if isinstance(value, float):
        return float(value) if math.isfinite(value) else None
    if isinstance(value, dict):
        return {key: without_nan(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [without_nan(item) for item in value]
    if value is None or isinstance(value, (str, int)):
        return value
    return without_nan(plain(value))


def snapshot(env, last_execution, code, input_hash):
    """What the next worker needs to go on, as JSON (the key K:env): the hash of the code, that of the last input, the
    time of the last execution, and env. Also why env is not in it, where it is not."""
    text, problem = durable(env)
    facts = {"code": code, "input": input_hash, "last_execution": last_execution and last_execution.isoformat()}
    return json.dumps(facts)[:-1] + ', "env": ' + text + "}", problem


def durable(env):
    """env as JSON, but only where it comes back from that as it was, types included; else null and the reason."""
    try:
        text = json.dumps(env)
        # marshal tells apart what == does not: 1, 1.0 and True; list and subclass of list. In its version 2 equal
        # values always have equal forms.
        same = marshal.dumps(decode(text), 2) == marshal.dumps(env, 2)
    except (TypeError, ValueError, RecursionError):
        same = False
    if not same:
        return "null", culprit(env)
    if len(text) > LARGEST_STATE:
        return "null", f"it is larger than {LARGEST_STATE} bytes"
    return text, ""


def culprit(env):
    items = env.items() if type(env) is dict else []
    for key, value in items:
        if type(key) is not str:
            return f"its key {key!r:.50} is of type {type(key).__name__}, which JSON makes a str"
        if durable(value)[0] == "null" and value is not None:
            return f"what it holds under {key!r:.50} ({type(value).__name__}) does not come back from JSON as it was"
    return f"a {type(env).__name__} does not come back from JSON as it was"


def restore(text, code):
    """(env or None, last execution, hash of the last input) of a snapshot by the same code; None of any other."""
    facts = decode(text)
    if facts["code"] != code:
        return None
    last = facts["last_execution"]
    return facts["env"], last and datetime.datetime.fromisoformat(last), facts["input"]


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
