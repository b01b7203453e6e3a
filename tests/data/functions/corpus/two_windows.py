# SPDX-License-Identifier: GPL-3.0-or-later
"""A minute and an hour at once, as one running mean of readings with their times each."""

from datetime import datetime

WINDOWS = {"60sec": 60, "1h": 3600}


def handler(input, context):
    now = datetime.fromisoformat(input["timestamp"]).timestamp()
    result = {}
    for label, seconds in WINDOWS.items():
        for i in range(16):
            key = f"avg-util-cpu{i}-{label}"
            samples = context.env.get(key, [])
            samples.append([now, input[f"cpu_percent-{i}"]])
            while now - samples[0][0] >= seconds:
                samples.pop(0)
            context.env[key] = samples
            result[key] = sum(s[1] for s in samples) / len(samples)
    return result
