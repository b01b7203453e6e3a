# SPDX-License-Identifier: GPL-3.0-or-later
"""Takes pictures of the dashboard into build/pictures, and writes README.md there, which shows them all.

The pictures show real runs: a redis-server, the runtime with the sample function, and the dashboard in its own process.
The machines with 4, 16 and 64 CPUs are simulated (simulation.py). `./dev pictures` builds what is needed and runs this.

Usage: pictures.py BIN [--docs | NAME...]     BIN: the folder of the programs; NAME: the beginning of a picture's name;
                                              --docs: takes only those in docs/pictures, and replaces them there
"""

import itertools
import os
import pathlib
import shutil
import socket
import subprocess
import sys
import tempfile
import time

from simulation import MACHINES, MEASUREMENT, ROOT, Machine, Run

PICTURES = ROOT / "build" / "pictures"
SHOWN = ROOT / "docs" / "pictures"
BROWSER = ROOT / "tests" / "e2e" / "browser" / "picture.js"
WEB = ROOT / "build" / "wasm" / "web"
VIEWS = ("overview", "cpus", "system", "function", "data")
THEMES = ("light", "dark")
LANGUAGES = ("en", "pt_BR")


class Album:
    """Takes those pictures whose names begin with one of the wanted names; all if there are none."""

    def __init__(self, programs, wanted):
        self.programs = programs
        self.wanted = wanted

    def wants(self, name):
        return not self.wanted or any(name.startswith(one) for one in self.wanted)

    def take(self, name, *arguments, after=3, meanwhile=lambda: None):
        if not self.wants(name):
            return
        file = PICTURES / f"{name}.png"
        command = [self.programs / "pulseboard", "--grab", file, "--after", str(after), *arguments]
        self.run_program(name, file, command, meanwhile)

    def take_page(self, name, url, size, theme):
        if self.wants(name):
            file = PICTURES / f"{name}.png"
            self.run_program(name, file, ["node", BROWSER, url, file, size, theme])

    def take_dialogs(self, language, theme):
        names = [name for name in DIALOGS if self.wants(f"dialog-{name}-{language}-{theme}")]
        if not names:
            return
        program = self.programs.parent / "tests" / "picture_dialogs"
        with tempfile.TemporaryDirectory() as folder:
            subprocess.run([program, folder, language, theme], check=True, stderr=subprocess.DEVNULL)
            for name in names:
                file = PICTURES / f"dialog-{name}-{language}-{theme}.png"
                shutil.copyfile(pathlib.Path(folder) / file.name, file)
                self.finish(file)

    def run_program(self, name, file, command, meanwhile=lambda: None):
        environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "QT_LOGGING_RULES": "qt.*=false"}
        child = subprocess.Popen([str(part) for part in command], env=environment, stderr=subprocess.DEVNULL)
        meanwhile()
        if child.wait() != 0:
            sys.exit(f"{name}: {pathlib.Path(command[0]).name} ended with {child.returncode}")
        self.finish(file)

    @staticmethod
    def finish(file):
        if shutil.which("pngquant"):
            subprocess.run(["pngquant", "--force", "--skip-if-larger", "--output", file, file], check=False)
        print(f"{file.name}, {file.stat().st_size // 1024} KiB", flush=True)


def take_views(album, run):
    for cpus in MACHINES:
        for view in VIEWS:
            for theme in THEMES:
                for language in LANGUAGES if cpus == 16 else ("en",):
                    album.take(
                        f"{view}-{cpus}-{theme}" if language == "en" else f"{view}-{language}-{theme}",
                        "--redis", run.url(), "--output-key", f"results-{cpus}", "--input-key", f"metrics-{cpus}",
                        "--view", view, "--theme", theme, "--language", language,
                        "--range", "15m" if cpus == 16 else "1h",
                    )  # fmt: skip


def take_pages(album, run):
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    gateway = run.start(
        run.programs / "pulseboard-gateway", "--listen", f"127.0.0.1:{port}", "--redis", run.url(), "--output-key",
        "results-16", "--input-key", "metrics-16", "--web", WEB,
    )  # fmt: skip
    for theme in THEMES:
        for view in VIEWS:
            link = f"http://127.0.0.1:{port}/#view={view}&range=15m"
            album.take_page(f"web-{view}-{theme}", link, "1100x700", theme)
            album.take_page(f"web-phone-{view}-{theme}", link, "390x844", theme)
    gateway.terminate()


STATES = {
    "connecting": "A server that does not answer",
    "waiting": "No result yet",
    "no-server": "No server listens at that address",
    "login": "The password is wrong",
    "permission": "Reading the key is not permitted",
    "wrong-type": "The key does not contain a text",
    "not-json": "The first result is not JSON",
    "lost": "The server is gone: known values remain visible, dimmed",
    "unreadable": "The newest result is not JSON: the last valid one is shown",
    "stale": "No new result arrives",
}

OTHERS = {
    "foreign": "Results of another runtime: there is no history, so the lines begin now",
    "foreign-system": "Results of another runtime: the measurements are not available",
    "foreign-function": "Results of another runtime: nothing is known about the function",
    "nested": "Results with histories in them, as some functions return them",
    "wide": "1920x1080",
    "narrow": "360x740",
}

OWN = {
    "overview": "The function of README, half a minute after its start",
    "changed": "The same, a moment after a third number was added",
    "failing": "The same, after a mistake",
}

DIALOGS = {
    "menu": "The menu",
    "menu-title": "The menu of the title",
    "status": "Details of the source",
    "menu-chart": "A chart's own menu",
    "connect-this-machine": "Connecting: this machine",
    "connect-redis": "A Redis server, here over SSH",
    "connect-gateway": "A gateway",
    "connect-demo": "Demo data",
    "connect-find": "Keys that were found on it",
    "connect-test": "A test of the connection",
    "connect-problem": "Something is missing",
    "ssh-passphrase": "SSH asks for a passphrase",
    "ssh-host": "SSH asks whether a host is trusted",
    "ssh-key": "SSH asks to touch a security key",
    "keys": "All keys",
    "help-overview": "Help on the overview",
    "help-cpus": "CPUs",
    "help-system": "System",
    "help-function": "Function",
    "help-data": "Data",
}


def take_states(album, run):
    run.redis.acl_setuser("guarded", enabled=True, passwords=["+secret"], keys=["results-16"], categories=["+@all"])
    run.redis.rpush("a-list", "x")
    run.redis.set("no-json", "<html>502 Bad Gateway</html>")
    result = run.redis.get("results-16")
    for language, theme in itertools.product(LANGUAGES, THEMES):
        of = f"{language}-{theme}"
        take = lambda name, *arguments, **more: album.take(
            f"state-{name}-{of}", "--grab-anyway", "--theme", theme, "--language", language, *arguments, **more)  # fmt: skip
        follow = lambda key, *more: ("--redis", run.url(), "--output-key", key, "--input-key", "nothing", *more)
        with socket.socket(socket.AF_UNIX) as silent:
            silent.bind(str(run.folder / f"silent-{of}.sock"))
            silent.listen()
            take("connecting", "--redis", f"unix://{run.folder}/silent-{of}.sock", "--output-key", "results")
        take("waiting", *follow("nothing-yet"))
        take("no-server", "--redis", f"unix://{run.folder}/no-server.sock", "--output-key", "results")
        take("login", "--redis", f"unix://guarded:wrong@{run.socket}", "--output-key", "results-16")
        take("permission", "--redis", f"unix://guarded:secret@{run.socket}", "--output-key", "results-4")
        take("wrong-type", *follow("a-list"))
        take("not-json", *follow("no-json"))
        run.redis.copy("{results-16}:history", "{broken}:history", replace=True)
        run.redis.copy("results-16", "broken", replace=True)
        take("unreadable", *follow("broken", "--range", "15m"), after=4,
             meanwhile=lambda: (time.sleep(2), add_broken_result(run.redis)))  # fmt: skip
        run.redis.copy("{results-16}:history", "{stale}:history", replace=True)
        for entry, _ in run.redis.xrevrange("{stale}:history", count=40):
            run.redis.xdel("{stale}:history", entry)
        take("stale", *follow("stale", "--range", "15m"))
        short_lived = run.folder / f"short-lived-{of}.sock"
        client, server = run.start_server(short_lived)
        client.restore("{lost}:history", 0, run.redis.dump("{results-16}:history"))
        client.set("lost", result)
        take("lost", "--redis", f"unix://{short_lived}", "--output-key", "lost", "--range", "15m", after=5,
             meanwhile=lambda: (time.sleep(3), server.terminate()))  # fmt: skip
        server.terminate()


def take_others(album, run):
    nested = (MEASUREMENT.parent / "output-nested-history-2023-03-03.json").read_text()
    run.redis.set("nested", nested)
    for theme in THEMES:
        take = lambda name, *arguments, **more: album.take(f"other-{name}-{theme}", "--theme", theme, *arguments, **more)
        follow = lambda key, *more: ("--redis", run.url(), "--output-key", key, "--input-key", "nothing", *more)

        # Like another runtime, which writes one key only.
        def write_foreign_results():
            for _ in range(26):
                run.redis.copy("results-16", "foreign", replace=True)
                time.sleep(0.5)

        take("foreign", *follow("foreign", "--range", "1m"), after=12, meanwhile=write_foreign_results)
        take("foreign-system", *follow("foreign", "--view", "system"))
        take("foreign-function", *follow("foreign", "--view", "function"))
        take("nested", *follow("nested"))
        own = ("--redis", run.url(), "--output-key", "results-16", "--input-key", "metrics-16", "--range", "15m")
        take("wide", *own, "--size", "1920x1080")
        take("narrow", *own, "--size", "360x740")


def take_own(album, run):
    """Runs the function of README on measurements of each second, as `./dev run --function mine.py` does."""
    if not any(album.wants(f"own-{name}-{theme}") for name in OWN for theme in THEMES):
        return
    file = run.folder / "mine.py"
    file.write_text((ROOT / "README.md").read_text().split("```python\n")[1].split("```")[0])
    run.redis.hset("{metrics}:machine", mapping={"name": "vm8", "cpu": "Simulated CPU", "memory": 24 * 2**30})
    run.start(
        run.programs / "pulseboard-runtime", "--redis", run.url(), "--input-key", "metrics", "--output-key", "results",
        "--trigger", "push", "--pyfile", file, "--http-port", "0", "--reload-interval", "1",
    )  # fmt: skip
    machine = Machine(8)

    def measure(seconds):
        for _ in range(seconds):
            run.redis.set("metrics", machine.measurement(time.time()))
            time.sleep(1)

    def take(name, view="overview"):
        for theme in THEMES:
            album.take(f"own-{name}-{theme}", "--redis", run.url(), "--output-key", "results", "--theme", theme,
                       "--view", view, meanwhile=lambda: measure(5))  # fmt: skip

    measure(35)
    take("overview")
    file.write_text(file.read_text().replace("    return {\n", '    return {\n        "cpus": len(cpus),\n'))
    measure(10)
    take("changed")
    file.write_text(file.read_text().replace("    return {\n", "    1 / 0\n    return {\n"))
    measure(10)
    take("failing", "function")


def take_dialogs(album):
    for language, theme in itertools.product(LANGUAGES, THEMES):
        album.take_dialogs(language, theme)


def add_broken_result(server):
    server.xadd("{broken}:history", {"t": int(time.time() * 1000), "d": '{"cut off": ', "i": ""})


LOOKS = list(itertools.product(LANGUAGES, THEMES))


def translated(kind, name, title, language, theme):
    return f"![{title}, {language}, {theme}]({kind}-{name}-{language}-{theme}.png)"


def write_index():
    lines = ["<!-- SPDX-License-Identifier: GPL-3.0-or-later -->", "# Pictures of the dashboard", ""]
    lines += ["Written by `./dev pictures`, as are the pictures: see [tools/pictures.py](../../tools/pictures.py) for what they show.", ""]
    for view in VIEWS:
        lines += [f"## {view.capitalize() if view != 'cpus' else 'CPUs'}", ""]
        for cpus in MACHINES:
            lines += [f"{cpus} CPUs", ""]
            lines += [f"![{view}, {cpus} CPUs, {theme}]({view}-{cpus}-{theme}.png)" for theme in THEMES] + [""]
    lines += ["## In a browser", ""]
    for view in VIEWS:
        lines += [f"![{view} in a browser, {theme}](web-{view}-{theme}.png)" for theme in THEMES] + [""]
    lines += ["On a phone", ""]
    for view in VIEWS:
        lines += [f'<img src="web-phone-{view}-{theme}.png" width="390" alt="{view} on a phone, {theme}">' for theme in THEMES]
    lines += ["", "## States", ""]
    for name, title in STATES.items():
        lines += [title, ""] + [translated("state", name, title, language, theme) for language, theme in LOOKS] + [""]
    lines += ["## Dialogs", ""]
    for name, title in DIALOGS.items():
        lines += [title, ""] + [translated("dialog", name, title, language, theme) for language, theme in LOOKS] + [""]
    lines += ["## In Portuguese", ""]
    for view in VIEWS:
        lines += [f"![{view} in Portuguese, {theme}]({view}-pt_BR-{theme}.png)" for theme in THEMES] + [""]
    lines += ["## Other results, other sizes", ""]
    for name, title in OTHERS.items():
        lines += [title, ""] + [f"![{title}, {theme}](other-{name}-{theme}.png)" for theme in THEMES] + [""]
    lines += ["", "## An own function", ""]
    for name, title in OWN.items():
        lines += [title, ""] + [f"![{title}, {theme}](own-{name}-{theme}.png)" for theme in THEMES] + [""]
    (PICTURES / "README.md").write_text("\n".join(lines).rstrip() + "\n")


def main(programs, wanted):
    shown = [file.name for file in SHOWN.glob("*.png")] if wanted == ["--docs"] else []
    wanted = [pathlib.Path(name).stem for name in shown] or wanted
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        run = Run(programs, pathlib.Path(folder))
        try:
            album = Album(programs, wanted)
            take_views(album, run)
            take_pages(album, run)
            take_states(album, run)
            take_others(album, run)
            take_own(album, run)
            take_dialogs(album)
        finally:
            run.stop()
    write_index()
    for name in shown:
        if (PICTURES / name).exists():
            shutil.copyfile(PICTURES / name, SHOWN / name)


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]).resolve(), sys.argv[2:])
