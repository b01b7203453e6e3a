# SPDX-License-Identifier: GPL-3.0-or-later
"""Builds a new dict on each call and assigns it: context.env = {...}."""


def handler(input, context):
    old = context.env
    new = {}
    for i in range(16):
        key = f"cpu{i}"
        new[key] = (old.get(key, []) + [input[f"cpu_percent-{i}"]])[-12:]
    context.env = {**new, "calls": old.get("calls", 0) + 1}

    result = {f"avg-util-{key}-60s": sum(values) / len(values) for key, values in new.items()}
    result["calls"] = context.env["calls"]
    return result
