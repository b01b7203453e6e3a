# SPDX-License-Identifier: GPL-3.0-or-later
"""Turns its env into JSON and back in each call, and its input as well."""

import copy
import json


def handler(input, context):
    if not context.env:
        context.env = {"state": json.dumps({"history": [], "first": input["timestamp"]})}
    state = json.loads(context.env["state"])
    state["history"].append(json.loads(json.dumps(input))["cpu_percent-8"])
    state["history"] = state["history"][-12:]
    context.env["state"] = json.dumps(state, indent=2, sort_keys=True)
    everything = json.loads(json.dumps(context.env))
    return {
        "same": everything == context.env and copy.deepcopy(input) == input,
        "first": state["first"],
        "moving_average_cpu_percent-8": sum(state["history"]) / len(state["history"]),
        "length": len(json.dumps(input)),
        "keys": list(json.loads(json.dumps(input))),
    }
