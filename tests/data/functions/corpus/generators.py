# SPDX-License-Identifier: GPL-3.0-or-later
"""Generators and comprehensions, one generator kept in env between calls."""


def running_mean(size):
    values, mean = [], None
    while True:
        values.append((yield mean))
        values = values[-size:]
        mean = sum(values) / len(values)


def started(size):
    generator = running_mean(size)
    next(generator)
    return generator


def handler(input, context):
    cpus = {k: v for k, v in input.items() if k.startswith("cpu_percent-")}
    means = context.env.setdefault("means", {k: started(12) for k in cpus})
    result = {"moving_average_" + k: means[k].send(v) for k, v in cpus.items()}
    result["idle"] = sorted({k for k, v in cpus.items() if v == 0})
    result["pairs"] = [[a, b] for a in range(3) for b in range(a)]
    result["memory"] = sum(v for k, v in input.items() if k.startswith("virtual_memory-") and k[15:] != "percent")
    return result
