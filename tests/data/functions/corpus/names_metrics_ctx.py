# SPDX-License-Identifier: GPL-3.0-or-later
"""Parameters called metrics and _; no state, system values passed through."""


def handler(metrics, _):
    total = metrics["virtual_memory-total"]
    return {
        "timestamp": metrics["timestamp"],
        "cpu_freq_current": metrics["cpu_freq_current"],
        "n_pids": metrics["n_pids"],
        "virtual_memory_used": metrics["virtual_memory-used"],
        "virtual_memory_free": metrics["virtual_memory-free"],
        "percent-memory-caching": (metrics["virtual_memory-cached"] + metrics["virtual_memory-buffers"]) / total * 100,
        "percent-outgoing-bytes": 100.0
        * metrics["net_io_counters_eth0-bytes_sent"]
        / (metrics["net_io_counters_eth0-bytes_sent"] + metrics["net_io_counters_eth0-bytes_recv"]),
    }
