# SPDX-License-Identifier: GPL-3.0-or-later
"""Answers on each third call only: returns None, {} or nothing at all on the others."""


def handler(input, context):
    context.env["n"] = context.env.get("n", 0) + 1
    context.env.setdefault("sum", []).append(input["cpu_percent-2"])
    if context.env["n"] % 6 == 1:
        return None
    if context.env["n"] % 6 == 4:
        return {}
    if context.env["n"] % 3 == 0:
        average = sum(context.env["sum"]) / 3
        context.env["sum"].clear()
        return {"n": context.env["n"], "average": average}
