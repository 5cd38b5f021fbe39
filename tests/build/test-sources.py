#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What every file of the source has to be: licensed, formatted, compiled, translatable, tested without exceptions.

usage: test-sources.py SOURCE BUILD gui|console
"""

import json
import pathlib
import re
import subprocess
import sys
import tempfile

from tap import Skip, command, main, none, point, same

SOURCE, BUILD = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
GUI = sys.argv[3] == 'gui'

# Functions and files that nobody can take in at a glance.
LONGEST_FUNCTION = 100
LONGEST_FILE = 800
# What leaks outside of this program, one library a line of tests/lsan.supp.
SUPPRESSED = ['leak:libfontconfig.so.1', 'leak:libcloudproviders.so.0']
# Data, and texts that carry their licence in their own way.
UNMARKED = {'LICENSE', 'NEWS', 'README', 'POTFILES', '.clang-format', '.editorconfig', '.gitignore',
            'changelog', 'copyright', 'format'}
UNMARKED_SUFFIXES = {'.md', '.json', '.txt', '.csv', '.png', '.po', '.pot', '.def', '.otf', '.ttf'}
MARK = re.compile(r'SPDX-License-Identifier: (GPL-3\.0-or-later|CC0-1\.0)')


def files():
    """Every file of the project, without what is built in it."""
    for path in sorted(SOURCE.rglob('*')):
        parts = path.relative_to(SOURCE).parts
        built = parts[0].startswith('build') and parts[0] != 'build-aux'
        if built or parts[0] in ('.git', 'figures') or '__pycache__' in parts or not path.is_file():
            continue
        yield path


FILES = list(files())
C_FILES = [path for path in FILES if path.suffix in ('.c', '.h')]


def name(path):
    return str(path.relative_to(SOURCE))


def text(path):
    return path.read_text(encoding='utf-8')


def text_files():
    return [path for path in FILES if path.suffix not in ('.png', '.otf', '.ttf')]


@point('there are sources to look at')
def there_are_sources():
    assert len(C_FILES) > 20, f'{len(C_FILES)} C files'
    assert (SOURCE / 'meson.build') in FILES


@point('every file is marked with its license')
def every_file_is_licensed():
    none('without an SPDX line among the first five',
         (name(path) for path in text_files()
          if path.name not in UNMARKED and path.suffix not in UNMARKED_SUFFIXES
          and not MARK.search('\n'.join(text(path).splitlines()[:5]))))


@point('texts are UTF-8 without tabs or blanks at line ends, and end with a newline')
def texts_are_clean():
    def faults():
        for path in text_files():
            if path.name == 'LICENSE' or 'golden' in path.parts:
                continue
            content = text(path)
            if content and not content.endswith('\n'):
                yield f'{name(path)}: no newline at the end'
            for number, line in enumerate(content.split('\n'), 1):
                if line != line.rstrip():
                    yield f'{name(path)}:{number}: blanks at the end'
                if '\t' in line:
                    yield f'{name(path)}:{number}: a tab'
    none('unclean', faults())


@point('nothing is left to do')
def nothing_is_left_to_do():
    # Written apart, so that this file does not find itself; sum-tests.py reads TAP's directive of that name.
    words = re.compile('|'.join((r'\bTO' r'DO\b', r'\bFIX' r'ME\b', r'\bXX' r'X\b')))
    none('left to do',
         (f'{name(path)}:{number}: {line.strip()}' for path in text_files() if path.name != 'sum-tests.py'
          for number, line in enumerate(text(path).splitlines(), 1) if words.search(line)))


@point('C files are formatted by .clang-format')
def c_files_are_formatted():
    version = re.search(r'version (\d+)', command('clang-format', '--version')).group(1)
    if version != '14':
        raise Skip(f'the format is that of clang-format 14, here is {version}')
    printed = subprocess.run(['clang-format', '--dry-run', *C_FILES], check=True, stderr=subprocess.PIPE, text=True).stderr
    none('run clang-format -i on', sorted(set(re.findall(rf'^{SOURCE}/([^:]+):', printed, re.MULTILINE))))


def functions(path):
    """Where functions begin and how many lines they have: in GNU style their braces stand in the first column."""
    begin = None
    for number, line in enumerate(text(path).splitlines(), 1):
        if line == '{':
            begin = number
        elif line == '}' and begin is not None:
            yield begin, number - begin + 1
            begin = None


@point(f'no function is longer than {LONGEST_FUNCTION} lines')
def functions_are_short():
    lengths = [(path, begin, length) for path in C_FILES for begin, length in functions(path)]
    assert len(lengths) > 100, f'only {len(lengths)} functions were found'
    none('too long', (f'{name(path)}:{begin}: {length} lines' for path, begin, length in lengths
                      if length > LONGEST_FUNCTION))


@point(f'no C file is longer than {LONGEST_FILE} lines')
def c_files_are_short():
    none('too long', (f'{name(path)}: {count} lines' for path in C_FILES
                      if (count := len(text(path).splitlines())) > LONGEST_FILE))


@point('every C file is compiled by this build')
def every_c_file_is_compiled():
    entries = json.loads((BUILD / 'compile_commands.json').read_text())
    compiled = {pathlib.Path(entry['directory'], entry['file']).resolve() for entry in entries}
    window = {'src/app', 'tests/app', *(f'tests/benchmarks/bench-{name}.c' for name in ('drag', 'frames', 'switch'))}
    none('compiled by no target',
         (name(path) for path in C_FILES if path.suffix == '.c' and path not in compiled
          and (GUI or not any(path.is_relative_to(SOURCE / part) for part in window))))


@point('every C file that has one includes config.h first')
def config_comes_first():
    def faults():
        for path in C_FILES:
            included = re.findall(r'^#\s*include\s+["<]([^">]+)[">]', text(path), re.MULTILINE)
            if 'config.h' in included and included[0] != 'config.h':
                yield name(path)
            if path.suffix == '.h' and 'config.h' in included:
                yield f'{name(path)}: a header'
    none('config.h is not first', faults())


def without_comments(content):
    return re.sub(r'/\*.*?\*/|//[^\n]*', '', content, flags=re.DOTALL)


def is_translatable(path):
    if path.suffix in ('.c', '.h'):
        call = r'\b((_|N_|C_|NC_|Q_|ngettext)\s*\(|g_dn?gettext\s*\(\s*GETTEXT_PACKAGE\s*,)\s*"'
        return re.search(call, without_comments(text(path))) is not None
    if path.suffix == '.ui':
        return 'translatable="' in text(path)
    if path.name.endswith('.gschema.xml'):
        return 'gettext-domain=' in text(path)
    return path.name.endswith(('.desktop.in', '.metainfo.xml.in'))


def potfiles():
    lines = text(SOURCE / 'po' / 'POTFILES').splitlines()
    return [line for line in lines if line and not line.startswith('#')]


@point('POTFILES lists every file with something to translate, sorted, and no other')
def potfiles_is_complete():
    expected = sorted(name(path) for path in FILES if path.relative_to(SOURCE).parts[0] in ('src', 'ui', 'data')
                      and is_translatable(path))
    none('in po/POTFILES by mistake', sorted(set(potfiles()) - set(expected)))
    none('missing in po/POTFILES', sorted(set(expected) - set(potfiles())))
    same(potfiles(), expected)


@point('everything to translate can be extracted without a warning')
def everything_can_be_extracted():
    words = text(SOURCE / 'po' / 'xgettext.txt').split()
    with tempfile.TemporaryDirectory() as folder:
        target = pathlib.Path(folder, 'all.pot')
        printed = command('xgettext', *words, f'--directory={SOURCE}', f'--files-from={SOURCE}/po/POTFILES',
                          f'--output={target}')
        same(printed, '')
        count = text(target).count('\nmsgid ')
    assert count > 100, f'only {count} strings were found'


@point('translations are those of LINGUAS')
def translations_are_listed():
    lines = [line for line in text(SOURCE / 'po' / 'LINGUAS').splitlines() if line and not line.startswith('#')]
    same(sorted(lines), lines)
    same(sorted(path.stem for path in (SOURCE / 'po').glob('*.po')), lines)


@point('leaks are suppressed in third-party libraries only, each with a reason')
def suppressions_are_few():
    lines = text(SOURCE / 'tests' / 'lsan.supp').splitlines()
    same([line for line in lines if line and not line.startswith('#')], SUPPRESSED)
    none('without a comment above', (line for before, line in zip([''] + lines, lines)
                                     if line and not line.startswith('#') and not before.startswith('#')))


@point('no test is marked as one that may fail, or left out')
def no_test_may_fail():
    forbidden = re.compile(r'should_fail|disabler|g_test_incomplete|g_test_skip|is_parallel: false\s*,\s*should')
    none('excused', (f'{name(path)}:{number}: {line.strip()}' for path in FILES
                     if path.name == 'meson.build' or (path.suffix == '.c' and 'tests' in path.parts)
                     for number, line in enumerate(text(path).splitlines(), 1) if forbidden.search(line)))


@point('every test speaks TAP, has only the limit that ends a hang, and stops at the first warning')
def tests_are_alike():
    tests = json.loads(subprocess.run(['meson', 'introspect', '--tests', BUILD], check=True, capture_output=True,
                                      text=True).stdout)
    assert tests
    none('not as the others',
         (test['name'] for test in tests if test['protocol'] != 'tap' or test['timeout'] != 1800
          or test['env'].get('G_DEBUG') != 'fatal-warnings'))


@point('every test program is run by a test')
def every_test_program_is_run():
    def read(what):
        return json.loads(subprocess.run(['meson', 'introspect', f'--{what}', BUILD], check=True, capture_output=True,
                                         text=True).stdout)
    tests = read('tests') + read('benchmarks')
    # Meson writes the programs of a wrapper as paths in the build folder.
    run = {str(BUILD / word) for test in tests for word in [*test['cmd'], *test['env'].values()]}
    built = [target['filename'][0] for target in read('targets')
             if target['type'] == 'executable' and pathlib.Path(target['filename'][0]).is_relative_to(BUILD / 'tests')]
    assert built
    none('built and never run', (program for program in built if program not in run))


main()
