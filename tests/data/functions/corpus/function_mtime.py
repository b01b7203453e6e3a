# SPDX-License-Identifier: GPL-3.0-or-later
"""context.function_getmtime, a text: parsed, cut, and compared with that of the last call."""

import time


def handler(input, context):
    modified = context.function_getmtime
    parsed = time.strptime(modified, "%Y-%m-%d %H:%M:%S")
    reloaded = modified != context.env.get("modified", modified)
    context.env["modified"] = modified
    date, clock = modified.split(" ")
    return {
        "type": type(modified).__name__,
        "reloaded": reloaded,
        "long": [len(date), len(clock)],
        "after": parsed.tm_year >= 2022,
        "keys": [context.input_key, context.output_key],
        "types": [type(x).__name__ for x in (context.host, context.port, context.input_key, context.env)],
    }
