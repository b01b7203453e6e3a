# SPDX-License-Identifier: GPL-3.0-or-later
"""Changes its input: pop, update, setdefault, del, and returns the same dict."""


def handler(input, context):
    context.env.setdefault("timestamps", []).append(input.pop("timestamp"))
    for i in range(16):
        value = input.pop("cpu_percent-" + str(i), None)
        if i % 2:
            input["cpu%d" % i] = value
    del input["cpu_freq_current"]
    input.update({"calls": len(context.env["timestamps"])}, twice=2 * input["n_pids"])
    input.setdefault("n_pids", -1)
    input.setdefault("absent", [])
    assert "timestamp" not in input
    first, *_, last = input
    return {**input, "first": first, "last": last} if len(context.env["timestamps"]) % 2 else input
