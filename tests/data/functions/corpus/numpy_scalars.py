# SPDX-License-Identifier: GPL-3.0-or-later
"""numpy's scalars of several types in the result."""

import numpy as np


def handler(input, context):
    cpus = [input[f"cpu_percent-{i}"] for i in range(16)]
    context.env["max"] = np.maximum(context.env.get("max", np.float64(0)), np.max(cpus))
    return {
        "cpu_mean": np.mean(cpus),
        "cpu_std": np.std(cpus),
        "cpu_median": np.median(cpus),
        "cpu_max_ever": context.env["max"],
        "cpu_mean_single": np.float32(np.mean(cpus)),
        "busiest": np.argmax(cpus),
        "bytes_sent": np.int64(input["net_io_counters_eth0-bytes_sent"]),
        "any_idle": np.any(np.array(cpus) == 0),
        "percentiles": {str(p): np.percentile(cpus, p) for p in (5, 50, 95)},
    }
