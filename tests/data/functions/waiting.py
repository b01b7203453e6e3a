# SPDX-License-Identifier: GPL-3.0-or-later
"""A call that lasts until the key named in the measurement exists. It uses its own client to the same server, as functions do."""

import time

import redis


def handler(input, context):
    client = redis.Redis(host=context.host, port=context.port)
    print("waiting")
    while not client.exists(input["wait_for"]):
        time.sleep(0.01)
    return {"waited": True}
