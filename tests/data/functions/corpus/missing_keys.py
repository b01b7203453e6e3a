# SPDX-License-Identifier: GPL-3.0-or-later
"""try/except around keys that this machine does not have."""


def handler(input, context):
    result = {}
    i = 0
    while True:
        try:
            value = input[f"cpu_percent-{i}"]
        except KeyError:
            break
        result[f"cpu{i}"] = value
        i += 1
    try:
        result["swap"] = input["swap_memory-used"]
    except KeyError as error:
        result["swap"] = "no " + str(error)
    try:
        result["eth1"] = input["net_io_counters_eth1-bytes_sent"] / 0
    except (KeyError, ZeroDivisionError) as error:
        result["eth1"] = type(error).__name__
    result["temperature"] = input.get("temperature", -1)
    result["count"] = i
    return result
