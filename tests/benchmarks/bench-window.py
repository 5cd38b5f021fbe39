#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""How long a learner waits for the window, and how much memory it takes.

First frame: both programs are started the same way (Xvfb, cairo renderer, fresh folders, one session bus), by turns, and
the X server's frame buffer is watched until a third of the window is painted. Memory: the proportional set size after
all 25 demos were opened, each by a second start of the program, as from a desktop menu.
"""
import os
import shutil
import subprocess
import sys
import tempfile
import time

from screen import Screen, environment

WIDTH, HEIGHT = 1400, 1000
RUNS = 9
SECONDS = 20  # after that a program is said to show nothing


def first_frame(command):
    """Seconds from the start of the program to its painted window, or None."""
    screen = Screen(WIDTH, HEIGHT)
    folder = tempfile.mkdtemp()
    began = time.perf_counter()
    program = subprocess.Popen(command, env=environment(screen.display, folder), stdout=subprocess.DEVNULL,
                               stderr=subprocess.DEVNULL)
    seconds = None
    while time.perf_counter() - began < SECONDS and program.poll() is None:
        if screen.painted() > 0.33:
            seconds = time.perf_counter() - began
            break
        time.sleep(0.001)
    program.terminate()
    program.wait()
    screen.close()
    shutil.rmtree(folder)
    return seconds


def median(values):
    return sorted(values)[len(values) // 2]


def bench_first_frame(program):
    demo = shutil.which("gtk4-demo")
    if demo is None:
        print("gtk4-demo is not installed (gtk-4-examples): only our own first frame is measured")
    ours, theirs = [], []
    for _ in range(RUNS):
        ours.append(first_frame([program, "--demo", "1"]))
        if demo is not None:
            theirs.append(first_frame([demo]))
    if None in ours or None in theirs:
        sys.exit("a program showed no window")
    print(f"first frame: {median(ours):.3f} s, median of {RUNS}")
    if theirs:
        ratio = median(ours) / median(theirs)
        print(f"first frame of gtk4-demo: {median(theirs):.3f} s; ratio {ratio:.2f} (to reach: 1.1) "
              f"{'reached' if ratio <= 1.1 else 'MISSED'}")


def proportional_set_size(pid):
    with open(f"/proc/{pid}/smaps_rollup") as lines:
        for line in lines:
            if line.startswith("Pss:"):
                return int(line.split()[1]) / 1024
    raise RuntimeError("the kernel tells no proportional set size")


def bench_memory(program):
    screen = Screen(WIDTH, HEIGHT)
    folder = tempfile.mkdtemp()
    env = environment(screen.display, folder)
    window = subprocess.Popen([program, "--demo", "1"], env=env, stderr=subprocess.DEVNULL)
    began = time.perf_counter()
    while screen.painted() <= 0.33:
        if time.perf_counter() - began > SECONDS:
            sys.exit("the program showed no window")
        time.sleep(0.01)
    first = proportional_set_size(window.pid)
    for number in range(1, 26):
        subprocess.run([program, "--demo", str(number)], env=env, check=True, stderr=subprocess.DEVNULL)
        time.sleep(0.3)
    size = proportional_set_size(window.pid)
    print(f"memory (PSS): {first:.0f} MiB with one demo, {size:.0f} MiB after all 25 (to reach: 110 MiB) "
          f"{'reached' if size <= 110 else 'MISSED'}")
    window.terminate()
    window.wait()
    screen.close()
    shutil.rmtree(folder)


def main():
    if "DBUS_SESSION_BUS_ADDRESS" not in os.environ:
        os.execvp("dbus-run-session", ["dbus-run-session", "--", sys.executable] + sys.argv)
    bench_first_frame(sys.argv[1])
    bench_memory(sys.argv[1])


main()
