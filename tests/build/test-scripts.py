#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Do the two commands do what they say, on systems of every kind? The systems here are made of stand-ins.

usage: test-scripts.py SOURCE BUILD
"""

import ast
import contextlib
import json
import os
import pathlib
import shutil
import signal
import socket
import subprocess
import sys
import tempfile

from tap import command, main, none, point, same

SOURCE = pathlib.Path(sys.argv[1])
TOOLS = SOURCE / 'build-aux'
SHELL = [TOOLS / 'run', TOOLS / 'test', TOOLS / 'headless', TOOLS / 'package-debian', TOOLS / 'functions.sh', SOURCE / '.ci' / 'run']
# A display that does not end is a fault, not a slow machine.
LONG = 60
PYTHON = sorted([*TOOLS.glob('*.py'), *(SOURCE / 'tests').rglob('*.py')])

# What the scripts may use of any system.
COMMON = ['basename', 'cat', 'chmod', 'cksum', 'cut', 'dirname', 'env', 'grep', 'mkdir', 'rm', 'sed', 'sh', 'tr',
          'uname']
REQUIREMENTS = '''\
# A short list, so that nothing depends on what this machine has.
run  | gcc          | command a-compiler | the GNU C compiler
run  | meson        | version meson 1.0  | Meson 1.0
run  | libgtk-4-dev | module gtk4 4.8    | GTK 4.8
run  | fonts-any    | file {0}/no-font {0}/a-font* | a font
test | xvfb         | command an-xvfb    | Xvfb
'''
STAND_INS = {
    'a-compiler': 'exit 0',
    'meson': '''
case $1 in
  --version) cat "$system/meson-version" ;;
  setup)
    while [ $# -gt 2 ]; do shift; done
    mkdir -p "$1" && echo "$2" >"$1/build.ninja"
    ;;
esac''',
    'pkg-config': '[ "$1" = --modversion ] && cat "$system/$2-version"',
    'ninja': '''
folder=$2
[ ! -e "$system/broken" ] || { echo "error: a broken source"; exit 1; }
if [ "$3" = -n ]; then
  [ ! -e "$folder/src/sft-lab" ] || echo "ninja: no work to do."
  exit 0
fi
echo "some chatter"
mkdir -p "$folder/src"
printf '#!/bin/sh\\necho "the program: $*"\\nexit 7\\n' >"$folder/src/sft-lab"
sed -i 's/: .*"/: $*"/' "$folder/src/sft-lab"
chmod +x "$folder/src/sft-lab"''',
    'id': 'cat "$system/user"',
    'sudo': 'exec "$@"',
    'apt-cache': 'echo "  Candidate: $(cat "$system/offered-$2" 2>/dev/null || echo "(none)")"',
    'apt-get': '''
case "$*" in
  *install*)
    [ ! -e "$system/offline" ] || { echo "E: no network"; exit 100; }
    cp -p "$system"/packages/* "$system/bin/"
    cp "$system/offered-meson" "$system/meson-version"
    cp "$system/offered-libgtk-4-dev" "$system/gtk4-version"
    cp "$system/user" "$system/a-font.ttf"
    ;;
esac''',
}


class System:
    """A checkout and a PATH with nothing but stand-ins, which note how they were called."""

    def __init__(self, folder, *, apt=True, installed=True, root=True, sudo=True, meson='1.3.2-1', gtk='4.14.5+ds-1'):
        self.folder = pathlib.Path(folder, 'system')
        self.top = self.folder / 'a checkout'
        self.bin = self.folder / 'bin'
        self.packages = self.folder / 'packages'
        for path in (self.top / 'build-aux', self.bin, self.packages):
            path.mkdir(parents=True)
        for script in (TOOLS / 'run', TOOLS / 'functions.sh'):
            shutil.copy(script, self.top / 'build-aux')
        (self.top / 'build-aux' / 'requirements.txt').write_text(REQUIREMENTS.format(self.folder))
        for tool in COMMON + ['cp']:
            (self.bin / tool).symlink_to(shutil.which(tool))
        for tool in ('id', 'ninja', 'pkg-config', *(['sudo'] if sudo else []), *(['apt-get', 'apt-cache'] if apt else [])):
            self.add(self.bin, tool)
        for tool in ('a-compiler', 'meson'):
            self.add(self.packages, tool)
        self.write('user', '0' if root else '1000')
        self.write('offered-meson', meson)
        self.write('offered-libgtk-4-dev', gtk)
        self.write('offered-gcc', '12.2')
        if installed:
            for tool in ('a-compiler', 'meson'):
                shutil.copy(self.packages / tool, self.bin)
            self.write('meson-version', meson)
            self.write('gtk4-version', gtk)
            self.write('a-font.ttf', '')

    def add(self, folder, tool):
        script = (f'#!/bin/sh\nsystem="{self.folder}"\n'
                  f'echo "{tool} $* [${{DEBIAN_FRONTEND-}}]" >>"$system/calls"\n{STAND_INS[tool].lstrip()}\n')
        (folder / tool).write_text(script)
        (folder / tool).chmod(0o755)

    def write(self, name, text):
        (self.folder / name).write_text(text + '\n')

    def run(self, *arguments, display=True):
        """Starts `run`; returns exit status, standard output, standard error and the calls of the stand-ins."""
        calls = self.folder / 'calls'
        calls.unlink(missing_ok=True)
        environment = {'PATH': str(self.bin), 'HOME': str(self.folder)}
        if display:
            environment['DISPLAY'] = ':99'
        result = subprocess.run([self.top / 'build-aux' / 'run', *arguments], env=environment, capture_output=True,
                                text=True, cwd=self.folder, stdin=subprocess.DEVNULL)
        return result.returncode, result.stdout, result.stderr, calls.read_text() if calls.exists() else ''


@contextlib.contextmanager
def system(**keywords):
    with tempfile.TemporaryDirectory() as folder:
        yield System(folder, **keywords)


@point('shell scripts are without fault')
def shell_scripts_are_without_fault():
    for script in SHELL:
        command('sh', '-n', script)
        command('bash', '-n', script)
    same(command('shellcheck', '-x', *SHELL, cwd=SOURCE), '')


@point('every shell script is among those checked, and can be started')
def every_shell_script_is_checked():
    found = [path for path in SOURCE.rglob('*') if path.is_file() and '.git' not in path.parts
             and not path.relative_to(SOURCE).parts[0].startswith(('build', 'figures'))
             or path.parent == TOOLS and path.is_file()]
    scripts = {path for path in found if path.suffix == '.sh' or path.read_bytes()[:9] == b'#!/bin/sh'}
    same(scripts, set(SHELL))
    none('not executable', (path for path in SHELL if path.suffix != '.sh' and not os.access(path, os.X_OK)))


@point('Python scripts are without fault of syntax')
def python_scripts_are_without_fault():
    assert len(PYTHON) > 5
    for script in PYTHON:
        ast.parse(script.read_text(encoding='utf-8'), script)


@point('versions are compared as numbers')
def versions_are_compared():
    cases = (('1.0', '1.0', 0), ('1.0.1', '1.0', 0), ('0.61.2', '1.0', 1), ('4.14.5', '4.8', 0), ('4.6.9', '4.8', 1),
             ('4.8', '4.8', 0), ('4', '4.8', 1), ('5', '4.8', 0), ('2.74.6-2+deb12u5', '2.74', 0), ('1:2.74.0', '2.74', 0),
             ('2.7.1+dfsg-5', '2.7', 0), ('4.8.3+ds-2', '4.8', 0), ('1.0.0.rc2', '1.0.1', 1), ('10.0', '9.9', 0))
    for have, want, status in cases:
        command('sh', '-c', f'top="{SOURCE}"; . "{TOOLS}/functions.sh"; at_least "{have}" "{want}"', status=status)


@point('every line of the list of requirements is complete, and its check is known')
def requirements_are_complete():
    lines = [line for line in (TOOLS / 'requirements.txt').read_text().splitlines() if line and line[0] != '#']
    assert len(lines) > 15
    for line in lines:
        purpose, package, check, what = [part.strip() for part in line.split('|')]
        assert purpose in ('run', 'test') and package and what, line
        assert check.split()[0] in ('command', 'compiler', 'version', 'module', 'python', 'file', 'font'), line
    printed = command('sh', '-c', f'top="{SOURCE}"; . "{TOOLS}/functions.sh"; missing test')
    same(printed, '')


@point('run: with everything there, nothing is installed and standard output is the program\'s')
def run_with_everything_there():
    with system() as fresh:
        status, output, error, calls = fresh.run('run', '17', '--format', 'json')
        same((status, output), (7, 'the program: run 17 --format json\n'))
        assert 'apt-get' not in calls, calls
        assert 'chatter' not in error, error


@point('run: the second start asks and says nothing')
def second_start_is_silent():
    with system() as fresh:
        fresh.run('list')
        status, output, error, calls = fresh.run('list')
        same((status, output, error), (7, 'the program: list\n', ''))
        same([call.split()[0] for call in calls.splitlines()], ['ninja'])


@point('run: what is missing is installed, in one go, without questions')
def missing_is_installed():
    with system(installed=False) as fresh:
        status, output, error, calls = fresh.run('list')
        same((status, output), (7, 'the program: list\n'))
        apt = [call for call in calls.splitlines() if call.startswith('apt-get')]
        same(len(apt), 2)
        assert apt[0].endswith(' update [noninteractive]'), apt
        assert apt[1].endswith(' install --no-install-recommends gcc meson libgtk-4-dev fonts-any [noninteractive]'), apt
        assert 'sudo' not in calls and 'xvfb' not in calls, calls
        assert 'gcc meson libgtk-4-dev' in error, error


@point('run: sudo is used where the user is not root')
def sudo_is_used():
    with system(installed=False, root=False) as fresh:
        status, output, error, calls = fresh.run('list')
        same((status, output), (7, 'the program: list\n'))
        same(calls.count('sudo env DEBIAN_FRONTEND=noninteractive apt-get'), 2)


@point('run: without root rights and sudo it says what to do')
def without_sudo_it_says_what_to_do():
    with system(installed=False, root=False, sudo=False) as fresh:
        status, output, error, calls = fresh.run('list')
        same((status, output), (1, ''))
        assert 'As root, please run' in error and 'install --no-install-recommends gcc meson libgtk-4-dev' in error, error
        assert 'apt-get' not in calls, calls


@point('run: a failing installation shows why')
def failing_installation_shows_why():
    with system(installed=False) as fresh:
        fresh.write('offline', '')
        status, output, error, calls = fresh.run('list')
        same((status, output), (1, ''))
        assert 'E: no network' in error and 'could not be installed' in error, error


@point('run: a system too old is told what is too old, and nothing is installed')
def too_old_is_told():
    for meson, gtk, named, unnamed in (('0.61.2-1', '4.14.5', 'Meson 1.0 or newer is needed (meson), offered: 0.61.2-1', 'GTK'),
                                       ('1.3.2', '4.6.9+ds-0', 'GTK 4.8 or newer is needed (libgtk-4-dev), offered: 4.6.9', 'Meson'),
                                       ('1.3.2', '(none)', 'GTK 4.8 or newer is needed (libgtk-4-dev), offered: none', 'Meson')):
        with system(installed=False, meson=meson, gtk=gtk) as fresh:
            status, output, error, calls = fresh.run('list')
            same((status, output), (1, ''))
            assert 'too old' in error and named in error, error
            none('not about versions', (word for word in (unnamed, 'a font', 'Illegal') if word in error))
            assert ' install ' not in calls, calls


@point('run: another system is told the names of what it lacks')
def another_system_is_told_names():
    with system(apt=False, installed=False) as fresh:
        status, output, error, calls = fresh.run('list')
        same((status, output), (1, ''))
        for words in ('the GNU C compiler (in Debian: gcc)', 'Meson 1.0 (in Debian: meson)',
                      'GTK 4.8 (in Debian: libgtk-4-dev)', 'a font (in Debian: fonts-any)'):
            assert words in error, error
        assert 'Xvfb' not in error, error


@point('run: another system with an old version is told which')
def another_system_too_old():
    with system(apt=False, gtk='4.6.2') as fresh:
        status, output, error, calls = fresh.run('list')
        same((status, output), (1, ''))
        assert 'GTK 4.8 (in Debian: libgtk-4-dev), or newer: here is 4.6.2' in error, error
        assert 'Meson' not in error, error


@point('run: a broken build shows the compiler\'s words on standard error')
def broken_build_shows_words():
    with system() as fresh:
        fresh.write('broken', '')
        status, output, error, calls = fresh.run('list')
        same((status, output), (1, ''))
        assert 'error: a broken source' in error and 'could not be built' in error, error


@point('run: a package removed since the last start is installed again')
def removed_package_is_installed_again():
    with system() as fresh:
        fresh.run('list')
        (fresh.bin / 'meson').unlink()
        shutil.rmtree(fresh.top / 'build' / 'src')
        (fresh.top / 'build' / 'build.ninja').unlink()
        status, output, error, calls = fresh.run('list')
        same((status, output), (7, 'the program: list\n'))
        assert 'install --no-install-recommends meson [' in calls, calls


@point('run: a moved checkout is configured anew')
def moved_checkout_is_configured_anew():
    with system() as fresh:
        fresh.run('list')
        fresh.top = fresh.top.rename(fresh.folder / 'elsewhere')
        status, output, error, calls = fresh.run('list')
        same((status, output), (7, 'the program: list\n'))
        same((fresh.top / 'build' / 'build.ninja').read_text(), f'{fresh.top}\n')


@point('run: without a display and words every figure is exported')
def without_display_figures_are_exported():
    with system() as fresh:
        status, output, error, calls = fresh.run(display=False)
        figures = fresh.top / 'figures'
        same((status, output), (7, f'the program: export all --output {figures}\n'))
        assert f'no display' in error and str(figures) in error, error
        same(fresh.run('list', display=False)[1], 'the program: list\n')
        same(fresh.run(display=True)[1], 'the program: \n')


def build_folder(folder, build, programs, *, status='0', expected=None):
    """A build folder after its tests, as sum-tests.py reads it; programs are (name, result, status, output, errors), the
    last only of those that wrote any."""
    logs = pathlib.Path(folder, build, 'meson-logs')
    logs.mkdir(parents=True)
    (logs.parent / 'status').write_text(status + '\n')
    keys = ('name', 'result', 'returncode', 'stdout', 'stderr')
    entries = [dict(zip(keys, program)) for program in programs]
    (logs / 'testlog.json').write_text(''.join(json.dumps(entry) + '\n' for entry in entries))
    names = expected or [name.split(' / ')[-1] for name, *_ in programs]
    introspect = pathlib.Path(folder, 'meson')
    introspect.write_text(f"#!/bin/sh\necho '{json.dumps([{'name': name} for name in names])}'\n")
    introspect.chmod(0o755)


def summed(programs, arguments=(), **keywords):
    with tempfile.TemporaryDirectory() as folder:
        build_folder(folder, 'gcc', programs, **keywords)
        result = subprocess.run([sys.executable, TOOLS / 'sum-tests.py', *arguments, folder, 'gcc'], capture_output=True,
                                text=True, env={**os.environ, 'PATH': f'{folder}:{os.environ["PATH"]}'})
    return result.returncode, result.stdout.splitlines()[-1], result.stdout


@point('sum: points are counted, skipped ones are named')
def points_are_counted():
    status, line, output = summed([('sft-lab:core / a', 'OK', 0, 'TAP version 13\n1..3\nok 1 /x\nok 2 /y # SKIP no x\nok 3 /z\n'),
                                   ('sft-lab:core / b', 'OK', 0, 'ok 1 - one\n# ok 9 - no point\n1..1\n')])
    same((status, line), (0, '3 passed, 0 failed'))
    assert 'skipped: gcc: sft-lab:core / a: /y: no x' in output, output


@point('sum: a failed point is named with what it says about itself')
def failed_point_is_named():
    output = summed([('s / a', 'FAIL', 1, '1..2\nnot ok 1 - x\n# expected 1\n# got 2\nok 2 - y\n# fine\n')])[2]
    assert 'failed: gcc: s / a: x\n    expected 1\n    got 2\ngcc: 1 passed' in output, output


@point('sum: what a failing program wrote as errors is shown, in parts when it is long')
def errors_are_shown():
    def shown(lines):
        errors = ''.join(f'line {number}\n' for number in range(1, lines + 1))
        output = summed([('a', 'OK', 0, '1..1\nok 1 x\n', 'of no interest\n'),
                         ('b', 'FAIL', 1, '1..2\nnot ok 1 x\n# why\nnot ok 2 y\n', errors)])[2]
        return output.strip().splitlines()[:-2]

    def quoted(first, last):
        return [f'    | line {number}' for number in range(first, last + 1)]

    same(shown(51), ['failed: gcc: b: x', '    why', *quoted(1, 51), 'failed: gcc: b: y'])
    same(shown(60), ['failed: gcc: b: x', '    why', *quoted(1, 40), '    | ... 10 lines ...', *quoted(51, 60),
                     'failed: gcc: b: y'])


@point('sum: everything that went wrong counts')
def everything_wrong_counts():
    cases = {
        'a point that is not ok': ('FAIL', 1, '1..2\nok 1 a\nnot ok 2 b\n', 1, 1),
        'a crash after good points': ('FAIL', -11, '1..2\nok 1 a\n', 1, 1),
        'a crash before any': ('FAIL', -6, '', 0, 1),
        'a time out': ('TIMEOUT', -15, 'ok 1 a\n', 1, 1),
        'no points': ('OK', 0, '', 0, 1),
        'too few': ('OK', 0, '1..3\nok 1 a\nok 2 b\n', 2, 1),
        'no plan': ('OK', 0, 'ok 1 a\n', 1, 1),
        'a bail-out': ('ERROR', 0, '1..2\nok 1 a\nBail out!\n', 1, 1),
        'an exit status without a reason': ('ERROR', 3, '1..1\nok 1 a\n', 1, 1),
        'an excused failure': ('EXPECTEDFAIL', 0, '1..1\nnot ok 1 a # TO' 'DO later\n', 0, 1),
        'a failure and a bail-out': ('FAIL', 1, '1..3\nnot ok 1 a\nBail out!\n', 0, 2),
    }
    for name, (result, code, output, passed, failed) in cases.items():
        for status in ('0', '1'):
            same((name, *summed([('t', result, code, output)], status=status)[:2]),
                 (name, 1, f'{passed} passed, {failed} failed'))


@point('sum: a test that never ran, a build that failed and a lying status count')
def missing_parts_count():
    good = ('s / a', 'OK', 0, '1..1\nok 1 a\n')
    same(summed([good], expected=['a', 'b'])[:2], (1, '1 passed, 1 failed'))
    same(summed([good], ['--filtered'], expected=['a', 'b'])[:2], (0, '1 passed, 0 failed'))
    same(summed([good], status='build')[:2], (1, '0 passed, 1 failed'))
    same(summed([good], status='2')[:2], (1, '1 passed, 1 failed'))
    same(summed([], expected=['a'])[:2], (1, '0 passed, 2 failed'))


@point('sum: a failing test in a real project raises the second number')
def real_project_is_summed():
    with tempfile.TemporaryDirectory() as folder:
        source, build = pathlib.Path(folder, 'source'), pathlib.Path(folder, 'real')
        source.mkdir()
        (source / 'meson.build').write_text("project('p')\n" + ''.join(
            f"test('{name}', find_program('sh'), args: ['-c', '{words}'], protocol: 'tap')\n" for name, words in (
                ('good', 'echo 1..2; echo ok 1 a; echo ok 2 b'), ('bad', 'echo 1..2; echo ok 1 a; echo not ok 2 b; exit 1'),
                ('crash', 'echo 1..2; echo ok 1 a; kill -SEGV $$'))))
        command('meson', 'setup', build, source)
        status = subprocess.run(['meson', 'test', '-C', build], capture_output=True).returncode
        (build / 'status').write_text(f'{status}\n')
        output = command(sys.executable, TOOLS / 'sum-tests.py', folder, 'real', status=1)
        same(output.splitlines()[-1], '4 passed, 2 failed')


@point('headless: the command has a display, a bus and folders of its own, and its exit status counts')
def headless_gives_a_display():
    script = 'echo "$DISPLAY|$DBUS_SESSION_BUS_ADDRESS|$XDG_RUNTIME_DIR|$XDG_CONFIG_HOME"; cat; exit 5'
    result = subprocess.run([TOOLS / 'headless', 'sh', '-c', script], input='words', stdout=subprocess.PIPE, text=True,
                            timeout=LONG)
    same(result.returncode, 5)
    line, words = result.stdout.split('\n', 1)
    display, bus, runtime, config = line.split('|')
    same(words, 'words')
    assert display.startswith(':') and bus.startswith(f'unix:path={runtime}/'), line
    none('left behind', (path for path in (runtime, config) if os.path.exists(path)))


def is_served(display):
    with socket.socket(socket.AF_UNIX) as connection:
        return connection.connect_ex(f'\0/tmp/.X11-unix/X{display[1:]}') == 0


@point('headless: many at once have displays of their own')
def headless_many_at_once():
    started = [subprocess.Popen([TOOLS / 'headless', 'sh', '-c', 'echo $DISPLAY; read end'], stdin=subprocess.PIPE,
                                stdout=subprocess.PIPE, text=True) for _ in range(4)]
    displays = [process.stdout.readline().strip() for process in started]
    none('without a server', (display for display in displays if not is_served(display)))
    same([process.communicate('\n', timeout=LONG) and process.returncode for process in started], [0] * 4)
    same(len(set(displays)), 4)


@point('headless: a signal ends display and command')
def headless_ends_with_a_signal():
    process = subprocess.Popen([TOOLS / 'headless', 'sh', '-c', 'echo $DISPLAY; exec sleep 1000'],
                               stdout=subprocess.PIPE, text=True)
    display = process.stdout.readline().strip()
    assert is_served(display), display
    process.send_signal(signal.SIGTERM)
    # The pipe ends when nobody is left who holds it.
    same(process.communicate(timeout=LONG)[0], '')
    same(process.returncode, 143)
    assert not is_served(display), display


main()
