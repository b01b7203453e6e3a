# SPDX-License-Identifier: GPL-3.0-or-later
"""Keeps its state in attributes of its own on the context; asks with hasattr and getattr."""


def handler(input, context):
    if not hasattr(context, "history"):
        context.history = []
    context.history.append(input["cpu_percent-10"])
    context.total = getattr(context, "total", 0) + input["n_pids"]
    env = getattr(context, "env", None) or {}
    env["calls"] = env.get("calls", 0) + 1
    context.env = env
    context.confirm_execution()
    return {
        "mean": sum(context.history) / len(context.history),
        "total": context.total,
        "calls": context.env["calls"],
        "confirmed": context.last_execution is not None,
    }
