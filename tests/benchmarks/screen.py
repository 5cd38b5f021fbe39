# SPDX-License-Identifier: GPL-3.0-or-later
"""An X server without a screen whose pixels can be read, for benchmarks and screenshots."""
import mmap
import os
import shutil
import struct
import subprocess
import tempfile
import zlib


class Pixels:
    """What is on a screen, read from the file that Xvfb keeps it in: an XWD dump."""

    def __init__(self, path):
        with open(path, "rb") as file:
            self.pixels = mmap.mmap(file.fileno(), 0, prot=mmap.PROT_READ)
        header, _, _, _, self.width, self.height, *_, colors = struct.unpack(">20I", self.pixels[:80])
        self.start = header + colors * 12

    def painted(self):
        """The share of a grid of pixels that are not black."""
        samples = range(self.start, len(self.pixels) - 4, 4 * 997)
        return sum(self.pixels[at:at + 3] != b"\0\0\0" for at in samples) / len(samples)

    def line(self, x, y, width):
        """The pixels of a part of a line, as (blue, green, red) each."""
        start = self.start + (y * self.width + x) * 4
        return [tuple(self.pixels[at:at + 3]) for at in range(start, start + width * 4, 4)]

    def save(self, path):
        """Writes what is on the screen as PNG."""
        bgrx = self.pixels[self.start:]
        rgb = bytearray(self.width * self.height * 3)
        rgb[0::3], rgb[1::3], rgb[2::3] = bgrx[2::4], bgrx[1::4], bgrx[0::4]
        step = self.width * 3
        rows = b"".join(b"\0" + rgb[at:at + step] for at in range(0, len(rgb), step))

        def chunk(kind, data):
            return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

        with open(path, "wb") as file:
            file.write(b"\x89PNG\r\n\x1a\n"
                       + chunk(b"IHDR", struct.pack(">IIBBBBB", self.width, self.height, 8, 2, 0, 0, 0))
                       + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


class Screen(Pixels):
    """A server of its own, ended by close()."""

    def __init__(self, width, height):
        self.folder = tempfile.mkdtemp()
        read, write = os.pipe()
        self.server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(write), "-screen", "0", f"{width}x{height}x24", "-fbdir", self.folder,
             "-nolisten", "tcp"], pass_fds=[write], stderr=subprocess.DEVNULL)
        os.close(write)
        with os.fdopen(read) as numbers:
            self.display = ":" + numbers.readline().strip()
        super().__init__(os.path.join(self.folder, "Xvfb_screen0"))

    def close(self):
        self.server.terminate()
        self.server.wait()
        self.pixels.close()
        shutil.rmtree(self.folder)


def environment(display, folder):
    """Folders and settings of its own for a program on this display."""
    env = dict(os.environ, DISPLAY=display, GSK_RENDERER="cairo", GDK_BACKEND="x11", GSETTINGS_BACKEND="memory")
    for name in ("CONFIG", "DATA", "STATE", "CACHE"):
        env[f"XDG_{name}_HOME"] = os.path.join(folder, name.lower())
    env["XDG_RUNTIME_DIR"] = os.path.join(folder, "runtime")
    os.makedirs(env["XDG_RUNTIME_DIR"], mode=0o700, exist_ok=True)
    env.pop("WAYLAND_DISPLAY", None)
    return env
