# SPDX-License-Identifier: GPL-3.0-or-later
"""The network keys with a trailing 1, read with .get and a default."""


def handler(input, context):
    sent = input.get("net_io_counters_eth0-bytes_sent1", 0)
    received = input.get("net_io_counters_eth0-bytes_recv1", 0)
    total = sent + received
    return {
        "percentage_outgoing_bytes": round(sent / total * 100, 4) if total > 0 else 0.0,
        "dropped": input.get("net_io_counters_eth0-dropin1"),
        "nothing": input.get("net_io_counters_eth0-nothing1", "nothing"),
    }
