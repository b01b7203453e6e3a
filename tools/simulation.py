# SPDX-License-Identifier: GPL-3.0-or-later
"""Simulates the machines that pictures show, and runs a redis-server and runtimes that process their measurements.

The runtimes process the last hour as fast as they can; then its results get the times that they would have had in
reality. After that, each machine writes a measurement per period.
"""

import contextlib
import datetime
import json
import math
import pathlib
import random
import subprocess
import sys
import threading
import time

import redis

ROOT = pathlib.Path(__file__).resolve().parent.parent
FUNCTION = ROOT / "resources" / "handlers" / "metrics.py"
MEASUREMENT = ROOT / "tests" / "data" / "payloads" / "metrics-2023-02-27.json"
MACHINES = (4, 16, 64)  # numbers of CPUs
PERIOD = 5  # seconds
HOUR = 3600
FAILING_MACHINE = 4  # its function fails on some measurements
FAILURES = (HOUR // PERIOD - 3, HOUR // PERIOD + 4, HOUR // PERIOD + 30)  # measurements that the function fails on

# Not the built-in sample, so that the window's title is the name of the file.
OWN = FUNCTION.read_text() + "\n"

# Raises on some measurements, like functions that do not expect them.
FAILING = FUNCTION.read_text() + """

whole = handler


def handler(input, context):
    result = whole(input, context)
    result["processes_per_cpu"] = input["n_pids"] / input["cpus_online"]
    return result
"""


class Machine:
    """A simulated machine. Its measurements have the keys of a real one and start from its values."""

    def __init__(self, cpus):
        self.cpus = cpus
        self.values = json.loads(MEASUREMENT.read_text())
        for key in [key for key in self.values if key.startswith("cpu_percent-")]:
            del self.values[key]
        self.random = random.Random(cpus)
        self.jobs = [0.0] * cpus
        self.count = 0

    def measurement(self, when):
        noise = self.random.random
        tide = 0.5 + 0.5 * math.sin(when / 700)
        for cpu in range(self.cpus):
            if noise() < 0.03:  # a job begins or ends
                self.jobs[cpu] = 0 if self.jobs[cpu] > 0 else 20 + 55 * noise()
            load = 4 + 14 * tide * (1 + cpu % 3) + self.jobs[cpu] + 8 * (noise() - 0.5)
            self.values[f"cpu_percent-{cpu}"] = round(min(100.0, max(0.0, load)), 1)
        busy = sum(self.values[f"cpu_percent-{cpu}"] for cpu in range(self.cpus)) / self.cpus / 100
        grow = lambda key, most: self.values.update({key: self.values[key] + int(most * (0.2 + busy) * noise())})
        grow("net_io_counters_eth0-bytes_sent", 60_000_000)
        grow("net_io_counters_eth0-bytes_recv", 25_000_000)
        grow("cpu_stats-ctx_switches", 900_000)
        grow("cpu_stats-interrupts", 500_000)
        grow("cpu_stats-soft_interrupts", 250_000)
        total = self.values["virtual_memory-total"]
        used = int(total * (0.32 + 0.12 * busy + 0.05 * tide))
        cached = int(total * (0.42 - 0.05 * tide))
        free = total - used - cached - self.values["virtual_memory-buffers"]
        self.values |= {
            "virtual_memory-used": used,
            "virtual_memory-cached": cached,
            "virtual_memory-free": free,
            "virtual_memory-available": total - used,
            "virtual_memory-percent": round(100 * used / total, 1),
            "cpu_freq_current": 2400 + 1100 * busy + 60 * noise(),
            "n_pids": int(500 + 80 * tide + 40 * busy),
            "cpus_online": 0 if self.count in FAILURES else self.cpus,
            "timestamp": datetime.datetime.fromtimestamp(when).strftime("%Y-%m-%d %H:%M:%S.%f"),
        }
        self.count += 1
        return json.dumps(self.values)


class Run:
    """A server, and a runtime for each machine."""

    def __init__(self, programs, folder):
        self.programs = programs
        self.folder = folder
        self.socket = folder / "redis.sock"
        self.children = []
        self.machines = {cpus: Machine(cpus) for cpus in MACHINES}
        self.stopped = threading.Event()
        self.redis, _ = self.start_server(self.socket)
        for cpus, machine in self.machines.items():
            function = folder / str(cpus) / "metrics.py"
            function.parent.mkdir()
            function.write_text(FAILING if cpus == FAILING_MACHINE else OWN)
            self.redis.hset(f"{{metrics-{cpus}}}:machine", mapping={
                "name": f"vm{cpus}", "cpu": "Simulated CPU", "memory": 24 * 2**30})  # fmt: skip
            self.start(
                programs / "pulseboard-runtime", "--redis", self.url(), "--input-key", f"metrics-{cpus}",
                "--output-key", f"results-{cpus}", "--trigger", "push", "--pyfile", function, "--http-port", "0",
            )  # fmt: skip
            self.simulate_hour(cpus, machine)
        threading.Thread(target=self.feed, daemon=True).start()

    def url(self):
        return f"unix://{self.socket}"

    def start(self, *command):
        log = open(self.folder / "log.txt", "a")
        child = subprocess.Popen([str(part) for part in command], stdout=log, stderr=log)
        self.children.append(child)
        return child

    def start_server(self, path):
        server = self.start("redis-server", "--port", "0", "--unixsocket", path, "--save", "")
        client = redis.Redis(unix_socket_path=str(path))
        while True:
            with contextlib.suppress(redis.ConnectionError):
                client.ping()
                return client, server
            if server.poll() is not None:
                sys.exit(f"redis-server ended with {server.returncode}")
            time.sleep(0.05)

    def simulate_hour(self, cpus, machine):
        history, end, times, last = f"{{results-{cpus}}}:history", time.time(), [], "0"
        for when in range(int(end) - HOUR, int(end), PERIOD):
            failing = cpus == FAILING_MACHINE and machine.count in FAILURES
            self.redis.set(f"metrics-{cpus}", machine.measurement(when))
            if failing:
                time.sleep(0.1)  # no result arrives
                continue
            times.append(when)
            [[_, entries]] = self.redis.xread({history: last}, block=10_000)
            last = entries[-1][0]
        results = [fields for _, fields in self.redis.xrange(history)]
        pipe = self.redis.pipeline()
        pipe.delete(history)
        for when, fields in zip(times, results, strict=True):
            pipe.xadd(history, fields | {b"t": when * 1000})
        pipe.execute()

    def feed(self):
        while not self.stopped.is_set():
            with contextlib.suppress(redis.RedisError):
                for cpus, machine in self.machines.items():
                    self.redis.set(f"metrics-{cpus}", machine.measurement(time.time()))
            self.stopped.wait(PERIOD)

    def stop(self):
        self.stopped.set()
        for child in reversed(self.children):
            child.terminate()
            child.wait()
