#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The program as a screen reader and a keyboard meet it, from outside: by AT-SPI and by keys of the X server.

usage: test-accessibility.py PROGRAM, within build-aux/headless
"""

import pathlib
import subprocess
import sys

from outside import PROGRAM, Atspi, Window, accessibility_bus, has, keys, wait_for, walk, write

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / 'build'))
from tap import main, none, point, same  # noqa: E402

# What a learner acts on, or has to be told of.
NAMED = {'push button', 'toggle button', 'check box', 'radio button', 'switch', 'spin button', 'entry', 'text',
         'combo box', 'slider', 'list', 'list item', 'page tab', 'menu item', 'image', 'frame', 'dialog', 'table'}


def faults(window, view):
    for item in walk(window.root):
        role, name = item.get_role_name(), item.get_name()
        if role not in NAMED:
            continue
        if not name.strip():
            yield f'{view}: a {role} without a name ({item.get_description()!r})'
        elif role == 'push button' and name.isdigit():
            yield f'{view}: a cell that is called {name}'
        elif name.startswith(('Gtk', 'Sft')):
            yield f'{view}: a {role} with the name of its type: {name}'
        elif '_' in name and '_θ' not in name:
            yield f'{view}: a mnemonic in the name {name!r}'
        elif len(name.split()) > 1 and len(set(name.split())) == 1:
            yield f'{view}: a name said twice: {name!r}'


@point('no control of any demo, nor of the export dialog, is without a name of its own')
def every_control_has_a_name():
    window = Window('--demo', '1')
    found = list(faults(window, 1))
    same(len(list(window.all('list item'))) >= 25, True)
    for view in [str(number) for number in range(2, 26)] + ['9/concept', '17/concept', '12/concept']:
        before = window.title()
        subprocess.run([PROGRAM, '--demo', view], check=True)
        if '/' not in view:
            wait_for(lambda: window.title() != before, f'demo {view}')
        found += faults(window, view)
    keys('ctrl+e')
    window.find('combo box')
    found += faults(window, 'export')
    keys('Escape')
    none('not named', sorted(set(found)))
    window.quit()


@point('typed, toggled, undone, pinned by keys, and as it was after a restart')
def driven_by_keys():
    window = Window('--demo', '1')
    window.open(3)
    wait_for(lambda: 'Demonstrations' in window.title(), 'demo 3')
    same(window.number('Steps'), 40)
    keys('alt+t')
    keys('ctrl+a')
    write('77')
    keys('Return')
    wait_for(lambda: window.number('Steps') == 77, '77 steps')
    keys('ctrl+z')
    wait_for(lambda: window.number('Steps') == 40, 'undone')
    keys('ctrl+shift+z')
    wait_for(lambda: window.number('Steps') == 77, 'redone')
    keys('ctrl+k')
    pin = window.find('push button', 'Pin')
    wait_for(lambda: has(pin, Atspi.StateType.PRESSED), 'pinned')

    window.open(2)
    cell = window.find('push button', 'Loss mask')
    pressed = has(cell, Atspi.StateType.PRESSED)
    wait_for(lambda: window.announces('token positions'), 'an announcement of the demo')
    keys('alt+l')
    keys('space')
    wait_for(lambda: has(cell, Atspi.StateType.PRESSED) != pressed, 'the cell')
    wait_for(lambda: window.announces('Active tokens:'), 'an announcement of what changed')
    name = cell.get_name()
    window.quit()

    window = Window()
    wait_for(lambda: 'behavior conditioning' in window.title(), 'demo 2 again')
    cell = window.find('push button', name)
    same(has(cell, Atspi.StateType.PRESSED), not pressed)
    window.open(3)
    wait_for(lambda: window.number('Steps') == 77, '77 steps again')
    keys('F1')
    wait_for(lambda: any(has(item, Atspi.StateType.FOCUSED)
                         for item in walk(window.find('scroll pane', 'Lesson'))), 'the focus in the lesson')
    window.quit()


with accessibility_bus():
    main()
