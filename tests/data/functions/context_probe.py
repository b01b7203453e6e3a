# SPDX-License-Identifier: GPL-3.0-or-later
"""Returns the contents of its context: each part of the contract of the original runtime."""

import datetime
import re

calls = 0


def refusal(action):
    try:
        action()
    except AttributeError as error:
        return str(error)
    return "allowed"


def missing(context, name):
    try:
        return context[name]
    except KeyError as error:
        return error.args[0]


def assign(context, name):
    return lambda: setattr(context, name, "x")


def handler(event, ctx):  # other names than input and context: it is called with positional arguments
    global calls
    calls += 1
    facts = {
        "calls": calls,
        "host": ctx.host,
        "port": ctx.port,
        "input_key": ctx.input_key,
        "output_key": ctx.output_key,
        "port_is_int": type(ctx.port) is int,
        "mtime": ctx.function_getmtime,
        "mtime_is_str": type(ctx.function_getmtime) is str
        and re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d", ctx.function_getmtime) is not None,
        "last_execution": type(ctx.last_execution).__name__,
        "env_is_dict": type(ctx.env) is dict,
        "as_dict": ctx["env"] is ctx.env and ctx.get("env") is ctx.env and ctx.get("nothing", 7) == 7,
        "contains": "env" in ctx and "nothing" not in ctx and 0 not in ctx and ctx.get(0, 7) == 7,
        "missing": missing(ctx, "nothing") == "nothing" and missing(ctx, 0) == 0,
        "refused": {
            name: refusal(assign(ctx, name))
            for name in ("host", "port", "input_key", "output_key", "function_getmtime", "last_execution")
        },
    }
    if ctx.last_execution is not None:
        age = datetime.datetime.now() - ctx.last_execution
        facts["last_execution_recent"] = datetime.timedelta(0) <= age < datetime.timedelta(minutes=1)
        facts["last_execution_naive"] = ctx.last_execution.tzinfo is None

    if calls == 1:
        ctx.env["counter"] = 1
        ctx.kept = ctx.env
    elif calls == 2:
        facts["same_env"] = ctx.env is ctx.kept
        facts["counter"] = ctx.env["counter"]
        ctx.env = {"re-assigned": True}
    elif calls == 3:
        facts["env"] = dict(ctx.env)
        ctx.set_env(new={"set": True})
        before = ctx.last_execution
        ctx.confirm_execution()
        facts["confirmed"] = ctx.last_execution > before
    else:
        facts["env"] = dict(ctx.env)
        ctx["env"] = {"by item": True}
        facts["by_item"] = dict(ctx.env)
        ctx.help()
        type(ctx).help()
    return facts
