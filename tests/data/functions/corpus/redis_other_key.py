# SPDX-License-Identifier: GPL-3.0-or-later
"""A Redis client per call to context.host and context.port, which keeps the state under another key."""

import json

import redis


def handler(input, context):
    r = redis.Redis(host=context.host, port=context.port, db=0)
    key = context.output_key + "-state"
    saved = r.get(key)
    state = json.loads(saved) if saved else {"history": []}
    state["history"] = (state["history"] + [input["cpu_percent-1"]])[-12:]
    r.set(key, json.dumps(state))
    r.rpush("timestamps", input["timestamp"])
    r.ltrim("timestamps", -3, -1)
    return {
        "avg-util-cpu1-60sec": sum(state["history"]) / len(state["history"]),
        "timestamps": [t.decode("utf-8") for t in r.lrange("timestamps", 0, -1)],
    }
