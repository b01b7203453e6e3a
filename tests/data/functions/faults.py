# SPDX-License-Identifier: GPL-3.0-or-later
"""Does what the measurement tells it to: one way per name in which a function can go wrong."""

import ctypes
import os
import signal
import sys
import threading
import time


def loop():
    while True:
        pass


def lock():
    one = threading.Lock()
    one.acquire()
    one.acquire()


def ignore_sigterm():
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    time.sleep(1000)


def eat_memory():
    hoard = []
    while True:
        hoard.append(bytearray(16 << 20))


def fork():
    if os.fork() == 0:
        time.sleep(1000)
    return {"forked": True}


def daemon():
    """A double fork in a session of its own: no process group leads to it."""
    read, write = os.pipe()
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            os.write(write, str(os.getpid()).encode())
            time.sleep(1000)
        os._exit(0)
    return {"daemon": int(os.read(read, 20))}


def threads():
    for _ in range(20):
        threading.Thread(target=time.sleep, args=(1000,), daemon=True).start()
    return {"threads": threading.active_count()}


def flood():
    chunk = "x" * (1 << 20)
    for _ in range(100):
        sys.stdout.write(chunk)
    return {"printed": True}


def many_lines():
    for number in range(20000):
        print("line", number)
    return {"printed": True}


def close_streams():
    for stream in range(3):
        os.close(stream)
    return {"closed": True}


def change_process():
    os.chdir("/")
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    sys.path.clear()
    sys.setrecursionlimit(200)
    os.environ.clear()
    return {"changed": True}


class Angry:
    def __del__(self):
        raise ValueError("from __del__")


def raise_in_del():
    Angry()
    return {"deleted": True}


def cycle():
    value = []
    value.append(value)
    return value


FAULTS = {
    "good": lambda: {"good": True},
    "loop": loop,
    "sleep": lambda: time.sleep(1000),
    "lock": lock,
    "ignore SIGTERM": ignore_sigterm,
    "os._exit": lambda: os._exit(3),
    "sys.exit": lambda: sys.exit(3),
    "segfault": lambda: ctypes.string_at(0),
    "abort": os.abort,
    "kill itself": lambda: os.kill(os.getpid(), signal.SIGKILL),
    "memory": eat_memory,
    "fork": fork,
    "daemon": daemon,
    "threads": threads,
    "flood": flood,
    "many lines": many_lines,
    "close streams": close_streams,
    "change process": change_process,
    "__del__": raise_in_del,
    "raise": lambda: 1 / 0,
    "cycle": cycle,
    "bytes": lambda: {"a": b"x"},
    "set": lambda: {1, 2},
    "NaN": lambda: {"a": float("nan")},
    "large result": lambda: {"a": "x" * (50 << 20)},
    "surrogates": lambda: {"a": "\ud800"},
    "tuple keys": lambda: {(1, 2): 3},
    "nothing": lambda: None,
}


def handler(input, context):
    context.env["calls"] = context.env.get("calls", 0) + 1
    result = FAULTS[input["do"]]()
    if isinstance(result, dict) and all(type(key) is str for key in result):
        result = {**result, "n": input["n"], "calls": context.env["calls"], "pid": os.getpid()}
    return result
