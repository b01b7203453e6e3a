#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Updates resources/translations from the texts in the sources.

  translations.py           adds new texts, to be translated, and removes those that no longer exist
  translations.py --check   changes nothing; names each text that is missing, unfinished or wrong; exits with 1 if any is

The sources are in English, so the English file contains only plurals.
"""

import collections
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree

ROOT = pathlib.Path(__file__).resolve().parents[1]
FOLDER = ROOT / "resources/translations"
SOURCES = ("app", "common")
FAMILIES = ROOT / "resources/families.json"
PAGE = ROOT / "resources/web/page.js"
PAGE_TEXT = re.compile(r"\btranslated\('([^']*)'")
PLACES = re.compile(r"%L?(?:\d|n)")
BEGINNING = re.compile(r"^[\s,;·]*")
END = re.compile(r"[:…]?\s*$")

Message = collections.namedtuple("Message", "forms is_plural is_finished")


def lupdate():
    found = shutil.which("lupdate", path=os.pathsep.join(("/usr/lib/qt6/bin", os.environ.get("PATH", ""))))
    return found or sys.exit("lupdate is not installed; it is in Debian's package qt6-l10n-tools")


def write_texts(path):
    """The titles in the table of families and the texts of the web page, in a form that lupdate reads."""
    table = json.loads(FAMILIES.read_text(encoding="utf-8"))
    titles = dict.fromkeys(entry[key] for entry in table["charts"] + table["families"] for key in ("title", "tile") if key in entry)
    texts = [("MetricFamilies", title) for title in titles] + [
        ("WebPage", text) for text in PAGE_TEXT.findall(PAGE.read_text(encoding="utf-8"))]
    path.write_text("".join(f'QT_TRANSLATE_NOOP("{context}", {json.dumps(text, ensure_ascii=False)})\n'
                            for context, text in texts), encoding="utf-8")


def update(folder):
    """Updates all .ts files in a folder. Returns the complaints of lupdate."""
    complaints = set()
    with tempfile.TemporaryDirectory() as temporary:
        texts = pathlib.Path(temporary, "texts.cpp")
        write_texts(texts)
        for path in sorted(folder.glob("*.ts")):
            name = path.stem.split("_", 1)[1]
            done = subprocess.run(
                (lupdate(), "-I", ".", *SOURCES, texts, "-locations", "none", "-no-obsolete", "-source-language", "en",
                 "-target-language", name, *(("-pluralonly",) if name == "en" else ()), "-ts", path),
                cwd=ROOT, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, encoding="utf-8")
            complaints.update(filter(None, done.stderr.splitlines()))
    return sorted(complaints)


def read(path):
    """The messages of a .ts file, under (context, source, comment)."""
    messages = {}
    for context in xml.etree.ElementTree.parse(path).iter("context"):
        for message in context.iter("message"):
            translation = message.find("translation")
            is_plural = message.get("numerus") == "yes"
            forms = [form.text or "" for form in translation.findall("numerusform")] if is_plural else [
                translation.text or ""]
            key = (context.findtext("name"), message.findtext("source"), message.findtext("comment") or "")
            messages[key] = Message(forms, is_plural, translation.get("type") is None)
    return messages


def wrong(source, message):
    """How a translation differs from its source; None: not at all."""
    wanted = set(PLACES.findall(source))
    for i, form in enumerate(message.forms):
        may_spell_out = message.is_plural and i == 0 and len(message.forms) > 1  # "one" instead of %n
        if not form:
            return "is empty"
        if set(PLACES.findall(form)) not in (wanted, wanted - {"%n"} if may_spell_out else wanted):
            return "has not the same places"
        if any(part.search(form).group() != part.search(source).group() for part in (BEGINNING, END)):
            return "begins or ends otherwise"
    return None


def problems(path, current):
    """The problems of a .ts file; `current` is the updated version of it."""
    ours, wanted = read(path), read(current)
    for key in wanted.keys() - ours.keys():
        yield "is missing", key
    for key in ours.keys() - wanted.keys():
        yield "is in the sources no more", key
    for key in ours.keys() & wanted.keys():
        message = ours[key]
        fault = wrong(key[1], message) if message.is_finished else "is not translated"
        if fault:
            yield fault, key


def check():
    """Prints all problems, and returns their number."""
    count = 0
    with tempfile.TemporaryDirectory() as temporary:
        for path in sorted(FOLDER.glob("*.ts")):
            shutil.copy(path, temporary)
        for complaint in update(pathlib.Path(temporary)):
            print(complaint)
            count += 1
        for path in sorted(FOLDER.glob("*.ts")):
            for fault, (context, source, comment) in sorted(problems(path, pathlib.Path(temporary, path.name))):
                print(f"{path.name}: {fault}: {context}: {json.dumps(source + comment, ensure_ascii=False)}")
                count += 1
    return count


if __name__ == "__main__":
    if sys.argv[1:] == ["--check"]:
        sys.exit(1 if check() else 0)
    for line in update(FOLDER):
        print(line, file=sys.stderr)
