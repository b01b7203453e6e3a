# SPDX-License-Identifier: GPL-3.0-or-later
"""Fails in the way that the measurement names."""

import ctypes
import math
import os
import re
import signal
import stat
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
    """Starts a process by a double fork in its own session, outside of the worker's process group."""
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


LINK = 3  # descriptor of the link to the supervisor
BOARD = 4  # descriptor of the page of statistics that the supervisor reads


def sockets():
    return [fd for fd in open_descriptors() if stat.S_ISSOCK(os.fstat(fd).st_mode)]


def open_descriptors():
    for fd in map(int, os.listdir("/proc/self/fd")):
        try:
            os.fstat(fd)
            yield fd
        except OSError:  # the descriptor of the folder itself
            pass


def close_connections():
    """All sockets except the link to the supervisor."""
    for fd in sockets():
        if fd != LINK:
            os.close(fd)


def replace_descriptors():
    null = os.open("/dev/null", os.O_RDWR)
    for fd in list(open_descriptors()):
        if fd not in (0, 1, 2, null):
            os.dup2(null, fd)


def close_later():
    threading.Timer(0.3, os.closerange, (3, 256)).start()
    return {"closing": True}


def overwrite_board():
    os.pwrite(BOARD, b"\xff" * os.fstat(BOARD).st_size, 0)
    return {"overwritten": True}


def forge_reports():
    """Sends reports of a worker at the wrong time, and reports that no worker sends."""
    for kind in range(-1, 5):
        os.write(LINK, b'{"kind": %d, "level": 1, "category": "a\\nb", "files": [1, "/etc/passwd"], "failure": 5}\n' % kind)
    os.write(LINK, b'{"kind": 2, "level": 1, "failure": {"time": 1e300, "duration": -1e300, "inputDigest": "x"}}\n')
    os.write(LINK, b"[" * 100_000 + b"\n" + b"x" * 10_000_000 + b"\n")
    return {"forged": True}


def forge_logs():
    """Sends many log lines that look like the supervisor's."""
    line = b'{"kind": 0, "level": 1, "category": "settings", "text": "forged line"}\n'
    for _ in range(200):
        os.write(LINK, line * 100)
    return {"forged": True}


def raise_later():
    """Raises in a timer that is not stopped, after the call."""
    def handle(number, frame):
        raise ValueError("from the timer")
    signal.signal(signal.SIGALRM, handle)
    signal.setitimer(signal.ITIMER_REAL, 0.3)
    return {"set": True}


class Unspeakable(Exception):
    def __str__(self):
        raise ValueError("\ud800")


def raise_unspeakable():
    raise Unspeakable


def raise_surrogate():
    raise ValueError("\ud800")


def flood_link():
    while True:
        os.write(LINK, b"x" * 65536)


def leave_group():
    os.setpgid(0, os.getpgid(os.getppid()))
    loop()


def fork_and_return():
    os.fork()
    return {"forked": True}


def hold_interpreter():
    """Runs a regular expression that does not end in a thread; it does not release the GIL."""
    threading.Thread(target=re.match, args=("(a+)+$", "a" * 60 + "b"), daemon=True).start()
    return {"queued": True}


class Endless(type):
    """Its instances cannot be stored, and naming their type for the log does not end."""

    @property
    def __module__(cls):
        loop()


class Slow:
    def tolist(self):
        time.sleep(1000)


def raise_long():
    raise ValueError("begin" + "x" * 600_000 + "end")


def raise_long_name():
    raise type("Long" + "x" * 600_000, (Exception,), {})("with a long name")


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
    "slow encoding": lambda: {"a": Slow()},
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
    "long message": raise_long,
    "long name": raise_long_name,
    "long key": lambda: {}["begin" + "x" * 600_000],
    "long type": lambda: {"a": type("Long" + "x" * 600_000, (), {})()},
    "close descriptors": lambda: os.closerange(3, 256),
    "close connections": close_connections,
    "close link": lambda: os.close(LINK),
    "replace link": lambda: os.dup2(os.open("/dev/null", os.O_RDWR), LINK),
    "replace descriptors": replace_descriptors,
    "close later": close_later,
    "truncate board": lambda: os.ftruncate(BOARD, 0),
    "enlarge board": lambda: os.ftruncate(BOARD, 1 << 20),
    "overwrite board": overwrite_board,
    "forge reports": forge_reports,
    "forge logs": forge_logs,
    "raise later": raise_later,
    "unspeakable": raise_unspeakable,
    "surrogate in a message": raise_surrogate,
    "flood link": flood_link,
    "leave group": leave_group,
    "fork and return": fork_and_return,
    "hold interpreter": hold_interpreter,
    "cycle": cycle,
    "bytes": lambda: {"a": b"x"},
    "set": lambda: {1, 2},
    "NaN": lambda: {"a": float("nan")},
    "large result": lambda: {"a": "x" * (50 << 20)},
    "huge int": lambda: {"a": math.factorial(171)},
    "surrogates": lambda: {"a": "\ud800"},
    "tuple keys": lambda: {(1, 2): 3},
    "nothing": lambda: None,
}


def handler(input, context):
    context.env["calls"] = context.env.get("calls", 0) + 1
    if input["do"] == "endless state":
        context.env["endless"] = Endless("Nameless", (), {})()
        return {"n": input["n"]}
    result = FAULTS[input["do"]]()
    if isinstance(result, dict) and all(type(key) is str for key in result):
        result = {**result, "n": input["n"], "calls": context.env["calls"], "pid": os.getpid()}
    return result
