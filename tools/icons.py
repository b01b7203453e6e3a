# SPDX-License-Identifier: GPL-3.0-or-later
"""Draws the PNGs in resources/icon anew, with librsvg: `./dev icons` runs this after a change of a drawing there.

Each PNG says which drawing it was made of, so that the tests see when it is no longer that one.
"""

import hashlib
import subprocess
import zlib
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[1] / "resources" / "icon"
SIZES = (16, 22, 24, 32, 48, 64, 128, 256, 512)
SMALL = 24  # and below: the simpler drawing
HEAD = 8 + 12 + 13  # of a PNG: its signature, and IHDR, which has 13 bytes in its frame


def chunk(name, content):
    """A part of a PNG, in its frame of length and checksum."""
    framed = name + content
    return len(content).to_bytes(4, "big") + framed + zlib.crc32(framed).to_bytes(4, "big")


def draw(drawing, size):
    """`drawing` as a PNG, which says of what it was made."""
    command = ["rsvg-convert", f"--width={size}", f"--height={size}", drawing]
    png = subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout
    source = f"{drawing.name} {hashlib.sha256(drawing.read_bytes()).hexdigest()}"
    return png[:HEAD] + chunk(b"tEXt", b"Source\0" + source.encode()) + png[HEAD:]


for size in SIZES:
    drawing = FOLDER / ("pulseboard-small.svg" if size <= SMALL else "pulseboard.svg")
    (FOLDER / f"pulseboard-{size}.png").write_bytes(draw(drawing, size))
