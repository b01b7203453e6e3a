# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs pulseboard-runtime for a long time and checks that it neither grows, leaves anything behind, nor miscounts.

Usage: endurance.py BIN [PERCENT] [NAME...]     BIN: the folder of the programs; PERCENT: of the usual amounts (100);
                                                NAME: calls, reloads, crashes or clock; all if there are none

Each part has a redis-server of its own on a Unix socket in a temporary folder. Ends with 1 if a limit is exceeded.
"""

import contextlib
import glob
import http.server
import io
import itertools
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import threading
import time
import zipfile

import redis

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
SAMPLE = ROOT / "resources" / "handlers" / "metrics.py"
MEASUREMENT = (ROOT / "tests" / "data" / "payloads" / "metrics-2023-02-27.json").read_text()
INPUT, OUTPUT, HISTORY = "metrics", "results", "{results}:history"

CALLS, WARM_CALLS, CALL_GROWTH = 1_000_000, 10_000, 2  # the growth in MB, from the end of the warm-up on
RELOADS, WARM_RELOADS, RELOAD_GROWTH = 10_000, 100, 10
CRASHES = 200
CLOCK_VALUES = 300  # for each setting of the clock
CLOCK_SHIFTS = (0, 3600, 0, -3600, 0)  # seconds
BATCH, BATCHES = 4, 100  # values that are written at once, and how often until the calls are counted
DISTINCT = 4000  # measurements, five seconds apart
TIMEOUT = 60  # seconds for anything that is waited for

COUNTING = """
def handler(input, context):
    context.env["calls"] = context.env.get("calls", 0) + 1
    return {"calls": context.env["calls"], "value": input["value"]}
"""
CRASHING = """
import os, signal

def handler(input, context):
    if input["crash"]:
        os.kill(os.getpid(), signal.SIGKILL)
    return {"value": input["value"]}
"""


def fail(text):
    sys.exit(f"\nFAILED: {text}")


def show_progress(done, of, began=[0.0]):
    if sys.stderr.isatty() and time.monotonic() - began[0] > 0.5:
        began[0] = time.monotonic()
        print(f"\r  {done:,} of {of:,}", end="\x1b[K", file=sys.stderr, flush=True)


def report(text):
    if sys.stderr.isatty():
        print(end="\r\x1b[K", file=sys.stderr, flush=True)
    print(text, flush=True)


class Runtime:
    """A runtime with a server, whose temporary folders are in a folder of their own."""

    def __init__(self, programs, folder):
        self.program = programs / "pulseboard-runtime"
        self.folder = folder
        self.temporary = folder / "tmp"
        self.temporary.mkdir()
        socket = folder / "redis.sock"
        self.url = f"unix://{socket}"
        command = ["redis-server", "--port", "0", "--unixsocket", str(socket), "--save", ""]
        self.server = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        self.redis = redis.Redis(unix_socket_path=str(socket), decode_responses=True)
        self.lines = []
        self.process = None
        self.wait_until(self.answers, "an answer of redis-server")

    def wait_until(self, condition, what):
        end = time.monotonic() + TIMEOUT
        while not (result := condition()):
            if self.process and self.process.poll() is not None or time.monotonic() > end:
                print("".join(self.lines[-20:]), file=sys.stderr)
                fail(f"{what} did not happen within {TIMEOUT} s")
            time.sleep(0.005)
        return result

    def answers(self):
        with contextlib.suppress(redis.ConnectionError):
            return self.redis.ping()

    def start(self, *options, **variables):
        command = [self.program, "--redis", self.url, "--input-key", INPUT, "--output-key", OUTPUT, "--http-port", "0"]
        environment = os.environ | {"TMPDIR": str(self.temporary)} | variables
        self.process = subprocess.Popen([*command, *options], env=environment, stderr=subprocess.PIPE, text=True)
        threading.Thread(target=self.read, args=(self.process.stderr,), daemon=True).start()

    def read(self, stream):
        for line in stream:
            self.lines.append(line)

    def count(self, text):
        return sum(text in line for line in self.lines)

    def result(self):
        return json.loads(self.redis.get(OUTPUT) or "{}")

    def put(self, value):
        self.redis.set(INPUT, json.dumps(value))

    def worker(self):
        children = pathlib.Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        return [int(child) for child in children]

    def megabytes(self):
        status = "".join(pathlib.Path(f"/proc/{pid}/status").read_text() for pid in [self.process.pid, *self.worker()])
        return sum(int(size) for size in re.findall(r"VmRSS:\s+(\d+)", status)) / 1024

    def descriptors(self):
        return len(os.listdir(f"/proc/{self.process.pid}/fd"))

    def files(self):
        return sorted(path.name for path in self.temporary.iterdir())

    def stop(self):
        for process in (self.process, self.server):
            if process:
                process.terminate()
                process.wait()


def check_growth(what, before, after, limit):
    report(f"  resident after the warm-up and at the end   {before:6.1f} {after:6.1f} MB, limit of the growth {limit} MB")
    if after - before > limit:
        fail(f"{what}: {after - before:.1f} MB more")


def run_calls(runtime, share):
    """Writes values faster than the function is called, like a saturated stream."""
    calls, warm = int(CALLS * share), int(WARM_CALLS * share)
    runtime.start("--pyfile", SAMPLE, "--trigger", "push")
    done = lambda: runtime.redis.info("commandstats").get("cmdstat_xadd", {"calls": 0})["calls"]
    before, began = None, time.monotonic()
    times = [time.strftime("%F %T", time.gmtime(5 * number)) for number in range(DISTINCT)]
    values = itertools.cycle([MEASUREMENT.replace("2023-02-27 05:14:00", when) for when in times])
    count = 0
    while count < calls:
        for _ in range(BATCHES):
            pipe = runtime.redis.pipeline(transaction=False)
            for value in itertools.islice(values, BATCH):
                pipe.set(INPUT, value)
            pipe.execute()
        count = done()
        show_progress(count, calls)
        if before is None and count >= warm:
            before = runtime.megabytes()
    report(f"  {count:,} calls, {count / (time.monotonic() - began):,.0f} a second")
    check_growth("calls", before, runtime.megabytes(), CALL_GROWTH)


class Versions(http.server.BaseHTTPRequestHandler):
    """Serves another version of a function with each answer."""

    number = itertools.count(1)

    def do_GET(self):
        content = io.BytesIO()
        with zipfile.ZipFile(content, "w") as archive:
            archive.writestr("function.py", f"def handler(input, context):\n    return {{'version': {next(self.number)}}}\n")
        self.send_response(200)
        self.send_header("Content-Length", str(len(content.getvalue())))
        self.end_headers()
        self.wfile.write(content.getvalue())

    def log_message(self, *_):
        pass


def run_reloads(runtime, share):
    reloads, warm = int(RELOADS * share), int(WARM_RELOADS * share)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Versions)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    runtime.put({"value": 1})
    url = f"http://127.0.0.1:{server.server_port}/function.zip"
    began = time.monotonic()
    runtime.start("--zip", url, "--handler", "function.handler", "--reload-interval", "1ms", "--trigger", "push")
    before, value = None, 1
    while (count := runtime.count("Loaded")) < reloads:
        before = runtime.megabytes() if before is None and count >= warm else before
        value += 1
        runtime.put({"value": value})
        last = count
        runtime.wait_until(lambda: runtime.count("Loaded") > last, "a reload")
        show_progress(count, reloads)
    server.shutdown()
    report(f"  {count:,} versions, {count / (time.monotonic() - began):,.0f} a second; the last result is {runtime.result()}")
    check_growth("reloads", before, runtime.megabytes(), RELOAD_GROWTH)
    if len(runtime.files()) > 1:
        fail(f"reloads: files are left: {runtime.files()}")


def run_crashes(runtime, share):
    """Each of these inputs ends two workers, since it is tried twice."""
    crashes = max(2, int(CRASHES * share))
    function = runtime.folder / "crashing.py"
    function.write_text(CRASHING)
    runtime.start("--pyfile", function, "--trigger", "push")
    runtime.put({"crash": False, "value": 0})
    runtime.wait_until(lambda: runtime.result().get("value") == 0, "the first result")
    files, descriptors, pids = runtime.files(), runtime.descriptors(), set()
    for value in range(1, crashes // 2 + 1):
        restarts = runtime.count("is started again")
        runtime.put({"crash": True, "value": value})
        runtime.wait_until(lambda: runtime.count("is started again") >= restarts + 2, "the end of two workers")
        runtime.put({"crash": False, "value": value})
        runtime.wait_until(lambda: runtime.result().get("value") == value, "a result after a crash")
        pids.update(runtime.worker())
        show_progress(2 * value, crashes)
    left = {"workers": len(runtime.worker()), "descriptors": runtime.descriptors() - descriptors}
    alive = [pid for pid in pids if pathlib.Path(f"/proc/{pid}").exists()]
    report(f"  {runtime.count('is started again')} restarts; {left['workers']} worker, {left['descriptors']} new descriptors, "
           f"files as before: {runtime.files() == files}")  # fmt: skip
    if left != {"workers": 1, "descriptors": 0} or runtime.files() != files or alive != runtime.worker():
        fail(f"crashes: left are {left}, the processes {alive} and {runtime.files()}")

    [worker] = runtime.worker()
    runtime.process.kill()
    runtime.process.wait()
    runtime.process = None
    runtime.wait_until(lambda: not pathlib.Path(f"/proc/{worker}").exists(), "the end of the worker after that of the supervisor")
    orphaned = runtime.files()
    runtime.start("--pyfile", function, "--trigger", "push")
    runtime.put({"crash": False, "value": -1})
    runtime.wait_until(lambda: runtime.result().get("value") == -1, "a result of the next start")
    report(f"  after SIGKILL of the supervisor: {len(orphaned)} folder; after the next start: {len(runtime.files())}")
    if orphaned == runtime.files() or len(runtime.files()) != 1:
        fail(f"crashes: the folders {runtime.files()} exist after {orphaned}")


def run_clock(runtime, share):
    values = max(10, int(CLOCK_VALUES * share))
    library = glob.glob("/usr/lib/*/faketime/libfaketime.so.1")
    if not library:
        fail("clock: needs the package faketime")
    clock = runtime.folder / "clock"
    clock.write_text("+0")
    function = runtime.folder / "counting.py"
    function.write_text(COUNTING)
    faked = {"LD_PRELOAD": library[0], "FAKETIME_TIMESTAMP_FILE": str(clock), "FAKETIME_NO_CACHE": "1"}
    faked |= {"FAKETIME_DONT_FAKE_MONOTONIC": "1", "DONT_FAKE_MONOTONIC": "1"}
    for trigger in ("push", "poll"):
        runtime.redis.flushall()
        runtime.start("--pyfile", function, "--trigger", trigger, "--interval", "10ms", **faked)
        value, stamps = 0, []
        for shift in CLOCK_SHIFTS:
            clock.write_text(f"{shift:+d}")
            for _ in range(values):
                value += 1
                runtime.put({"value": value})
                runtime.wait_until(lambda: runtime.result().get("value") == value, f"the result of a value at {shift:+d} s")
            [(_, newest)] = runtime.redis.xrevrange(HISTORY, count=1)
            stamps.append(round(int(newest["t"]) / 1000 - time.time()))
            show_progress(value, values * len(CLOCK_SHIFTS))
        calls, entries = runtime.result()["calls"], runtime.redis.xlen(HISTORY)
        report(f"  {trigger}: {value} values, {calls} calls, {entries} results; its clock was {stamps} s ahead")
        if not value == calls == entries:
            fail("clock: a call was missed or repeated")
        if any(abs(seen - meant) > 5 for seen, meant in zip(stamps, CLOCK_SHIFTS, strict=True)):
            fail("clock: it was not set")
        runtime.process.terminate()
        runtime.process.wait()


PARTS = {"calls": run_calls, "reloads": run_reloads, "crashes": run_crashes, "clock": run_clock}


def main():
    programs, *rest = sys.argv[1:]
    share = int(rest.pop(0)) / 100 if rest and rest[0].isdigit() else 1
    unknown = [name for name in rest if name not in PARTS]
    if unknown:
        sys.exit(f"endurance: no part {unknown[0]}; the parts are {', '.join(PARTS)}")
    for name in rest or PARTS:
        report(f"{name}:")
        began = time.monotonic()
        with tempfile.TemporaryDirectory() as folder:
            runtime = Runtime(pathlib.Path(programs), pathlib.Path(folder))
            try:
                PARTS[name](runtime, share)
            finally:
                runtime.stop()
        report(f"  {time.monotonic() - began:.0f} s\n")


main()
