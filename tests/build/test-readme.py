#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Is what README says true? Its examples are run as they stand there.

usage: test-readme.py SOURCE BUILD
"""

import os
import pathlib
import re
import subprocess
import sys
import tempfile

from tap import command, main, none, point, same

SOURCE, BUILD = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
README = (SOURCE / 'README.md').read_text(encoding='utf-8')
EXAMPLES = [line for block in re.findall(r'^```sh\n(.*?)^```$', README, re.MULTILINE | re.DOTALL)
            for line in block.splitlines() if line.startswith('sft-lab')]
# These open the window.
WINDOW = re.compile(r'sft-lab\s*(--demo \S+|--open \S+)?\s*(#.*)?$')


def run(line, folder):
    """Runs a line of README in a shell, in an empty folder."""
    environment = {name: value for name, value in os.environ.items() if 'DISPLAY' not in name}
    # A learner who has nothing yet.
    environment['XDG_DATA_HOME'] = str(pathlib.Path(folder, 'data'))
    environment['PATH'] = f'{BUILD / "src"}:{environment["PATH"]}'
    return command('sh', '-c', line, env=environment, cwd=folder, stdin=subprocess.DEVNULL)


def add_example(line):
    @point(f'example: {line.split("#")[0].strip()}')
    def example():
        with tempfile.TemporaryDirectory() as folder:
            printed = run(line, folder)
            written = re.search(r'--output ([^\s-]\S*)', line)
            if written:
                target = pathlib.Path(folder, written.group(1))
                made = list(target.iterdir()) if target.is_dir() else [target]
                none('empty', (path for path in made if path.stat().st_size == 0))
                assert made and (' all ' not in line or len(made) >= 25), made
            else:
                assert printed.strip(), 'it prints nothing'


@point('the two commands come first')
def two_commands_come_first():
    lines = [line.strip() for line in README.splitlines() if line.strip()]
    same(lines[0], '# SFT Lab')
    assert lines[1].startswith('./build-aux/run ') and lines[2].startswith('./build-aux/test '), lines[1:3]


@point('there are examples of every subcommand, and of the window')
def there_are_examples():
    same({line.split()[1] for line in EXAMPLES if not WINDOW.match(line)},
         {'list', 'params', 'run', 'export', 'quiz', 'practice', 'notes'})
    assert any(WINDOW.match(line) for line in EXAMPLES)


for example_line in EXAMPLES:
    if not WINDOW.match(example_line):
        add_example(example_line)


@point('every file that README and CONTRIBUTING name exists')
def named_files_exist():
    def missing():
        for page in ('README.md', 'CONTRIBUTING.md'):
            content = (SOURCE / page).read_text(encoding='utf-8')
            names = re.findall(r'\]\(([^)#:]+)\)', content)
            names += re.findall(r'`((?:\./)?(?:build-aux|data|po|src|tests|ui)/[\w./-]+)`', content)
            yield from (f'{page}: {name}' for name in names if 'NAME' not in name and not (SOURCE / name).exists())
    none('missing', missing())


@point('the table of demos is that of the program')
def table_of_demos_is_true():
    with tempfile.TemporaryDirectory() as folder:
        listed = run('sft-lab list', folder)
    families = {}
    for number, family in re.findall(r'^ *(\d+)  .*?  (response-loss|loss-mask|validation-curve|guardrail|feedback)\b',
                                     listed, re.MULTILINE):
        families.setdefault(family, []).append(number)
    table = dict(re.findall(r'^\| ([a-z-]+) \| ([\d, ]+) \|', README, re.MULTILINE))
    same(table, {family: ', '.join(numbers) for family, numbers in families.items()})


@point('the versions of dependencies are those that the build asks for')
def versions_are_those_of_the_build():
    asked = dict(re.findall(r"dependency\('([\w.-]+)', version: '>= ([\d.]+)'",
                            (SOURCE / 'meson.build').read_text() + (SOURCE / 'src/labs/meson.build').read_text()))
    said = dict(re.findall(r'^\| (?:GLib, )?([\w-]+) ([\d.]+) \|', README, re.MULTILINE))
    same(said, {'GIO': asked['gio-2.0'], 'GSL': asked['gsl'], 'Cairo': asked['cairo'], 'Pango': asked['pangocairo'],
                'HarfBuzz': asked['harfbuzz'], 'libpng': asked['libpng'], 'GTK': asked['gtk4'],
                'JSON-GLib': asked['json-glib-1.0']})


main()
