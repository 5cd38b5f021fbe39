#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Do the arrows between the layers point one way? Each layer's test program is linked again, with one call added.

usage: test-layers.py SOURCE BUILD NINJA LAYER=LIBRARY...

The layers come from the lowest to the highest; the last two, cli and app, stand side by side.
"""

import itertools
import json
import pathlib
import re
import shlex
import subprocess
import sys
import tempfile

from tap import main, none, point

SOURCE, BUILD, NINJA = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]), sys.argv[3]
LIBRARIES = dict(argument.split('=', 1) for argument in sys.argv[4:])
LAYERS = list(LIBRARIES)
BELOW = {layer: LAYERS[:LAYERS.index(layer)] for layer in LAYERS}
if 'app' in BELOW:
    BELOW['app'].remove('cli')

# A header and a function that only this layer has.
DOORS = {
    'core': ('sft-softmax.h', 'sft_log_sum_exp'),
    'plot': ('sft-layout.h', 'sft_layout_new'),
    'labs': ('sft-lab.h', 'sft_demos'),
    'study': ('sft-saved-states.h', 'sft_saved_states_new'),
    'cli': ('sft-cli.h', 'sft_cli_run'),
    'app': ('sft-app.h', 'sft_app_run'),
}
# Who may include what of the outside.
FOREIGN = {
    'cairo': {'plot', 'app'}, 'pango': {'plot', 'app'}, 'png': {'plot'}, 'hb': {'plot'},
    'gtk/': {'app'}, 'gdk/': {'app'}, 'gsk/': {'app'}, 'adwaita': set(), 'gsl/': {'core'},
}


def compile_flags(layer):
    """The flags with which the sources of a layer are really compiled."""
    for entry in json.loads((BUILD / 'compile_commands.json').read_text()):
        # Not those of a kernel that is compiled apart with flags of its own.
        if f'/libsft-{layer}.a.p/' in entry['output']:
            words = shlex.split(entry['command'])
            # Meson puts ccache before the compiler where it is installed.
            compiler = list(itertools.takewhile(lambda word: not word.startswith('-'), words))
            return compiler + [word for word in words if re.match(r'-[DIfm]|-isystem|-pthread', word)]
    raise AssertionError(f'nothing of the layer {layer} is compiled')


def compiles(layer, text, folder):
    """Compiles a few lines as a source file of the layer; returns the object and the compiler's words."""
    source, target = pathlib.Path(folder, 'call.c'), pathlib.Path(folder, 'call.o')
    source.write_text(text)
    target.unlink(missing_ok=True)
    result = subprocess.run([*compile_flags(layer), '-c', source, '-o', target], cwd=BUILD, capture_output=True,
                            text=True, env={'PATH': '/usr/local/bin:/usr/bin:/bin', 'LC_ALL': 'C'})
    return (target if result.returncode == 0 else None), result.stderr


def links(layer, extra, folder):
    """Links the layer's test program as it was linked, with one more object; returns success and the words."""
    commands = subprocess.run([NINJA, '-C', BUILD, '-t', 'commands', f'tests/build/layer-{layer}'], check=True,
                              capture_output=True, text=True).stdout.splitlines()
    words = shlex.split(commands[-1])
    place = words.index('-o') + 1
    # In front of the libraries: what it calls is searched for in those that follow.
    words[place:place + 1] = [str(pathlib.Path(folder, 'program')), *extra]
    result = subprocess.run(words, cwd=BUILD, capture_output=True, text=True,
                            env={'PATH': '/usr/local/bin:/usr/bin:/bin', 'LC_ALL': 'C'})
    return result.returncode == 0, result.stderr


def call_of(function):
    return f'void {function} (void);\nvoid added_call (void);\nvoid\nadded_call (void)\n{{\n  {function} ();\n}}\n'


def defines(layer, function):
    symbols = subprocess.run(['nm', '--defined-only', LIBRARIES[layer]], cwd=BUILD, check=True, capture_output=True,
                             text=True).stdout
    return re.search(rf' T {function}$', symbols, re.MULTILINE) is not None


def check_call(layer, other, allowed):
    header, function = DOORS[other]
    assert defines(other, function), f'{function} is not in {LIBRARIES[other]}'
    with tempfile.TemporaryDirectory() as folder:
        target, words = compiles(layer, call_of(function), folder)
        assert target, words
        linked, words = links(layer, [target], folder)
    if allowed:
        assert linked, words
    else:
        assert not linked, f'{layer} can call {function} of {other}'
        assert f'undefined reference to `{function}\'' in words, words


def check_include(layer, other, allowed):
    header, _ = DOORS[other]
    with tempfile.TemporaryDirectory() as folder:
        target, words = compiles(layer, f'#include "{header}"\n', folder)
    if allowed:
        assert target, words
    else:
        assert not target, f'{layer} can include {header} of {other}'
        assert re.search(rf'{re.escape(header)}.*(No such file|file not found)', words), words


def add_points(layer, other):
    allowed = other == layer or other in BELOW[layer]
    word = 'can' if allowed else 'cannot'

    @point(f'{layer} {word} call {other}')
    def call():
        check_call(layer, other, allowed)

    @point(f'{layer} {word} include headers of {other}')
    def include():
        check_include(layer, other, allowed)


for lower in LAYERS:
    for upper in LAYERS:
        add_points(lower, upper)


def includes(layer):
    for path in sorted((SOURCE / 'src' / layer).rglob('*.[ch]')):
        for number, line in enumerate(path.read_text(encoding='utf-8').splitlines(), 1):
            if match := re.match(r'\s*#\s*include\s*[<"]([^>"]+)[>"]', line):
                yield f'{path.relative_to(SOURCE)}:{number}', match.group(1)


@point('every header included is of the own layer or of one below')
def headers_are_of_layers_below():
    home = {path.name: path.parent.name for path in (SOURCE / 'src').rglob('*.h')}
    none('included from above',
         (f'{where}: {name} of {home[name]}' for layer in LAYERS for where, name in includes(layer)
          if home.get(name, layer) not in {layer, *BELOW[layer]}))


@point('every foreign header is included only where it belongs')
def foreign_headers_are_where_they_belong():
    none('included in the wrong layer',
         (f'{where}: {name}' for layer in LAYERS for where, name in includes(layer)
          for prefix, at_home in FOREIGN.items() if name.startswith(prefix) and layer not in at_home))


main()
