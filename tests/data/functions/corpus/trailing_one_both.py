# SPDX-License-Identifier: GPL-3.0-or-later
"""Either spelling of the network keys, tried one after the other."""


def counter(input, name):
    try:
        return input["net_io_counters_eth0-" + name + "1"]
    except KeyError:
        return input["net_io_counters_eth0-" + name]


def handler(input, context):
    sent, received = counter(input, "bytes_sent"), counter(input, "bytes_recv")
    return {
        "percent_network_egress": sent / (sent + received),
        "plain": sent == input["net_io_counters_eth0-bytes_sent"],
    }
