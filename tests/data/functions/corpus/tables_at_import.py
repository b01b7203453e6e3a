# SPDX-License-Identifier: GPL-3.0-or-later
"""Work when imported: tables of weights and names that calls only look up."""

import math

WEIGHTS = [math.exp(-i / 6) for i in range(12)]
TOTALS = [sum(WEIGHTS[:n]) for n in range(1, 13)]
NAMES = {f"cpu_percent-{i}": f"weighted-cpu{i}" for i in range(16)}
PRIMES = [n for n in range(2, 5000) if all(n % d for d in range(2, int(n**0.5) + 1))]
assert len(PRIMES) == 669


def handler(input, context):
    result = {}
    for source, target in NAMES.items():
        values = [input[source]] + context.env.get(source, [])[:11]
        context.env[source] = values
        result[target] = sum(w * v for w, v in zip(WEIGHTS, values)) / TOTALS[len(values) - 1]
    result["is_prime"] = input["n_pids"] in PRIMES
    return result
