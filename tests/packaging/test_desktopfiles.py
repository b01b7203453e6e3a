# SPDX-License-Identifier: GPL-3.0-or-later
"""Tests of the files that are installed with the dashboard: menu entry, description for software centres, icons.

Usage: test_desktopfiles.py CMAKE BUILD     BUILD: the folder that the program was built in
"""

import configparser
import hashlib
import os
import pathlib
import re
import shlex
import struct
import subprocess
import sys
import tempfile
import unittest
import xml.etree.ElementTree
import zlib

CMAKE, BUILD = sys.argv[1:]
ROOT = pathlib.Path(__file__).resolve().parents[2]
SIZES = (16, 22, 24, 32, 48, 64, 128, 256, 512)
TRANSLATED = ("Name", "GenericName", "Comment", "Keywords")
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
ISSUE = re.compile(r"^([EWI]): [^ ]+ ([a-z-]+)(?: (.*))?$", re.MULTILINE)


def run(*command):
    done = subprocess.run(command, env={**os.environ, "LC_ALL": "C.UTF-8"}, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, encoding="utf-8")
    return done.returncode, done.stdout


def chunks(png):
    """The chunks of a PNG, as pairs of type and content; ValueError if one is damaged."""
    if png[:8] != b"\x89PNG\r\n\x1a\n":
        raise ValueError("not a PNG")
    at, found = 8, []
    while at < len(png):
        length, = struct.unpack_from(">I", png, at)
        framed = png[at + 4:at + 8 + length]
        if struct.unpack_from(">I", png, at + 8 + length) != (zlib.crc32(framed),):
            raise ValueError(f"damaged at byte {at}")
        found.append((framed[:4], framed[4:]))
        at += 12 + length
    return found


class Installed(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        code, output = run(CMAKE, "--install", BUILD, "--component", "pulseboard", "--prefix", folder.name)
        assert code == 0, output
        cls.prefix = pathlib.Path(folder.name)
        cls.share = cls.prefix / "share"
        cls.icons = cls.share / "icons" / "hicolor"
        cls.desktop_file, = (cls.share / "applications").iterdir()
        cls.metainfo_file, = (cls.share / "metainfo").iterdir()
        cls.id = cls.desktop_file.name.removesuffix(".desktop")
        parser = configparser.ConfigParser(delimiters="=", interpolation=None)
        parser.optionxform = str
        parser.read(cls.desktop_file, encoding="utf-8")
        cls.entry = dict(parser["Desktop Entry"])
        cls.metainfo = xml.etree.ElementTree.parse(cls.metainfo_file).getroot()

    def texts(self, path, language=None):
        return [" ".join(element.text.split()) for element in self.metainfo.findall(path)
                if element.get(LANGUAGE) == language]


class DesktopFile(Installed):
    def test_is_valid(self):
        self.assertEqual(run("desktop-file-validate", str(self.desktop_file)), (0, ""))

    def test_starts_an_installed_program(self):
        name = shlex.split(self.entry["Exec"])[0]
        program = self.prefix / "bin" / name
        self.assertTrue(os.access(program, os.X_OK), program)
        code, output = run(str(program), *shlex.split(self.entry["Exec"])[1:], "--version")
        self.assertEqual(code, 0, output)
        self.assertEqual(self.entry["StartupWMClass"], name)  # Qt derives it from the program's name on X11

    def test_icon_is_installed(self):
        names = {path.stem for path in self.icons.rglob("*") if path.is_file()}
        self.assertEqual(names, {self.entry["Icon"]})

    def test_is_translated(self):
        for key in TRANSLATED:
            self.assertTrue(self.entry[key], key)
        keys = set(TRANSLATED) | {key.split("[")[0] for key in self.entry if "[" in key}
        for key in keys:
            self.assertTrue(self.entry.get(f"{key}[pt_BR]"), key)
            if key != "Name":
                self.assertNotEqual(self.entry[f"{key}[pt_BR]"], self.entry[key])


class Metainfo(Installed):
    # Issues that cannot be avoided: there is no domain and no home page; and Debian 12's appstreamcli does not know a tag yet.
    KNOWN = {("cid-maybe-not-rdns", "I"), ("url-homepage-missing", "W"), ("unknown-tag developer", "I")}

    def test_is_valid(self):
        code, output = run("appstreamcli", "validate", "--no-net", "--no-color", str(self.metainfo_file))
        issues = ISSUE.findall(output)
        known = {issue for issue in issues if (issue[1], issue[0]) in self.KNOWN
                 or (f"{issue[1]} {issue[2]}", issue[0]) in self.KNOWN}
        self.assertEqual(set(issues) - known, set(), output)
        self.assertEqual(code != 0, any(severity in "EW" for severity, _, _ in issues), output)

    def test_belongs_to_the_desktop_file(self):
        self.assertEqual(self.metainfo_file.name, f"{self.id}.metainfo.xml")
        self.assertEqual(self.texts("id"), [self.id])
        self.assertEqual(self.texts("launchable"), [self.desktop_file.name])
        self.assertEqual(self.texts("provides/binary"), [self.entry["Exec"]])

    def test_agrees_with_the_desktop_file(self):
        def listed(key):
            return [word for word in self.entry[key].split(";") if word]
        self.assertLessEqual(set(self.texts("categories/category")), set(listed("Categories")))
        self.assertEqual(self.texts("name"), [self.entry["Name"]])
        self.assertEqual(self.texts("name", "pt_BR"), [self.entry["Name[pt_BR]"]])
        self.assertEqual(self.texts("keywords/keyword"), listed("Keywords"))
        self.assertEqual(self.texts("keywords/keyword", "pt_BR"), listed("Keywords[pt_BR]"))

    def test_is_translated(self):
        for path in ("name", "summary", "developer/name", "keywords/keyword", "description/p", "description/ul/li",
                     "releases/release/description/p"):
            english, portuguese = self.texts(path), self.texts(path, "pt_BR")
            self.assertTrue(english, path)
            self.assertEqual(len(portuguese), len(english), path)
            if path != "name":
                self.assertNotEqual(portuguese, english)
        self.assertNotIn("", [text for path in (".//p", ".//li") for text in self.texts(path, "pt_BR")])

    def test_newest_release_is_this_version_unless_it_is_under_development(self):
        version = run(str(self.prefix / "bin" / "pulseboard"), "--version")[1].split()[1]
        number, _, suffix = version.partition("-")
        self.assertIn(suffix, ("", "dev"))
        check = self.assertNotEqual if suffix else self.assertEqual
        check(self.metainfo.find("releases/release").get("version"), number)


class Icons(Installed):
    def test_all_sizes_are_installed(self):
        expected = {f"{size}x{size}/apps/{self.id}.png" for size in SIZES} | {f"scalable/apps/{self.id}.svg"}
        files = {str(path.relative_to(self.icons)) for path in self.icons.rglob("*") if path.is_file()}
        self.assertEqual(files, expected)

    def test_pictures_have_the_size_of_their_folder(self):
        for size in SIZES:
            header = chunks(self.picture(size))[0]
            self.assertEqual(header[0], b"IHDR")
            self.assertEqual(struct.unpack_from(">IIBB", header[1]), (size, size, 8, 6), "width, height, 8 bit RGBA")

    def test_pictures_show_the_drawing(self):
        for size in SIZES:
            name, digest = dict(chunks(self.picture(size)))[b"tEXt"].removeprefix(b"Source\0").decode().split()
            drawing = ROOT / "resources" / "icon" / name
            self.assertEqual(hashlib.sha256(drawing.read_bytes()).hexdigest(), digest,
                             f"{name} has changed since its picture of {size} was made: ./dev icons")

    def test_drawing_is_square(self):
        drawing = xml.etree.ElementTree.parse(self.icons / "scalable" / "apps" / f"{self.id}.svg").getroot()
        left, top, width, height = map(float, drawing.get("viewBox").split())
        self.assertEqual((left, top, width), (0, 0, height))

    def picture(self, size):
        return (self.icons / f"{size}x{size}" / "apps" / f"{self.id}.png").read_bytes()


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
