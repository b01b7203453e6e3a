# SPDX-License-Identifier: GPL-3.0-or-later
"""The smallest loop around a handler; tests compare the runtime's results with it.

Reads measurements, one JSON object per line of stdin, and calls handler(measurement, context) with each. Prints one
line per call: the result as JSON, or an empty line if nothing would be written, because the result is empty, JSON
cannot represent it, or the handler raised. Errors and the function's output go to stderr.

Usage: reference_loop.py [--twins] FUNCTION HOST PORT INPUT_KEY OUTPUT_KEY

--twins gives the network counters under both spellings, with and without a trailing 1.
"""

import argparse
import datetime
import importlib.util
import json
import math
import os
import sys
import traceback

NETWORK_PREFIX = "net_io_counters_"


class Context:
    """The second argument of a handler. Items are the attributes."""

    def __init__(self, options):
        modified = datetime.datetime.fromtimestamp(os.path.getmtime(options.function))
        self.host = options.host
        self.port = options.port
        self.input_key = options.input_key
        self.output_key = options.output_key
        self.function_getmtime = modified.strftime("%Y-%m-%d %H:%M:%S")
        self.last_execution = None
        self.env = {}

    def set_env(self, new):
        self.env = new

    def confirm_execution(self):
        self.last_execution = datetime.datetime.now()

    @staticmethod
    def help():
        print("host, port, input_key, output_key, function_getmtime, last_execution, env")

    def __getitem__(self, name):
        if name not in self:
            raise KeyError(name)
        return getattr(self, name)

    def __setitem__(self, name, value):
        setattr(self, name, value)

    def __contains__(self, name):
        return hasattr(self, name)

    def get(self, name, default=None):
        return getattr(self, name, default)


def import_function(path):
    sys.argv = [""]  # hides the options from the function
    sys.path[0] = os.path.dirname(path)
    spec = importlib.util.spec_from_file_location("usermodule", path)
    module = importlib.util.module_from_spec(spec)
    sys.modules["usermodule"] = module
    spec.loader.exec_module(module)
    return module.handler


def with_twins(measurement):
    twins = {key + "1": value for key, value in measurement.items() if key.startswith(NETWORK_PREFIX)}
    return {**measurement, **twins}


def is_empty(result):
    try:
        return not result
    except ValueError:  # arrays and tables have no truth value
        return False


def plain(value):
    """The value as JSON can represent it: numpy and pandas values converted, None for NaN and Infinity."""
    if value is None or isinstance(value, (bool, int, str)):
        return value
    if isinstance(value, float):
        return float(value) if math.isfinite(value) else None
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    for conversion in ("tolist", "item", "to_dict"):
        if hasattr(value, conversion):
            return plain(getattr(value, conversion)())
    raise TypeError(f"{type(value).__name__} has no form in JSON")


def call(handler, measurement, context):
    try:
        result = handler(measurement, context)
        context.confirm_execution()
        return "" if is_empty(result) else json.dumps(plain(result))
    except Exception:
        traceback.print_exc()
        return ""


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--twins", action="store_true")
    parser.add_argument("function")
    parser.add_argument("host")
    parser.add_argument("port", type=int)
    parser.add_argument("input_key")
    parser.add_argument("output_key")
    options = parser.parse_args()

    results = os.fdopen(os.dup(1), "w", buffering=1)
    os.dup2(2, 1)  # the function's output is not part of the results
    handler = import_function(os.path.abspath(options.function))
    context = Context(options)
    for line in sys.stdin:
        measurement = json.loads(line)
        print(call(handler, with_twins(measurement) if options.twins else measurement, context), file=results)


if __name__ == "__main__":
    main()
