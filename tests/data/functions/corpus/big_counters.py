# SPDX-License-Identifier: GPL-3.0-or-later
"""Sums of counters beyond 2^32, 2^53 and 2^63, and what 32 bits would make of them."""


def handler(input, context):
    env = context.env
    counter = input["cpu_stats-ctx_switches"] + input["cpu_stats-interrupts"]
    env["sum"] = env.get("sum", 0) + counter
    env["product"] = env.get("product", 1) * 7
    return {
        "sum": env["sum"],
        "over_32_bits": counter > 2**32,
        "wrapped": counter & 0xFFFFFFFF,
        "exact_53": 2**53 + env["sum"] % 1000,
        "largest": 2**63 - 1 - env["sum"],
        "product": env["product"] % 2**62,
        "bits": counter.bit_length(),
        "quotient": input["virtual_memory-total"] // 4096,
        "small": 1 / counter,
        "division": divmod(input["net_io_counters_eth0-bytes_recv"], 1500),
    }
