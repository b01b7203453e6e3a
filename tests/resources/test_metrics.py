# SPDX-License-Identifier: GPL-3.0-or-later
"""Tests of the sample function, resources/handlers/metrics.py, with real measurements."""

import json
import pathlib
import sys
import types
import unittest
from datetime import datetime, timedelta

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "resources" / "handlers"))
import metrics  # noqa: E402

START = datetime(2023, 2, 27, 5, 14, 0, 580892)


def real_measurement(name="2023-02-27"):
    return json.loads((ROOT / "tests" / "data" / "payloads" / f"metrics-{name}.json").read_text())


class Machine:
    """A machine with one CPU; the function is called on each of its readings."""

    def __init__(self):
        self.context = types.SimpleNamespace(env={})

    def call(self, seconds, value):
        timestamp = str(START + timedelta(seconds=seconds))
        result = metrics.handler({"timestamp": timestamp, "cpu_percent-0": value}, self.context)
        return result["moving_average_cpu_percent-0"]


class Percentages(unittest.TestCase):
    def test_real_measurement_gives_shares_and_averages(self):
        result = metrics.handler(real_measurement(), Machine().context)
        self.assertAlmostEqual(result["percentage_outgoing_bytes"], 100 * 6372734463 / (6372734463 + 13480058741))
        self.assertAlmostEqual(result["percentage_memory_caching"], 100 * (15010349056 + 3354624) / 24972115968)
        averages = [key for key in result if key.startswith("moving_average_cpu_percent-")]
        self.assertEqual(len(averages), 16)
        self.assertEqual(len(result), 18)

    def test_names_with_trailing_1_give_the_same(self):
        plain = real_measurement()
        numbered = {key + "1" if key.startswith("net_io_counters") else key: value for key, value in plain.items()}
        name = "percentage_outgoing_bytes"
        self.assertEqual(metrics.handler(numbered, Machine().context)[name],
                         metrics.handler(plain, Machine().context)[name])

    def test_missing_values_are_omitted(self):
        measurement = {"timestamp": str(START), "cpu_percent-0": 1.0}
        self.assertEqual(metrics.handler(measurement, Machine().context), {"moving_average_cpu_percent-0": 1.0})

    def test_no_traffic_is_zero_percent(self):
        measurement = {"timestamp": str(START), "net_io_counters_eth0-bytes_sent": 0,
                       "net_io_counters_eth0-bytes_recv": 0}
        self.assertEqual(metrics.handler(measurement, Machine().context), {"percentage_outgoing_bytes": 0.0})


class MovingAverage(unittest.TestCase):
    def test_first_call_returns_the_reading(self):
        self.assertEqual(Machine().call(0, 12.5), 12.5)

    def test_average_is_the_mean_of_the_last_minute(self):
        machine = Machine()
        readings = [(5 * i, float(i)) for i in range(40)]
        for index, (seconds, value) in enumerate(readings):
            window = [v for s, v in readings[: index + 1] if seconds - s < 60]
            self.assertAlmostEqual(machine.call(seconds, value), sum(window) / len(window))

    def test_a_gap_longer_than_a_minute_resets_the_average(self):
        machine = Machine()
        machine.call(0, 90.0)
        machine.call(5, 90.0)
        self.assertEqual(machine.call(100, 10.0), 10.0)

    def test_a_clock_set_back_resets_the_average(self):
        machine = Machine()
        machine.call(3600, 90.0)
        self.assertEqual(machine.call(0, 10.0), 10.0)
        self.assertEqual(machine.call(5, 20.0), 15.0)

    def test_the_same_measurement_counts_once(self):
        machine = Machine()
        machine.call(0, 90.0)
        machine.call(5, 30.0)
        self.assertEqual(machine.call(5, 30.0), 60.0)

    def test_state_survives_json_and_stays_small(self):
        machine = Machine()
        for i in range(200):
            machine.call(5 * i, 1.0)
        self.assertEqual(json.loads(json.dumps(machine.context.env)), machine.context.env)
        self.assertEqual(len(machine.context.env["cpu_percent-0"]), 12)

    def test_iso_timestamp_with_t_is_read(self):
        measurement = {"timestamp": START.isoformat(), "cpu_percent-0": 0}
        self.assertEqual(metrics.handler(measurement, Machine().context), {"moving_average_cpu_percent-0": 0})


if __name__ == "__main__":
    unittest.main()
