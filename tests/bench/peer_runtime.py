# SPDX-License-Identifier: GPL-3.0-or-later
"""The peer for benchmarks of pulseboard-runtime: the shortest Python loop that does the same work.

Arguments: port, input key, output key, function file. Reads the key without a pause; if the value has changed, calls
the function and writes the result and its history, in one transaction as the runtime does.
"""

import importlib.util
import json
import sys
import time
from types import SimpleNamespace

import redis


def main():
    port, input_key, output_key, path = sys.argv[1:]
    spec = importlib.util.spec_from_file_location("usermodule", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    context = SimpleNamespace(env={})
    client = redis.Redis(port=int(port))
    last = None
    while True:
        value = client.get(input_key)
        if value == last or value is None:
            continue
        last = value
        result = json.dumps(module.handler(json.loads(value), context))
        entry = {"t": int(time.time() * 1000), "d": result, "i": value}
        with client.pipeline(transaction=True) as batch:
            batch.set(output_key, result)
            batch.xadd("{" + output_key + "}:history", entry, maxlen=4320)
            batch.execute()


main()
