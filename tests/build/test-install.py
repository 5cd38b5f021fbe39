#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Does the program install what it should, and take it all away again?

usage: test-install.py SOURCE BUILD gui|console PREFIX
"""

import pathlib
import subprocess
import sys
import tempfile

from tap import command, main, none, point, same

SOURCE, BUILD = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
GUI = sys.argv[3] == 'gui'
PREFIX = sys.argv[4].lstrip('/')
ID = 'org.sftlab.SftLab'

EXPECTED = {'bin/sft-lab', 'share/man/man1/sft-lab.1', 'share/doc/sft-lab/STIXMath-OFL.txt'}
if GUI:
    EXPECTED |= {
        f'share/applications/{ID}.desktop',
        f'share/dbus-1/services/{ID}.service',
        f'share/metainfo/{ID}.metainfo.xml',
        f'share/glib-2.0/schemas/{ID}.gschema.xml',
        f'share/icons/hicolor/scalable/apps/{ID}.svg',
        f'share/icons/hicolor/symbolic/apps/{ID}-symbolic.svg',
    }
# glib-compile-schemas writes one file for all programs; it stays behind when Meson installs straight.
SHARED = {'share/glib-2.0/schemas/gschemas.compiled'}

FOLDER = tempfile.TemporaryDirectory()
ROOT = pathlib.Path(FOLDER.name, 'root')


def installed():
    """Files under the prefix, relative to it; anything outside of it is an error."""
    prefix = ROOT / PREFIX
    found = [path for path in ROOT.rglob('*') if path.is_file() or path.is_symlink()]
    none('installed outside of the prefix', (path for path in found if not path.is_relative_to(prefix)))
    return {str(path.relative_to(prefix)) for path in found} - SHARED


@point('installs its files and no others')
def installs_its_files():
    command('meson', 'install', '-C', BUILD, '--no-rebuild', '--destdir', ROOT)
    languages = {f'share/locale/{line}/LC_MESSAGES/sft-lab.mo'
                 for line in (SOURCE / 'po' / 'LINGUAS').read_text().split('\n') if line and not line.startswith('#')}
    same(installed(), EXPECTED | languages)


@point('the installed program starts, and says its version')
def installed_program_starts():
    program = ROOT / PREFIX / 'bin' / 'sft-lab'
    with tempfile.TemporaryDirectory() as home:
        printed = subprocess.run([program, '--version'], env={'HOME': home, 'LC_ALL': 'C.UTF-8'}, check=True,
                                 stdout=subprocess.PIPE, text=True).stdout
    assert printed.startswith('sft-lab ') or printed.startswith('SFT Lab '), printed


@point('the installed program has no path of the build in its search for libraries')
def installed_program_has_no_run_path():
    headers = command('readelf', '-d', ROOT / PREFIX / 'bin' / 'sft-lab')
    none('run paths', [line for line in headers.splitlines() if 'RUNPATH' in line or 'RPATH' in line])


@point('uninstalling takes every file away')
def uninstalling_takes_all_away():
    command('meson', '--internal', 'uninstall', cwd=BUILD)
    same(installed(), set())


main()
