#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes the generated pages of docs/reference: the settings of all programs, from their --help, and the names of numbers
with their charts, from resources/families.json.

With --check it writes nothing, prints how the pages differ, and exits with 1 if they are out of date.
"""
import argparse
import difflib
import json
import os
import pathlib
import re
import subprocess
import sys

try:
    from re import _parser as regex  # Python 3.11 and later
except ImportError:
    import sre_parse as regex

ROOT = pathlib.Path(__file__).resolve().parents[1]
PROGRAMS = ["pulseboard", "pulseboard-runtime", "pulseboard-collector", "pulseboard-gateway", "pulseboard-local"]

OPTION = re.compile(r"  (?:-\w, )?--(?P<flag>[\w-]+)(?: <(?P<value>.+?)>)?  +(?P<help>\S.*)")
CONTINUED = re.compile(r" {6,}(\S.*)")
PARTS = re.compile(r"(?P<meaning>.*?)(?: Default: (?P<default>.+?)\.)?(?: Environment: (?P<variables>\w+(?:, \w+)*)\.)?")

SETTINGS_HEAD = """\
<!-- SPDX-License-Identifier: GPL-3.0-or-later -->
<!-- Generated from the --help of the programs by `./dev reference`; do not edit. -->
# Settings of all programs

A setting is a flag and, if a variable is listed, also an environment variable. A flag has priority over the variable, and
the variable over the default. All programs also have `--help` (`-h`) and `--version` (`-v`), which print and exit. A wrong
setting ends the program with exit code 1 and a message that names the setting and says what is allowed.

[The runtime](runtime.md) describes the forms of durations and sizes, the file `/runtime/.env` and the messages of wrong
settings.
"""

CHARTS_HEAD = """\
<!-- SPDX-License-Identifier: GPL-3.0-or-later -->
<!-- Generated from resources/families.json by `./dev reference`; do not edit. -->
# Names and their charts

The name of a number in a result or a measurement decides which chart shows it. This page lists the built-in names, with an
example of each form. The `0` in an example stands for any number (which CPU), `60s` for any period (`5min`, `1h`,
`last_minute`), and `eth0` for any name; `-`, `_` and `.` can often replace each other.

A number in a result that matches none of these names has a chart of its own under its own name, and is one of the first
tiles on the Overview: you need not choose a listed name. Numbers inside objects and lists have dotted names, and the
beginning of such a name is not compared: `host.cpu_percent-0` matches like `cpu_percent-0`.

[Tables of families](families.md) describes the format of the table and how to extend it with your own names and limits.
"""


def help_of(folder, program):
    """The text that a program prints for --help."""
    environment = {**os.environ, "LC_ALL": "C.UTF-8", "QT_QPA_PLATFORM": "offscreen"}
    return subprocess.run([pathlib.Path(folder) / program, "--help"], check=True, env=environment, encoding="utf-8",
                          stdout=subprocess.PIPE).stdout


def read_help(text):
    """The description and the settings in the text of --help. Each setting has flag, value, meaning, default, variables."""
    head, found, options = text.partition("Options:\n")
    if not found:
        raise ValueError("--help has no list of options")
    rows = []
    for line in options.splitlines():
        option, continued = OPTION.fullmatch(line), CONTINUED.fullmatch(line)
        if option:
            rows.append(option.groupdict())
        elif continued and rows:
            rows[-1]["help"] += " " + continued[1]
        elif line.strip():
            raise ValueError(f"--help has a line of another form: {line!r}")
    for row in rows:
        row.update(PARTS.fullmatch(row.pop("help")).groupdict(default=""))
        row["variables"] = row["variables"].split(", ") if row["variables"] else []
    description = " ".join(head.partition("\n")[2].split())
    return description, [row for row in rows if row["flag"] not in ("help", "version")]


def code(text):
    return "`" + text.replace("|", "\\|") + "`" if text else ""


def table(head, rows):
    lines = [head, ["---"] * len(head), *rows]
    return "".join("| " + " | ".join(cells) + " |\n" for cells in lines)


def prose(text):
    """A text of --help as Markdown: characters that Markdown would interpret are escaped."""
    return re.sub(r"([|<>*\[\]])", r"\\\1", text)


def settings_page(texts):
    """The page for the texts of --help by the programs' names."""
    page = SETTINGS_HEAD
    for program, text in texts.items():
        description, rows = read_help(text)
        page += f"\n## {program}\n\n{wrapped(prose(description))}\n\n"
        page += table(["flag", "variable", "default", "meaning"], [
            [code(f"--{row['flag']} {row['value'] or ''}".strip()), code("".join(row["variables"][:1])),
             code(row["default"]), prose(row["meaning"])] for row in rows])
        others = [[code(row["variables"][0]), ", ".join(map(code, row["variables"][1:]))]
                  for row in rows if len(row["variables"]) > 1]
        if others:
            page += "\nOther names of variables, as deployments of the original runtime use them:\n\n"
            page += table(["variable", "other names"], others)
    return page


def wrapped(text, width=124):
    lines = [""]
    for word in text.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > width:
            lines.append("")
        lines[-1] += (" " if lines[-1] else "") + word
    return "\n".join(lines)


def example(pattern):
    """A name that matches a pattern of families.json."""
    groups = {"index": "0", "window": "60s", "name": "eth0"}
    parsed = regex.parse(pattern.replace("(?<", "(?P<"))
    names = {number: name for name, number in parsed.state.groupdict.items()}

    def text_of(items):
        return "".join(one(str(operation), argument) for operation, argument in items)

    def one(operation, argument):
        if operation == "LITERAL":
            return chr(argument)
        if operation == "IN":
            return one(*[(str(kind), value) for kind, value in argument][0])
        if operation == "BRANCH":
            return text_of(argument[1][0])
        if operation == "SUBPATTERN":
            group = names.get(argument[0])
            return groups[group] if group else text_of(argument[-1])
        if operation == "MAX_REPEAT":
            low, _, items = argument
            is_digit = len(items) == 1 and str(items[0][0]) == "LITERAL"  # as the 1 at the end of `bytes_sent1?`
            return text_of(items) * max(low, 0 if is_digit else 1)
        raise ValueError(f"no example for {operation} in the pattern {pattern}")

    name = text_of(parsed)
    if not re.fullmatch(pattern.replace("(?<", "(?P<"), name):
        raise ValueError(f"the example {name} does not match the pattern {pattern}")
    return name


def space(unit):
    """What is between a number and its unit."""
    return "" if unit in ("", "%") else " "


def charts_page(families):
    """The page for the contents of families.json."""
    page = CHARTS_HEAD
    titles = {"overview": "Overview", "cpus": "CPUs", "system": "System"}
    sources = {"output": "results", "input": "measurements"}
    for view, title in titles.items():
        charts = [chart for chart in families["charts"] if chart["page"] == view]
        rows = []
        for chart in charts:
            for family in families["families"]:
                if family["chart"] != chart["id"]:
                    continue
                limits = ", ".join(f"{family[level]}{space(chart['unit'])}{chart['unit']} {level}" for level in ("warning", "critical")
                                   if level in family)
                rows.append([chart["title"], chart["unit"].replace("B", "bytes") or "number",
                             "<br>".join(code(example(pattern)) for pattern in family["patterns"]),
                             " and ".join(sources[origin] for origin in family["of"]), limits])
        page += f"\n## {title}\n\n" + table(["chart", "unit", "names", "in", "limits"], rows)
    return page + """
The Overview also shows the CPU averages over time, the newest CPU values as a heat map, and tiles. Counters (network bytes
and packets, context switches, interrupts) are shown as rates per second.
"""


def write_or_compare(path, text, is_check):
    """Whether the page is current, or has been written."""
    old = path.read_text(encoding="utf-8") if path.exists() else ""
    if is_check:
        name = str(path.relative_to(ROOT))
        sys.stdout.writelines(difflib.unified_diff(old.splitlines(True), text.splitlines(True), name, name + ", generated"))
        return old == text
    path.write_text(text, encoding="utf-8")
    return True


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="compare the pages instead of writing them")
    parser.add_argument("folder", help="the folder of the programs")
    arguments = parser.parse_args()
    reference = ROOT / "docs" / "reference"
    families = json.loads((ROOT / "resources" / "families.json").read_text(encoding="utf-8"))
    pages = {"settings.md": settings_page({program: help_of(arguments.folder, program) for program in PROGRAMS}),
             "charts.md": charts_page(families)}
    current = [write_or_compare(reference / name, text, arguments.check) for name, text in pages.items()]
    if not all(current):
        sys.exit("the pages above are out of date; write them again with ./dev reference")


if __name__ == "__main__":
    main()
