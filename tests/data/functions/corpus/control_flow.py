# SPDX-License-Identifier: GPL-3.0-or-later
"""Sleeps, retries, catches everything and prints the traceback; match, walrus, nonlocal."""

import time
import traceback
import warnings


def retry(times, action):
    tries = 0

    def once():
        nonlocal tries
        tries += 1
        return action(tries)

    while True:
        try:
            return once(), tries
        except Exception:
            traceback.print_exc()
            if tries == times:
                raise
            time.sleep(0.001)


def handler(input, context):
    warnings.warn("deprecated")
    try:
        value, tries = retry(3, lambda n: input[["nope", "nope", "n_pids"][n - 1]])
        if (n := context.env.get("n", 0)) == 4:
            raise KeyboardInterrupt
    except BaseException as error:
        value, tries, n = repr(error), 0, context.env["n"]
    context.env["n"] = n + 1
    match input:
        case {"cpu_percent-0": 0}:
            state = "idle"
        case {"cpu_percent-0": float(used), **rest} if used > 20:
            state = f"busy, {len(rest)} more"
        case _:
            state = "working"
    return {"value": value, "tries": tries, "state": state, "n": n}
