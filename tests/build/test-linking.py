#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which libraries does each program load? Without the window, none of them may need GTK.

usage: test-linking.py SOURCE BUILD gui|console
"""

import json
import pathlib
import re
import subprocess
import sys

from tap import command, main, none, point

BUILD = pathlib.Path(sys.argv[2])
GUI = sys.argv[3] == 'gui'
WINDOW = re.compile(r'lib(gtk|gdk|gsk)-')


def programs():
    targets = json.loads(subprocess.run(['meson', 'introspect', '--targets', BUILD], check=True, capture_output=True,
                                        text=True).stdout)
    return [pathlib.Path(target['filename'][0]) for target in targets if target['type'] == 'executable'
            and target['build_by_default']]


def needed(program):
    """What the program itself asks for."""
    return re.findall(r'\(NEEDED\).*\[(.*)\]', command('readelf', '-d', program))


def loaded(program):
    """What comes with it, directly or not."""
    return re.findall(r'^\s*(\S+)', command('ldd', program), re.MULTILINE)


@point('there are programs to look at, and the libraries they need are seen')
def there_are_programs():
    assert len(programs()) > 5
    none('without GLib', (program for program in programs() if 'libglib-2.0.so.0' not in needed(program)))


@point('only the window and its tests ask for GTK')
def only_the_window_asks_for_gtk():
    window = {BUILD / 'src' / 'sft-lab', BUILD / 'tests' / 'build' / 'layer-app',
              *(BUILD / 'tests' / 'benchmarks' / name for name in ('bench-drag', 'bench-switch'))} if GUI else set()
    none('need GTK', (f'{program}: {library}' for program in programs()
                      if program not in window and not (GUI and (BUILD / 'tests' / 'app') in program.parents)
                      for library in needed(program) if WINDOW.match(library)))


@point('GTK is loaded where the window is' if GUI else 'GTK is loaded by no program')
def gtk_is_loaded_where_it_belongs():
    found = {program for program in programs() for library in loaded(program) if WINDOW.match(library)}
    if GUI:
        assert BUILD / 'src' / 'sft-lab' in found, found
    else:
        none('load GTK', found)


@point('no library is asked for twice or from a folder of the build')
def no_odd_libraries():
    def faults():
        for program in programs():
            libraries = needed(program)
            if len(libraries) != len(set(libraries)):
                yield f'{program}: {libraries}'
            yield from (f'{program}: {library}' for library in libraries if '/' in library)
    none('odd', faults())


main()
