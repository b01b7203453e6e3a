# SPDX-License-Identifier: GPL-3.0-or-later
"""The peer for many keys in one process: pipelines of redis-py that do the same as tests/bench/manykeys.h.

Arguments: port, input key, output key, function file, number of keys, keys in a pipeline, passes. Prints the calls a
second.
"""

import hashlib
import importlib.util
import json
import sys
import time
from types import SimpleNamespace

import redis


def main():
    port, input_key, output_key, path, *numbers = sys.argv[1:]
    keys, together, passes = map(int, numbers)
    spec = importlib.util.spec_from_file_location("usermodule", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    context = SimpleNamespace(env={})
    client = redis.Redis(port=int(port))
    began = time.monotonic()
    for first in list(range(0, keys, together)) * passes:
        with client.pipeline(transaction=False) as batch:
            for key in range(first, first + together):
                batch.get(f"{input_key}:{key}")
            values = batch.execute()
        with client.pipeline(transaction=True) as batch:
            for key, value in enumerate(values, first):
                output = f"{output_key}:{key}"
                result = json.dumps(module.handler(json.loads(value), context))
                state = json.dumps({"input": hashlib.sha256(value).hexdigest(), "env": context.env})
                entry = {"t": int(time.time() * 1000), "d": result, "i": value}
                batch.set(output, result)
                batch.xadd("{" + output + "}:history", entry, maxlen=4320)
                batch.set("{" + output + "}:env", state)
            batch.execute()
    print(keys * passes / (time.monotonic() - began))


main()
