# SPDX-License-Identifier: GPL-3.0-or-later
"""As many CPUs as multiprocessing.cpu_count() says, where the measurement has them."""

import multiprocessing
import os

cpus = multiprocessing.cpu_count()


def handler(input, context):
    result = {}
    for i in range(cpus):
        key = "cpu_percent-{}".format(i)
        if key not in input:
            break
        if key not in context.env:
            context.env[key] = [0] * 12  # zeros count, as in many a homework
        context.env[key].append(input[key])
        context.env[key].pop(0)
        result["avg-util-cpu{}-60s".format(i)] = sum(context.env[key]) / 12
    result["num_cpus_monitored"] = min(cpus, os.cpu_count(), 16)
    return result
