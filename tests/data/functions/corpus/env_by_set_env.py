# SPDX-License-Identifier: GPL-3.0-or-later
"""context.set_env(...) with the new state; and context.env |= {...}."""


def update(env, input):
    env = dict(env) if env else {}
    for i in range(16):
        values = list(env.get("cpu_percent-%s" % i, ()))
        values.insert(0, input["cpu_percent-%s" % i])
        env["cpu_percent-%s" % i] = tuple(values[:12])
    return env


def handler(input, context):
    context.set_env(update(context.env, input))
    result = {}
    for name, values in context.env.items():
        if name.startswith("cpu_percent"):
            number = name.split("-")[1]
            result["avg-util-cpu_percent-" + number + "-60sec"] = sum(values) / len(values)
    context.env |= {"last": input["timestamp"]}
    result["remembered"] = len(context.env)
    return result
