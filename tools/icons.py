# SPDX-License-Identifier: GPL-3.0-or-later
"""Draws the PNGs in resources/icon with librsvg. Run it by `./dev icons` after a change of a drawing there.

Each PNG contains the hash of its drawing, so that the tests find PNGs that are out of date.
"""

import hashlib
import subprocess
import zlib
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[1] / "resources" / "icon"
SIZES = (16, 22, 24, 32, 48, 64, 128, 256, 512)
SMALL = 24  # up to this size, the simpler drawing is used
HEAD = 8 + 12 + 13  # bytes of a PNG's signature and IHDR chunk


def chunk(name, content):
    """A chunk of a PNG, with its length and checksum."""
    framed = name + content
    return len(content).to_bytes(4, "big") + framed + zlib.crc32(framed).to_bytes(4, "big")


def draw(drawing, size):
    """`drawing` as a PNG that contains the hash of the drawing."""
    command = ["rsvg-convert", f"--width={size}", f"--height={size}", drawing]
    png = subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout
    source = f"{drawing.name} {hashlib.sha256(drawing.read_bytes()).hexdigest()}"
    return png[:HEAD] + chunk(b"tEXt", b"Source\0" + source.encode()) + png[HEAD:]


for size in SIZES:
    drawing = FOLDER / ("pulseboard-small.svg" if size <= SMALL else "pulseboard.svg")
    (FOLDER / f"pulseboard-{size}.png").write_bytes(draw(drawing, size))
