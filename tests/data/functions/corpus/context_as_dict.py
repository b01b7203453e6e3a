# SPDX-License-Identifier: GPL-3.0-or-later
"""Takes the context for a dict: context["env"], context.get("env"), "env" in context."""


def handler(input, context):
    env = context["env"]
    env["calls"] = env.get("calls", 0) + 1
    same = context.get("env")
    same.setdefault("history", []).append(input["cpu_percent-5"])
    try:
        missing = context["no such field"]
    except KeyError:
        missing = "missing"
    if env["calls"] == 10:
        context["env"] = {"calls": 100, "history": env["history"][-2:]}
    return {
        "calls": context["env"]["calls"],
        "mean": sum(context.get("env", {})["history"]) / len(context.env["history"]),
        "missing": missing,
        "default": context.get("nothing", {"a": 1}),
        "none": context.get("nothing"),
        "has": ["env" in context, "host" in context, "nothing" in context],
        "input_key": context["input_key"] == context.input_key == context.get("input_key"),
    }
