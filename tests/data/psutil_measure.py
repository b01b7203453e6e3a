# SPDX-License-Identifier: GPL-3.0-or-later
"""Prints psutil's measurements under the names of pulseboard-collector, as JSON on stdout.

    psutil_measure.py trees INTERFACE FIRST SECOND   the /proc trees FIRST and SECOND, one after the other
    psutil_measure.py around COMMAND...              this machine, before and after COMMAND with the name of the
                                                     network interface; and the JSON that it prints
"""

import json
import subprocess
import sys

import psutil


def busiest_interface():
    up = {name for name, stats in psutil.net_if_stats().items() if stats.isup and name != "lo"}
    traffic = {name: c.bytes_recv + c.bytes_sent for name, c in psutil.net_io_counters(pernic=True).items()}
    return max(up & set(traffic), key=traffic.get, default="lo")


def used(memory):
    """As psutil before version 7 computed it; newer versions follow newer versions of free(1)."""
    value = memory.total - memory.free - memory.cached - memory.buffers
    return value if value >= 0 else memory.total - memory.free


def values(interface):
    result = {}
    frequency = psutil.cpu_freq()
    if frequency is not None:
        result["cpu_freq_current"] = frequency.current
    memory = psutil.virtual_memory()
    network = psutil.net_io_counters(pernic=True)[interface]
    for prefix, group in (
        ("cpu_stats", psutil.cpu_stats()),
        ("virtual_memory", memory),
        ("net_io_counters_eth0", network),
    ):
        result.update({f"{prefix}-{name}": value for name, value in group._asdict().items()})
    result["virtual_memory-used"] = used(memory)
    result["n_pids"] = len(psutil.pids())
    return result


def cpu_seconds():
    """Per CPU: busy and idle seconds; guest time is part of user time."""
    cpus = psutil.cpu_times(percpu=True)
    idle = [times.idle + times.iowait for times in cpus]
    work = [sum(times[:8]) - rest for times, rest in zip(cpus, idle)]
    return [{"work": a, "idle": b} for a, b in zip(work, idle)]


def measure_machine(interface):
    return {"cpus": cpu_seconds(), "values": values(interface)}


def measure_around(*command):
    interface = busiest_interface()
    before = measure_machine(interface)
    output = subprocess.run([*command, interface], check=True, stdout=subprocess.PIPE).stdout
    return {"before": before, "collector": json.loads(output), "after": measure_machine(interface)}


def measure_trees(interface, first, second):
    psutil.PROCFS_PATH = first
    psutil.cpu_percent(percpu=True)
    psutil.net_io_counters(pernic=True)
    psutil.PROCFS_PATH = second
    percentages = psutil.cpu_percent(percpu=True)
    result = values(interface)
    result.update({f"cpu_percent-{cpu}": value for cpu, value in enumerate(percentages)})
    return {"values": result}


if __name__ == "__main__":
    measure = {"trees": measure_trees, "around": measure_around}[sys.argv[1]]
    print(json.dumps(measure(*sys.argv[2:])))
