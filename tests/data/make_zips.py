# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes valid and invalid zip files of all kinds into a folder: make_zips.py FOLDER"""

import io
import pathlib
import stat
import struct
import sys
import warnings
import zipfile

warnings.simplefilter("ignore")  # about names that exist twice

LOCAL, CENTRAL = b"PK\x03\x04", b"PK\x01\x02"
UNIX, DOS = 3, 0
ENCRYPTED, UTF8 = 0x1, 0x800


class Unseekable(io.BytesIO):
    """Makes zipfile write the sizes behind the data, as for a pipe."""

    def seekable(self):
        return False

    def tell(self):
        raise OSError

    seek = tell


def member(name, mode=stat.S_IFREG | 0o644, system=UNIX, method=zipfile.ZIP_DEFLATED):
    info = zipfile.ZipInfo("placeholder", date_time=(2024, 5, 6, 7, 8, 10))
    info.filename = name  # set here, because the constructor would normalise it
    info.external_attr = mode << 16 if system == UNIX else 0
    info.create_system = system
    info.compress_type = method
    return info


def make(members, output=None):
    """A zip of (name or member, content)."""
    output = output or io.BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as archive:
        for info, content in members:
            archive.writestr(info if isinstance(info, zipfile.ZipInfo) else member(info), content)
    return output.getvalue()


def patch(data, change, local_at, central_at, form):
    """Changes a field of each header: before the data, and in the directory at the end."""
    data = bytearray(data)
    for signature, offset in ((LOCAL, local_at), (CENTRAL, central_at)):
        at = data.find(signature)
        while at >= 0:
            old = struct.unpack_from(form, data, at + offset)[0]
            struct.pack_into(form, data, at + offset, change(old))
            at = data.find(signature, at + 1)
    return bytes(data)


def with_flags(data, change):
    return patch(data, change, 6, 8, "<H")


def with_size(data, size):
    return patch(data, lambda _: size, 22, 24, "<I")


def replaced_once(data, old, new, last=False):
    at = data.rindex(old) if last else data.index(old)
    return data[:at] + new + data[at + len(old) :]


def mac_files():
    return [
        ("handler.py", "pass\n"),
        ("__MACOSX/._handler.py", "x"),
        (".DS_Store", "x"),
        ("lib/.DS_Store", "x"),
        ("lib/._a.py", "x"),
        ("lib/a.py", "a\n"),
    ]


def good():
    stored = member("stored.txt", method=zipfile.ZIP_STORED)
    yield "plain", make([("handler.py", "pass\n"), ("lib/deep/a.py", "a\n"), (stored, "b\n"), ("empty.py", "")])
    yield "modes", make(
        [
            (member("bin/run", stat.S_IFREG | 0o4710), "#!\n"),
            (member("secret", stat.S_IFREG | 0o600), "s\n"),
            (member("open", stat.S_IFREG | 0o666), "o\n"),
        ]
    )
    folders = [(member(name, stat.S_IFDIR | 0o700), "") for name in ("my-package-1.0/", "my-package-1.0/data-2/")]
    yield "folders", make([*folders, ("my-package-1.0/a-b.py", "a\n"), ("my-package-1.0/data-2/c", "c\n")])
    yield "folder-after-file", make([("lib/a.py", "a\n"), (member("lib/", stat.S_IFDIR | 0o755), "")])
    yield "needless-segments", make([("./a.py", "a\n"), ("lib//./b.py", "b\n"), (member("./", stat.S_IFDIR | 0o755), "")])
    yield "utf8", make([("größe/日本語-🙂.py", "a\n")])
    yield "utf8-without-flag", with_flags(make([("größe/日本語-🙂.py", "a\n")]), lambda flags: flags & ~UTF8)
    yield "mac", make(mac_files())
    yield "streamed", make([("handler.py", "pass\n"), ("lib/a.py", "a\n" * 1000)], Unseekable())
    yield "windows", make([(member("handler.py", system=DOS), "pass\n"), (member("lib\\a.py", system=DOS), "a\n")])
    yield "compresses-well", make([("zeros", bytes(1000000))])


def outside():
    for name, path in (
        ("dotdot", "../x"),
        ("dotdot-inside", "a/../../x"),
        ("dotdot-that-stays", "a/../x"),
        ("dotdot-alone", ".."),
        ("absolute", "/x"),
        ("absolute-twice", "//x"),
        ("drive", "C:\\x"),
        ("drive-with-slash", "C:/x"),
        ("backslash", "a\\..\\../x"),
        ("dotdot-windows", "..\\x"),
        ("control", "a\nb"),
    ):
        yield name, make([("first.py", "1\n"), (path, "x\n")])


def special():
    symlink = member("link", stat.S_IFLNK | 0o777, method=zipfile.ZIP_STORED)
    yield "symlink", make([("first.py", "1\n"), (symlink, "..")])
    yield "through-symlink", make([(symlink, ".."), ("link/x", "x\n")])
    yield "device", make([("first.py", "1\n"), (member("null", stat.S_IFCHR | 0o666), "")])
    yield "socket", make([("first.py", "1\n"), (member("socket", stat.S_IFSOCK | 0o666), "")])
    yield "twice", make([("a.py", "1\n"), ("lib/b.py", "b\n"), ("a.py", "2\n")])
    yield "twice-written-otherwise", make([("a.py", "1\n"), (".//a.py", "2\n")])
    yield "file-then-folder", make([("a", "1\n"), ("a/b", "2\n")])
    yield "folder-then-file", make([("a/b", "1\n"), ("a", "2\n")])
    yield "folder-and-file", make([(member("a/", stat.S_IFDIR | 0o755), ""), ("a", "2\n")])
    long = "/".join(["x" * 100] * 60)
    yield "long-name", make([("first.py", "1\n"), (long, "x\n")])
    yield "latin1", make([("first.py", "1\n"), ("ABCD.py", "x\n")]).replace(b"ABCD", b"gr\xf6e")


def broken():
    plain = make([("handler.py", "pass\n"), ("lib/a.py", "a\n")])
    stored = make([(member("a.txt", method=zipfile.ZIP_STORED), "content"), ("b", "b\n")])
    yield "nothing", b""
    yield "text", b"def handler(input, context):\n    return {}\n" * 10
    yield "no-entries", make([])
    yield "mac-extras-alone", make([("__MACOSX/a", "x"), (".DS_Store", "x")])
    yield "folders-alone", make([(member("a/", stat.S_IFDIR | 0o755), "")])
    yield "encrypted", with_flags(plain, lambda flags: flags | ENCRYPTED)
    yield "crc", replaced_once(stored, b"content", b"Content")
    yield "deflate", plain[:40] + b"\xff\xff" + plain[42:]
    yield "cut-in-first-header", plain[:20]
    yield "cut-in-data", plain[: plain.index(b"lib/a.py") + 4]
    yield "cut-in-directory", plain[: plain.index(CENTRAL) + 30]
    yield "cut-in-end", plain[:-5]
    yield "hole", plain[:30] + plain[60:]
    yield "entry-lost", replaced_once(plain, CENTRAL, b"PK\x06\x06", last=True)
    yield "same-data-twice", replaced_once(plain, struct.pack("<I", plain.rindex(LOCAL)), bytes(4), last=True)
    yield "size-too-small", with_size(stored, 3)
    yield "size-too-large", with_size(make([("a", "content")]), 30)


def bombs():
    bomb = make([("zeros", bytes(30_000_000))])
    yield "bomb", bomb
    yield "bomb-with-false-size", with_size(bomb, 10)
    yield "many-files", make([(f"{i}.py", "") for i in range(30)])
    yield "many-folders", make([("/".join("abcdefghijklmnopqrstuvwxyz") + "/x", "")])
    yield "large", make([(f"{i}", bytes(range(256)) * 4) for i in range(10)])


if __name__ == "__main__":
    folder = pathlib.Path(sys.argv[1])
    for group in (good, outside, special, broken, bombs):
        for name, data in group():
            (folder / f"{name}.zip").write_bytes(data)
