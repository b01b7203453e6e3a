# SPDX-License-Identifier: GPL-3.0-or-later
"""Tests of tools/check-english."""

import pathlib
import subprocess
import sys
import tempfile
import unittest

TOOL = pathlib.Path(__file__).resolve().parents[2] / "tools" / "check-english"


class CheckEnglish(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = pathlib.Path(folder.name)
        subprocess.run(["git", "init", "-q", self.root], check=True)

    def write(self, name, text):
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def check(self, *arguments):
        """The exit code and the lines of a run on the files that were written."""
        done = subprocess.run([sys.executable, TOOL, "--root", self.root, *arguments], stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, encoding="utf-8")
        return done.returncode, done.stdout.splitlines()

    def words(self):
        """The place and the word of each hit."""
        code, lines = self.check()
        self.assertEqual(code, 1 if lines else 0, lines)
        return [line.split(": write ")[0] for line in lines]

    def test_hit_names_the_place_the_word_and_the_replacement(self):
        self.write("a.h", "int a;\n\n/// Reads it anew.\n")
        self.assertEqual(self.check(), (1, ['a.h:3: "anew": write again instead']))

    def test_all_kinds_of_places_are_searched(self):
        self.write("app/comment.cpp", "int a; // the heirs\n/* somebody */\n")
        self.write("app/identifier.cpp", "bool m_anew;\nvoid whoeverAsks();\nint LONGEST_SILENCE;\nclass LineHeir;\n")
        self.write("app/string.cpp", 'auto a = "nobody";\nauto b = "one\\nnobody";\n')
        self.write("comment.py", '"""Tells it."""\n# lies\n')
        self.write("README.md", "It *goes on* with `told`.\n")
        self.write("tools/a.sh", "# lies there\n")
        self.write("k8s/a.yaml", "# stood\n")
        self.assertEqual(self.words(), [
            'README.md:1: "goes on"', 'README.md:1: "told"',
            'app/comment.cpp:1: "heirs"', 'app/comment.cpp:2: "somebody"',
            'app/identifier.cpp:1: "anew"', 'app/identifier.cpp:2: "whoever"', 'app/identifier.cpp:3: "silence"',
            'app/identifier.cpp:4: "heir"',
            'app/string.cpp:1: "nobody"', 'app/string.cpp:2: "nobody"',
            'comment.py:1: "tells"', 'comment.py:2: "lies"', 'k8s/a.yaml:1: "stood"', 'tools/a.sh:1: "lies"'])

    def test_phrases_are_found_over_line_breaks(self):
        self.write("a.cpp", "    /// Input: all right\n    /// again.\n// goes\n// on\n")
        self.write("a.md", "As\nfar as it is\nthere\n")
        self.assertEqual(self.words(), ['a.cpp:1: "all right again"', 'a.cpp:3: "goes on"',
                                        'a.md:1: "as far as"', 'a.md:2: "is there"'])

    def test_similar_words_are_allowed(self):
        self.write("a.md", "This heartbeat stands for a standard; families inherit it, believe me. History, intelligent.\n"
                           "There is a file. The page is laid out; lay out others.\n")
        self.assertEqual(self.check(), (0, []))

    def test_texts_of_others_are_skipped(self):
        for name in ("resources/translations/pulseboard_pt_BR.ts", "tests/package-lock.json", "LICENSES/a.txt",
                     "tests/data/payloads/a.json"):
            self.write(name, "whoever\n")
        (self.root / "picture.png").write_bytes(b"\x89PNG\xff\xfe anew")
        self.assertEqual(self.check(), (0, []))

    def test_listed_place_is_allowed(self):
        self.write("a.h", "bool m_anew;\n")
        self.write("tools/english-allowed.txt", "# Places that are allowed.\n\na.h: anew  # a name of the protocol\n")
        self.assertEqual(self.check(), (0, []))

    def test_entry_allows_one_place(self):
        self.write("a.h", "bool m_anew;\nbool anew;\n")
        self.write("tools/english-allowed.txt", "a.h: anew  # a name of the protocol\n")
        self.assertEqual(self.words(), ['a.h:2: "anew"'])

    def test_unused_entry_is_an_error(self):
        self.write("a.h", "bool m_again;\n")
        self.write("tools/english-allowed.txt", "a.h: anew  # a name of the protocol\n")
        self.assertEqual(self.check(), (1, ["english-allowed.txt: a.h: anew: is not needed"]))

    def test_entry_without_reason_is_an_error(self):
        self.write("a.h", "bool m_anew;\n")
        self.write("tools/english-allowed.txt", "a.h: anew\n")
        self.assertIn("english-allowed.txt:1: must be like `path: word  # reason`", self.check()[1])

    def test_list_has_at_most_60_entries(self):
        for count, code in ((60, 0), (61, 1)):
            self.write("a.h", "anew\n" * count)
            self.write("tools/english-allowed.txt", "a.h: anew  # a reason\n" * count)
            found, lines = self.check()
            self.assertEqual(found, code, lines)
        self.assertEqual(lines, ["english-allowed.txt: has 61 entries; at most 60 are allowed"])

    def test_named_files_alone_are_checked(self):
        self.write("a.h", "anew\n")
        self.write("b.h", "anew\n")
        self.assertEqual(self.check("b.h"), (1, ['b.h:1: "anew": write again instead']))

    def test_help_is_printed(self):
        code, lines = self.check("--help")
        self.assertEqual(code, 0)
        self.assertIn("usage: check-english", lines[0])


if __name__ == "__main__":
    unittest.main()
