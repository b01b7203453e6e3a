# SPDX-License-Identifier: GPL-3.0-or-later
"""The network keys as the assignment's text spells them, with a trailing 1, read with []."""


def handler(input, context):
    sent = input["net_io_counters_eth0-bytes_sent1"]
    received = input["net_io_counters_eth0-bytes_recv1"]
    context.env.setdefault("sent", []).append(sent)
    return {
        "percent-network-egress": 100 * sent / (sent + received),
        "growth": context.env["sent"][-1] - context.env["sent"][0],
        "packets": input["net_io_counters_eth0-packets_sent1"] + input["net_io_counters_eth0-packets_recv1"],
    }
