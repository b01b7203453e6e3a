# SPDX-License-Identifier: GPL-3.0-or-later
"""One object of a class, made when imported, with inheritance, properties and __call__; handler is a method."""


class Average:
    instances = 0

    def __init__(self, size):
        self._values = []
        self._size = size
        type(self).instances += 1

    def __call__(self, value):
        self._values = (self._values + [value])[-self._size :]
        return self.mean

    @property
    def mean(self):
        return sum(self._values) / len(self._values)


class Peak(Average):
    @property
    def mean(self):
        return max(self._values)


class Monitor:
    def __init__(self, cpus=16):
        self.averages = [Average(12) for _ in range(cpus)]
        self.peak = Peak(6)

    def handle(self, input, context):
        context.env["handled"] = context.env.get("handled", 0) + 1
        result = {f"avg-cpu{i}-60sec": average(input[f"cpu_percent-{i}"]) for i, average in enumerate(self.averages)}
        result["peak"] = self.peak(max(result.values()))
        return {**result, "handled": context.env["handled"], "instances": [Average.instances, Peak.instances]}


handler = Monitor().handle
