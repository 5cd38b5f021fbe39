#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The program as a screen reader and a keyboard meet it, from outside: by AT-SPI and by keys of the X server.

usage: test-accessibility.py PROGRAM, within build-aux/headless
"""

import os
import pathlib
import subprocess
import sys
import time

# The program stops at its first warning; the library that looks at it warns of what others do not answer.
ENVIRONMENT = dict(os.environ)
os.environ.pop('G_DEBUG', None)

import gi  # noqa: E402
gi.require_version('Atspi', '2.0')
from gi.repository import Atspi, Gio, GLib  # noqa: E402

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / 'build'))
from tap import main, none, point, same  # noqa: E402

PROGRAM = sys.argv[1]
# What a learner acts on, or has to be told of.
NAMED = {'push button', 'toggle button', 'check box', 'radio button', 'switch', 'spin button', 'entry', 'text',
         'combo box', 'slider', 'list', 'list item', 'page tab', 'menu item', 'image', 'frame', 'dialog', 'table'}
LAUNCHERS = ('/usr/libexec/at-spi-bus-launcher', '/usr/lib/at-spi2-core/at-spi-bus-launcher',
             '/usr/lib/at-spi-bus-launcher')


# What does not come in this time never comes: far more than a slow machine needs.
LONG = 300


class Gone(Exception):
    """What was looked for is not there, after all that waiting."""


def wait_for(look, what):
    """What a look gives, as soon as it gives anything."""
    end = time.monotonic() + LONG
    while time.monotonic() < end:
        found = look()
        if found:
            return found
        time.sleep(0.02)
    raise Gone(what)


def children(item):
    return filter(None, (item.get_child_at_index(i) for i in range(item.get_child_count())))


def walk(item):
    yield item
    for child in children(item):
        yield from walk(child)


class Window:
    """The running program."""

    def __init__(self, *arguments):
        self.process = subprocess.Popen([PROGRAM, *arguments], env=ENVIRONMENT)
        self.root = wait_for(self.look, 'the program on the accessibility bus')
        wait_for(lambda: any(self.all('spin button')) or any(self.all('push button')), 'controls')

    def look(self):
        for application in children(Atspi.get_desktop(0)):
            if application.get_name() == 'sft-lab' and application.get_child_count() > 0:
                return application
        return None

    def all(self, role, name=''):
        return (item for item in walk(self.root) if item.get_role_name() == role and name in item.get_name())

    def find(self, role, name=''):
        return wait_for(lambda: next(self.all(role, name), None), f'{role} "{name}"')

    def number(self, name):
        return self.find('spin button', name).get_current_value()

    def title(self):
        return next(children(self.root)).get_name()

    def announces(self, text):
        for item in self.all('status bar'):
            item.clear_cache()
            if text in item.get_name():
                return True
        return False

    def open(self, number):
        """Picks a demo in the list by keys: its number typed into the search, and Enter."""
        keys('ctrl+f')
        keys('ctrl+a')
        write(str(number))
        keys('Return')

    def quit(self):
        keys('ctrl+q')
        same(self.process.wait(), 0)


def keys(*names):
    subprocess.run(['xdotool', 'key', '--clearmodifiers', *names], check=True)
    time.sleep(0.1)


def write(text):
    subprocess.run(['xdotool', 'type', '--delay', '30', text], check=True)
    time.sleep(0.1)


def faults(window, view):
    for item in walk(window.root):
        role, name = item.get_role_name(), item.get_name()
        if role not in NAMED:
            continue
        if not name.strip():
            yield f'{view}: a {role} without a name ({item.get_description()!r})'
        elif role == 'push button' and name.isdigit():
            yield f'{view}: a cell that is called {name}'
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
    wait_for(lambda: pin.get_state_set().contains(Atspi.StateType.PRESSED), 'pinned')

    window.open(2)
    cell = window.find('push button', 'Loss mask')
    pressed = cell.get_state_set().contains(Atspi.StateType.PRESSED)
    wait_for(lambda: window.announces('token positions'), 'an announcement of the demo')
    keys('alt+l')
    keys('space')
    wait_for(lambda: cell.get_state_set().contains(Atspi.StateType.PRESSED) != pressed, 'the cell')
    wait_for(lambda: window.announces('Active tokens:'), 'an announcement of what changed')
    name = cell.get_name()
    window.quit()

    window = Window()
    wait_for(lambda: 'behavior conditioning' in window.title(), 'demo 2 again')
    cell = window.find('push button', name)
    same(cell.get_state_set().contains(Atspi.StateType.PRESSED), not pressed)
    window.open(3)
    wait_for(lambda: window.number('Steps') == 77, '77 steps again')
    keys('F1')
    wait_for(lambda: any(item.get_state_set().contains(Atspi.StateType.FOCUSED)
                         for item in walk(window.find('scroll pane', 'Lesson'))), 'the focus in the lesson')
    window.quit()


def accessibility_bus_is_up():
    session = Gio.bus_get_sync(Gio.BusType.SESSION, None)
    reply = session.call_sync('org.freedesktop.DBus', '/org/freedesktop/DBus', 'org.freedesktop.DBus', 'NameHasOwner',
                              GLib.Variant('(s)', ('org.a11y.Bus',)), None, Gio.DBusCallFlags.NONE, -1, None)
    return reply.unpack()[0]


launcher = next(path for path in LAUNCHERS if os.path.exists(path))
with subprocess.Popen([launcher, '--launch-immediately'], stdout=subprocess.DEVNULL,
                      stderr=subprocess.DEVNULL) as bus:
    try:
        wait_for(accessibility_bus_is_up, 'the accessibility bus')
        Atspi.init()
        main()
    finally:
        bus.terminate()
