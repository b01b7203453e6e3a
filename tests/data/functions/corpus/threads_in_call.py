# SPDX-License-Identifier: GPL-3.0-or-later
"""Threads in the call: threading.Thread with a Lock, and a pool of concurrent.futures."""

import threading
from concurrent.futures import ThreadPoolExecutor

lock = threading.Lock()


def add(env, key, value):
    with lock:
        env.setdefault(key, []).append(value)


def handler(input, context):
    threads = [
        threading.Thread(target=add, args=(context.env, f"cpu{i}", input[f"cpu_percent-{i}"])) for i in range(16)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with ThreadPoolExecutor(max_workers=4) as pool:
        means = list(pool.map(lambda i: sum(context.env[f"cpu{i}"]) / len(context.env[f"cpu{i}"]), range(16)))
    return {
        "cpus_avg": {f"cpu{i}": mean for i, mean in enumerate(means)},
        "main": threading.current_thread() is threading.main_thread(),
    }
