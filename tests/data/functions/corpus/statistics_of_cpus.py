# SPDX-License-Identifier: GPL-3.0-or-later
"""The statistics module, which refuses too few values at first."""

import statistics
from statistics import mean, median


def handler(input, context):
    values = [input[f"cpu_percent-{i}"] for i in range(16)]
    means = context.env.setdefault("means", [])
    means.append(mean(values))
    result = {"mean": mean(means[-12:]), "median": median(values), "mode": statistics.mode(values)}
    result["quantiles"] = statistics.quantiles(values, n=4)
    result["fmean"] = statistics.fmean(means)
    try:
        result["stdev"] = statistics.stdev(means)
    except statistics.StatisticsError as error:
        result["stdev"] = str(error)
    return result
