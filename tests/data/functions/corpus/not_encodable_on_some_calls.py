# SPDX-License-Identifier: GPL-3.0-or-later
"""Returns what JSON cannot carry on some calls: a set, a datetime, a generator, an object, keys that are tuples."""

import datetime


class Thing:
    pass


def handler(input, context):
    n = context.env["n"] = context.env.get("n", 0) + 1
    result = {"n": n, "cpu": input["cpu_percent-4"]}
    extras = {
        3: {input["n_pids"]},
        6: datetime.datetime.fromisoformat(input["timestamp"]),
        9: (x for x in range(3)),
        12: Thing(),
        15: {(0, 1): 2},
        18: b"bytes",
        21: result,  # a cycle
        24: result.values(),
        27: 1 + 2j,
    }
    if n in extras:
        result["extra"] = extras[n]
    return result
