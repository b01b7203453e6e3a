# SPDX-License-Identifier: GPL-3.0-or-later
"""Prints COUNT measurements, one JSON object per line, the same in each run.

They have the keys of payloads/metrics-2023-02-27.json in the same order, and continue from its values, 5 s apart: CPUs
rise and fall, sometimes to the integer 0; counters grow, some of them beyond 2^32.

Usage: measurements.py COUNT
"""

import datetime
import json
import pathlib
import random
import sys

PAYLOAD = pathlib.Path(__file__).resolve().parent / "payloads" / "metrics-2023-02-27.json"
PERIOD = datetime.timedelta(seconds=5)
GROWTH = {  # the largest growth of a counter within one period
    "cpu_stats-ctx_switches": 250_000,
    "cpu_stats-interrupts": 60_000_000,  # 3.6e9 at first: over 2^32 after about twenty measurements
    "cpu_stats-soft_interrupts": 80_000,
    "net_io_counters_eth0-bytes_sent": 3_000_000,
    "net_io_counters_eth0-bytes_recv": 9_000_000,
    "net_io_counters_eth0-packets_sent": 4_000,
    "net_io_counters_eth0-packets_recv": 12_000,
    "net_io_counters_eth0-dropin": 3,
}
PAGE = 4096
MEMORY = ("available", "used", "free", "active", "inactive", "buffers", "cached", "slab")


class Machine:
    def __init__(self, first):
        self.values = json.loads(first)
        self.time = datetime.datetime.fromisoformat(self.values["timestamp"])
        self.random = random.Random(20230227).random  # in [0, 1); the same in all versions of Python

    def pick(self, low, high):
        return low + int(self.random() * (high - low + 1))

    def measurement(self):
        """The current values; then moves on to the next ones."""
        text = json.dumps({**self.values, "timestamp": self.time.strftime("%Y-%m-%d %H:%M:%S.%f")})
        self.time += PERIOD + datetime.timedelta(microseconds=self.pick(0, 4000))
        for key in self.values:
            if key.startswith("cpu_percent-"):
                self.values[key] = self.cpu()
            elif key in GROWTH:
                self.values[key] += self.pick(0, GROWTH[key])
        for name in MEMORY:
            key = "virtual_memory-" + name
            self.values[key] = max(PAGE, self.values[key] + self.pick(-200, 200) * PAGE)
        total = self.values["virtual_memory-total"]
        unavailable = total - self.values["virtual_memory-available"]
        self.values["virtual_memory-percent"] = round(100 * unavailable / total, 1)
        self.values["cpu_freq_current"] = 2600 + 400 * self.random()
        self.values["n_pids"] += self.pick(-3, 3)
        return text

    def cpu(self):
        chance = self.random()
        if chance < 0.1:
            return 0
        if chance < 0.15:
            return 100.0
        return round(100 * self.random() ** 3, 1)


def main(count):
    machine = Machine(PAYLOAD.read_text())
    for _ in range(count):
        print(machine.measurement())


if __name__ == "__main__":
    main(int(sys.argv[1]))
