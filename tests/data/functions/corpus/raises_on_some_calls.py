# SPDX-License-Identifier: GPL-3.0-or-later
"""Raises on the first call and on some others, after it changed its state."""


class TooBusy(Exception):
    pass


def handler(input, context):
    calls = context.env["calls"] = context.env.get("calls", 0) + 1
    deltas = context.env.setdefault("sent", [])
    deltas.append(input["net_io_counters_eth0-bytes_sent"])
    rate = deltas[-1] / (len(deltas) - 1)  # ZeroDivisionError at first
    if calls % 7 == 0:
        raise TooBusy(f"call {calls}: {input['cpu_percent-0']} %")
    if calls == 10:
        input["no such key"]
    if calls == 11:
        assert rate < 0, "a rate must be negative?"
    if calls == 12:
        return int("not a number")
    if calls == 13:
        raise SystemError("as if it came from C") from ValueError("the cause")
    return {"rate": rate, "calls": calls}
