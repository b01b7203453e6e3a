# SPDX-License-Identifier: GPL-3.0-or-later
"""Tests of the documentation: links, commands, flags, variables and generated pages.

The argument is the folder of the programs, whose --help says which flags and variables exist.
"""
import os
import pathlib
import re
import subprocess
import sys
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools"))
import reference  # noqa: E402

SKIPPED_FOLDERS = {".git", "build", "node_modules"}
LONGEST_LINE = 125

# Flags that `./dev` itself has, by command; those of `./dev run` are also those of the programs that it starts.
DEV_FLAGS = {"run": {"desktop", "terminal", "web"}, "pictures": {"docs"}, "reference": {"check"}}
RUN_PROGRAMS = ("pulseboard", "pulseboard-local")
INTERNAL_FLAGS = {"pulseboard-runtime": {"worker"}}  # of the programs, not in --help
IMAGES = {"pulseboard-dashboard": "pulseboard-gateway", "pulseboard-runtime-slim": "pulseboard-runtime"}
# Flags of other programs that a text names without the program.
OTHER_FLAGS = {"from-literal", "network", "no-index", "prefix"}
# Variables and other names in capitals that are not settings of our programs.
OTHER_NAMES = {
    "DASHBOARD_HOST",  # in a ConfigMap of the manifests
    "KUBECONFIG", "WAYLAND_DISPLAY", "XDG_CACHE_HOME", "SSH_ASKPASS", "GIT_DIR",
    "PULSEBOARD_NO_INSTALL", "PULSEBOARD_REGISTRY", "PULSEBOARD_REGISTRY_API", "PULSEBOARD_CLUSTER_TOOL",  # of ./dev
    "PULSEBOARD_VERSION", "PULSEBOARD_CHARTS",  # of CMake
    "PR_SET_PDEATHSIG", "RLIMIT_DATA",  # of the kernel
    "QT_NO_KEYWORDS", "QT_NO_CAST_FROM_ASCII", "Q_EMIT", "Q_SIGNALS", "QTRY_",  # of Qt
}

FENCE = re.compile(r"^( *)(```+)[^\n]*\n(.*?)^\1\2 *$", re.MULTILINE | re.DOTALL)
CODE = re.compile(r"(`+)(.+?)\1", re.DOTALL)
LINK = re.compile(r"\]\(([^()\s]+)\)|\b(?:src|srcset|href)=\"([^\"\s]+)\"")
HEADING = re.compile(r"^#{1,6} +(.+?) *$", re.MULTILINE)
DEV = re.compile(r"\./dev\b(?: +([\w-]+))?([^\n]*)")
# At the beginning of a command, behind variables and folders; or the name of an image.
PROGRAM = re.compile(r"(?:^[ \t]*(?:[A-Z_]+=\S* +)*(?:\S*/)?|\blocalhost/)(pulseboard(?:-[a-z]+)*)(?::[\w.-]+)?(?= |$)([^\n]*)",
                     re.MULTILINE)
FLAG = re.compile(r"(?<![\w-])--([a-z][a-z0-9-]*)")
VARIABLE = re.compile(r"(?<![\w-])([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+|INTERVAL|TRIGGER|PYFILE)=")
NAME = re.compile(r"[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+")


def markdown_files(root):
    for folder, folders, files in os.walk(root):
        folders[:] = [name for name in folders if name not in SKIPPED_FOLDERS]
        yield from (pathlib.Path(folder) / name for name in files if name.endswith(".md"))


def without_fences(text):
    return FENCE.sub("", text)


def anchors(text):
    """The anchors of the headings, as GitHub names them."""
    found = set()
    for heading in HEADING.findall(without_fences(text)):
        heading = re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", heading)
        name = base = re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")
        count = 0
        while name in found:
            count += 1
            name = f"{base}-{count}"
        found.add(name)
    return found


def link_problems(path, text):
    """The links of a page to files and headings that do not exist. Links to other sites are not followed."""
    prose = CODE.sub("`code`", without_fences(text))
    for target in ("".join(groups) for groups in LINK.findall(prose)):
        if re.match(r"[a-z]+:", target):
            continue
        name, _, anchor = target.partition("#")
        file = path.parent / name if name else path
        if not file.exists():
            yield f"link to {target}: no such file"
        elif anchor and anchor not in anchors(text if file == path else file.read_text(encoding="utf-8")):
            yield f"link to {target}: no such heading"


def commands(code):
    """The text of code without comments and line continuations; commands that follow each other are on lines of their own."""
    code = re.sub(r"\\\n\s*", " ", code)
    code = re.sub(r"(^|\s)#\s.*$", "", code, flags=re.MULTILINE)
    return re.sub(r"\s*(?:&&|;|(?<!\\)\|)\s*", "\n", code)


class Checker:
    """Compares what pages say with the commands of `./dev` and the settings of the programs."""

    def __init__(self, dev_commands, settings):
        self.dev_commands = dev_commands
        self.flags = {program: {row["flag"] for row in rows} | {"help", "version"} | INTERNAL_FLAGS.get(program, set())
                      for program, rows in settings.items()}
        self.variables = {name for rows in settings.values() for row in rows for name in row["variables"]}

    def flag_problems(self, place, known, text):
        for flag in FLAG.findall(text):
            if flag not in known:
                yield f"{place} has no --{flag}"

    def problems_of_commands(self, text):
        for command, rest in DEV.findall(text):
            if command and command not in self.dev_commands:
                yield f"./dev has no command {command}"
            known = set(DEV_FLAGS.get(command, ()))
            if command == "run":
                known = known.union(*(self.flags[program] for program in RUN_PROGRAMS))
            yield from self.flag_problems(f"./dev {command}", known, rest)
        for name, rest in PROGRAM.findall(text):
            program = IMAGES.get(name, name)
            if program in self.flags:
                yield from self.flag_problems(program, self.flags[program], rest)
        for name in VARIABLE.findall(text):
            yield from self.variable_problems(name)

    def problems_of_words(self, word):
        """Of code within a text that is only a flag or a variable."""
        if word.startswith("--"):
            known = set().union(*self.flags.values(), *DEV_FLAGS.values(), OTHER_FLAGS)
            yield from (f"none of the programs has --{flag}" for flag in FLAG.findall(word) if flag not in known)
        elif NAME.fullmatch(word):
            yield from self.variable_problems(word)

    def variable_problems(self, name):
        if name not in self.variables and name not in OTHER_NAMES:
            yield f"no program has the variable {name}"

    def problems(self, path, text):
        yield from link_problems(path, text)
        for _, _, code in FENCE.findall(text):
            yield from self.problems_of_commands(commands(code))
        prose = without_fences(text)
        for _, code in CODE.findall(prose):
            yield from self.problems_of_commands(commands(" ".join(code.split())))
            yield from self.problems_of_words(code.strip())
        for line in prose.splitlines():
            if len(line) > LONGEST_LINE and not line.lstrip().startswith(("|", "<")) and not line.startswith("    "):
                yield f"a line of {len(line)} characters: {line[:40]}…"


def dev_commands():
    """The commands in the case statement of ./dev."""
    text = (ROOT / "dev").read_text(encoding="utf-8")
    lists = re.findall(r"^ {4}([a-z-]+(?: \| [a-z-]+)*)\)", text, re.MULTILINE)
    return {name for one in lists for name in one.split(" | ")}


def settings():
    """The settings of each program."""
    return {program: reference.read_help(reference.help_of(PROGRAMS, program))[1] for program in reference.PROGRAMS}


class Pages(unittest.TestCase):
    def test_pages_are_right(self):
        checker = Checker(dev_commands(), settings())
        problems = [f"{path.relative_to(ROOT)}: {problem}" for path in sorted(markdown_files(ROOT))
                    for problem in checker.problems(path, path.read_text(encoding="utf-8"))]
        self.assertEqual(problems, [], "\n" + "\n".join(problems))

    def test_every_page_can_be_found(self):
        """The index links to each page of docs."""
        linked = set()
        index = ROOT / "docs" / "README.md"
        for target in ("".join(groups) for groups in LINK.findall(index.read_text(encoding="utf-8"))):
            linked.add((index.parent / target.partition("#")[0]).resolve())
        missing = [str(path.relative_to(ROOT)) for path in (ROOT / "docs").rglob("*.md")
                   if path != index and path.resolve() not in linked]
        self.assertEqual(missing, [])

    def test_generated_pages_are_current(self):
        done = subprocess.run([sys.executable, ROOT / "tools" / "reference.py", "--check", PROGRAMS], check=False,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8")
        self.assertEqual(done.returncode, 0, done.stdout)


class CheckerFinds(unittest.TestCase):
    """Mistakes in a page, one at a time."""

    def setUp(self):
        rows = {"pulseboard": [{"flag": "gateway", "variables": ["PULSEBOARD_GATEWAY"]}],
                "pulseboard-local": [{"flag": "function", "variables": []}],
                "pulseboard-gateway": [{"flag": "listen", "variables": ["GATEWAY_LISTEN"]}]}
        self.checker = Checker({"run", "build", "reference"}, rows)

    def problems(self, text):
        return list(self.checker.problems(ROOT / "README.md", text))

    def test_right_page(self):
        self.assertEqual(self.problems("# A b\n\n[a](#a-b) [b](docs/README.md#learn) [c](https://example.org/x)\n"
                                       '<img src="docs/pictures/overview-16-light.png">\n'
                                       "`./dev run --web --function a.py`, `--listen`, `GATEWAY_LISTEN`\n\n"
                                       "```sh\n./dev build && pulseboard --gateway URL   # not --listen\n"
                                       "podman run -d localhost/pulseboard-dashboard:1.0 --listen 1\n"
                                       "GATEWAY_LISTEN=1 build/bin/pulseboard-gateway \\\n    --listen 2\n```\n"), [])

    def test_wrong_links(self):
        self.assertEqual(self.problems("[a](docs/none.md)"), ["link to docs/none.md: no such file"])
        self.assertEqual(self.problems("[a](docs/README.md#none)"), ["link to docs/README.md#none: no such heading"])
        self.assertEqual(self.problems("# A\n\n[a](#b)"), ["link to #b: no such heading"])
        self.assertEqual(self.problems('<source srcset="none.png">'), ["link to none.png: no such file"])

    def test_code_contains_no_links(self):
        self.assertEqual(self.problems("`[a](none.md)`\n\n```\n[a](none.md)\n```\n"), [])

    def test_wrong_command(self):
        self.assertEqual(self.problems("`./dev rum`"), ["./dev has no command rum"])
        self.assertEqual(self.problems("```sh\nfirst && ./dev rum x\n```"), ["./dev has no command rum"])

    def test_wrong_flags(self):
        self.assertEqual(self.problems("`pulseboard --listen 1`"), ["pulseboard has no --listen"])
        self.assertEqual(self.problems("```sh\na/bin/pulseboard-gateway \\\n  --gateway U\n```"),
                         ["pulseboard-gateway has no --gateway"])
        self.assertEqual(self.problems("`podman run -d localhost/pulseboard-dashboard:1 --function a`"),
                         ["pulseboard-gateway has no --function"])
        self.assertEqual(self.problems("`./dev run --listen 1`"), ["./dev run has no --listen"])
        self.assertEqual(self.problems("`./dev build --web`"), ["./dev build has no --web"])
        self.assertEqual(self.problems("use `--none X`"), ["none of the programs has --none"])

    def test_wrong_variables(self):
        self.assertEqual(self.problems("`GATEWAY_LISTENS`"), ["no program has the variable GATEWAY_LISTENS"])
        self.assertEqual(self.problems("```sh\nGATEWAY_LISTENS=1 pulseboard-gateway\n```"),
                         ["no program has the variable GATEWAY_LISTENS"])

    def test_long_line(self):
        self.assertEqual(len(self.problems("x" * 126)), 1)
        self.assertEqual(self.problems("| " + "x" * 126 + '\n<img alt="' + "x" * 126), [])

    def test_equal_headings_have_numbers(self):
        self.assertEqual(anchors("# `A` b, c\n## X\n## X\n```\n# no heading\n```\n"), {"a-b-c", "x", "x-1"})


class Reference(unittest.TestCase):
    HELP = """Usage: pulseboard-x [options]

Does things.

Options:
  -h, --help        Print this help and exit.
  --key <KEY|NAME>  The key, of all
                    things. Default: a.b. Environment: X_KEY,
                    OTHER_KEY.
  --once            Exit.
"""

    def test_help_is_read(self):
        description, rows = reference.read_help(self.HELP)
        self.assertEqual(description, "Does things.")
        self.assertEqual(rows, [
            {"flag": "key", "value": "KEY|NAME", "meaning": "The key, of all things.", "default": "a.b",
             "variables": ["X_KEY", "OTHER_KEY"]},
            {"flag": "once", "value": None, "meaning": "Exit.", "default": "", "variables": []}])

    def test_page_has_tables(self):
        page = reference.settings_page({"pulseboard-x": self.HELP})
        self.assertIn("## pulseboard-x\n\n" "Does things.\n", page)
        self.assertIn("| `--key KEY\\|NAME` | `X_KEY` | `a.b` | The key, of all things. |\n| `--once` |  |  | Exit. |\n", page)
        self.assertIn("| `X_KEY` | `OTHER_KEY` |\n", page)

    def test_unknown_form_of_help_is_an_error(self):
        with self.assertRaises(ValueError):
            reference.read_help(self.HELP + "  what is this\n")

    def test_example_matches_its_pattern(self):
        self.assertEqual(reference.example("(?:avg|mean)[-_]cpu(?:_percent)?[-_]?(?<index>\\d{1,4})"), "avg-cpu_percent-0")
        self.assertEqual(reference.example("net[.-](?<name>.+)-bytes1?"), "net.eth0-bytes")


PROGRAMS = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "build" / "release" / "bin"

if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
