# SPDX-License-Identifier: GPL-3.0-or-later
"""State in globals of the module, none in env."""

history = {}
calls = 0
last_input = None


def handler(input, context):
    global calls, last_input
    calls += 1
    changed = 0
    for key in input:
        if "cpu_percent" in key:
            history.setdefault(key, []).append(input[key])
        if last_input is not None and last_input[key] != input[key]:
            changed += 1
    last_input = input
    result = {"calls": calls, "changed": changed, "env": context.env}
    for key, values in history.items():
        result["mean-" + key] = sum(values[-12:]) / min(len(values), 12)
    return result
