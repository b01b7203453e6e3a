# SPDX-License-Identifier: GPL-3.0-or-later
"""The Python side of the worker: loads the user's module, encodes its results, tells its errors."""

import importlib.util
import json
import math
import os
import sys
import time
import traceback

MODULE_NAME = "usermodule"
user_folder = None


def load(path):
    """Imports the file as `usermodule`, with its folder first on sys.path; returns (handler, modification time)."""
    global user_folder
    user_folder = os.path.dirname(path)
    sys.path.insert(0, user_folder)
    spec = importlib.util.spec_from_file_location(MODULE_NAME, path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[MODULE_NAME] = module
    spec.loader.exec_module(module)
    handler = getattr(module, "handler", None)
    if not callable(handler):
        raise AttributeError(f"{path} defines no function handler(input, context)")
    modified = time.strftime("%Y-%m-%d %H:%M:%S", time.localtime(os.path.getmtime(path)))
    return handler, modified


def encode(result):
    """The result as JSON, and whether NaN or Infinity in it had to become null; None for an empty result."""
    if is_empty(result):
        return None
    try:
        return json.dumps(result, allow_nan=False, default=plain), False
    except ValueError as error:
        return encode_without_nan(result, error)


def is_empty(result):
    try:
        return not result
    except ValueError:  # arrays and tables have no truth value
        return False


def encode_without_nan(result, error):
    try:
        return json.dumps(without_nan(result), allow_nan=False), True
    except RecursionError:  # it was not NaN but a cycle that json.dumps found
        raise error from None


def plain(value):
    """numpy and pandas values, known by their conversions, as what JSON knows."""
    for conversion in ("tolist", "item", "to_dict"):
        method = getattr(value, conversion, None)
        if callable(method):
            return method()
    raise TypeError(f"{type(value).__name__} has no form in JSON")


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


def describe(error):
    """(type, message with the place in the user's code, traceback) of an exception."""
    message = str(error) or type(error).__name__
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if is_users(frame)]
    if isinstance(error, SyntaxError):
        message = f"{error.msg} ({error.filename}, line {error.lineno})"
    elif frames:
        message = f"{message} ({frames[-1].filename}, line {frames[-1].lineno})"
    return type(error).__name__, message, "".join(traceback.format_exception(error))


def is_users(frame):
    return user_folder is not None and os.path.dirname(frame.filename).startswith(user_folder)
