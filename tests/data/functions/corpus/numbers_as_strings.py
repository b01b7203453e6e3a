# SPDX-License-Identifier: GPL-3.0-or-later
"""Numbers as text, with a unit, a comma, or in a format of their own."""


def handler(input, context):
    total = input["virtual_memory-total"]
    return {
        "cpu0": str(input["cpu_percent-0"]),
        "cpu1": "%.2f" % input["cpu_percent-1"],
        "cpu2": f"{input['cpu_percent-2']:.1f}%",
        "cpu3": "{:,.2f}".format(input["cpu_percent-3"] * 1000).replace(",", " ").replace(".", ","),
        "percent-memory-cache": f"{input['virtual_memory-cached'] / total:.2%}",
        "virtual_memory_used": f"{input['virtual_memory-used'] / 2**30:.1f} GiB",
        "bytes": format(input["net_io_counters_eth0-bytes_sent"], "_"),
        "exponent": f"{input['net_io_counters_eth0-bytes_recv']:e}",
        "hexadecimal": hex(input["n_pids"]),
        "back": float(str(input["cpu_freq_current"])),
    }
