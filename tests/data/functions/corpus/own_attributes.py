# SPDX-License-Identifier: GPL-3.0-or-later
"""Asks whether the context has what it needs: "env" not in context; and keeps its state in an attribute of its own."""


def handler(input, context):
    if "env" not in context or context["env"] is None:
        context.env = {"created": True}
    if "cpu_state" not in context:
        context.cpu_state = {"sum": 0, "count": 0}
    state = context.cpu_state
    state["sum"] += input["cpu_percent-3"]
    state["count"] += 1
    context["last_total"] = context.get("last_total", 0) + input["n_pids"]
    context.get("env")["calls"] = context["env"].get("calls", 0) + 1
    return {
        "cpu_mean": state["sum"] / context["cpu_state"]["count"],
        "total": context.last_total,
        "calls": context.env["calls"],
        "created": "created" in context.env,
    }
