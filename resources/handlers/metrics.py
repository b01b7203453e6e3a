# SPDX-License-Identifier: GPL-3.0-or-later
"""The sample function: computes values of a machine's CPUs, network and memory from its measurements.

Returns
    percentage_outgoing_bytes       share of sent bytes in all network traffic since the machine started, percent
    percentage_memory_caching       share of the memory that caches content (cached + buffers), percent
    moving_average_cpu_percent-X    mean of CPU X's readings within the last 60 seconds, percent, for each CPU

A value whose measurement is missing is left out of the result.
"""

from datetime import datetime

WINDOW_SECONDS = 60
CPU_PREFIX = "cpu_percent-"


def handler(input, context):
    now = datetime.fromisoformat(input["timestamp"]).timestamp()
    env = context.env
    result = {}
    put(result, "percentage_outgoing_bytes", percentage_outgoing_bytes(input))
    put(result, "percentage_memory_caching", percentage_memory_caching(input))
    for key, value in input.items():
        if key.startswith(CPU_PREFIX):
            result["moving_average_" + key] = moving_average(env, key, now, value)
    return result


def put(result, name, value):
    if value is not None:
        result[name] = value


def percentage_outgoing_bytes(input):
    sent = network_counter(input, "bytes_sent")
    received = network_counter(input, "bytes_recv")
    if sent is None or received is None:
        return None
    return percentage(sent, sent + received)


def network_counter(input, name):
    """The counter under the name that collectors write, or with a trailing 1 as in the assignment."""
    key = "net_io_counters_eth0-" + name
    return input.get(key, input.get(key + "1"))


def percentage_memory_caching(input):
    names = ("virtual_memory-cached", "virtual_memory-buffers", "virtual_memory-total")
    cached, buffers, total = (input.get(name) for name in names)
    if cached is None or buffers is None or total is None:
        return None
    return percentage(cached + buffers, total)


def percentage(part, whole):
    return 100 * part / whole if whole else 0.0


def moving_average(env, key, now, value):
    """Mean of the readings of the last WINDOW_SECONDS as of `now`. The readings are kept in env as [time, value] pairs.

    Readings that are not before `now` are removed: the clock was set back, or this measurement was already added.
    """
    readings = env.setdefault(key, [])
    while readings and readings[-1][0] >= now:
        readings.pop()
    while readings and now - readings[0][0] >= WINDOW_SECONDS:
        readings.pop(0)
    readings.append([now, value])
    return sum([reading for _, reading in readings]) / len(readings)
