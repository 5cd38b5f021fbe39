# SPDX-License-Identifier: GPL-3.0-or-later
"""The program as those outside of it meet it: the accessibility bus, keys and a pointer of the X server."""

import collections
import contextlib
import os
import subprocess
import sys
import time

# The program stops at its first warning; the library that looks at it warns of what others do not answer.
ENVIRONMENT = dict(os.environ)
os.environ.pop('G_DEBUG', None)

import gi  # noqa: E402
gi.require_version('Atspi', '2.0')
from gi.repository import Atspi, Gio, GLib  # noqa: E402

PROGRAM = sys.argv[1]
LAUNCHERS = ('/usr/libexec/at-spi-bus-launcher', '/usr/lib/at-spi2-core/at-spi-bus-launcher',
             '/usr/lib/at-spi-bus-launcher')
# Roles that have another name in GTK 4.18 and its bus than in GTK 4.8, by which they are called here.
ROLES = {'button': 'push button', 'grouping': 'panel', 'menu': 'panel'}
ANNOUNCED = 'object:announcement'
EVENTS = ANNOUNCED, 'object:property-change:accessible-description'
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


def has(item, state):
    return item.get_state_set().contains(state)


def role_of(item):
    role = item.get_role_name()
    return ROLES.get(role, role)


def text_of(item):
    """What is written in a thing, whether that is its name or not."""
    return item.get_name() or (Atspi.Text.get_text(item, 0, -1) if item.is_text() else '')


def keys(*names):
    subprocess.run(['xdotool', 'key', '--clearmodifiers', *names], check=True)
    time.sleep(0.1)


def write(text):
    subprocess.run(['xdotool', 'type', '--delay', '30', text], check=True)
    time.sleep(0.1)


def pointer(*words):
    subprocess.run(['xdotool', *map(str, words)], check=True)
    time.sleep(0.05)


class Window:
    """The running program. Its surface lies in the middle of a screen that has its size, as far as its shadow lets it:
    without a window manager nothing moves it."""

    def __init__(self, *arguments):
        # From 4.14 on GTK announces. Before it all that reaches a screen reader is the description of the focus.
        self.announcements, self.descriptions = collections.deque(), collections.deque()
        self.listener = Atspi.EventListener.new(self.listen)
        for event in EVENTS:
            self.listener.register(event)
        self.process = subprocess.Popen([PROGRAM, *arguments], env=ENVIRONMENT)
        self.root = wait_for(self.look, 'the program on the accessibility bus')
        self.announces_itself = tuple(map(int, self.root.get_toolkit_version().split('.')[:2])) >= (4, 14)
        wait_for(lambda: any(self.all('spin button')) or any(self.all('push button')), 'controls')

    def look(self):
        for application in children(Atspi.get_desktop(0)):
            if application.get_name() == 'sft-lab' and application.get_child_count() > 0:
                return application
        return None

    def listen(self, event):
        if event.type == ANNOUNCED:
            self.announcements.append(event.any_data)
            return
        try:
            if has(event.source, Atspi.StateType.FOCUSED):
                self.descriptions.append(event.any_data)
        except GLib.GError:
            pass  # it has gone meanwhile, and was not the focus

    def heard(self, *starts, anywhere=()):
        """The next text that a screen reader was told which begins with one of these, or has one of the others in it;
        None: there was none yet. On a slow machine it may be long gone from where it stood."""
        texts = self.announcements if self.announces_itself else self.descriptions
        while GLib.MainContext.default().iteration(False):
            pass
        while texts:
            text = texts.popleft()
            if text.startswith(starts) or any(part in text for part in anywhere):
                return text
        return None

    def hears(self, *starts, anywhere=()):
        """The same, which is waited for."""
        return wait_for(lambda: self.heard(*starts, anywhere=anywhere), f'to hear {starts} {anywhere}')

    def focus(self):
        return next((item for item in walk(self.root) if has(item, Atspi.StateType.FOCUSED)), None)

    def focused(self, name):
        """Whether a thing of this name has the focus."""
        item = self.focus()
        return item is not None and item.get_name() == name

    def description(self):
        """Of what has the focus."""
        item = self.focus()
        if item is None:
            return ''
        item.clear_cache()
        return item.get_description()

    def all(self, role, name=''):
        return (item for item in walk(self.root) if role_of(item) == role and name in item.get_name())

    def find(self, role, name=''):
        return wait_for(lambda: next(self.all(role, name), None), f'{role} "{name}"')

    def number(self, name):
        return self.find('spin button', name).get_current_value()

    def title(self):
        return next(children(self.root)).get_name()

    def announcement(self):
        """What is written where a screen reader is told of results."""
        for item in self.all('status bar'):
            item.clear_cache()
            return text_of(item)
        return ''

    def announces(self, text):
        return text in self.announcement()

    def open(self, number):
        """Picks a demo in the list by keys: its number typed into the search, and Enter."""
        keys('ctrl+f')
        keys('ctrl+a')
        write(str(number))
        keys('Return')

    def quit(self):
        for event in EVENTS:
            self.listener.deregister(event)
        keys('ctrl+q')
        status = self.process.wait()
        assert status == 0, f'the program ended with status {status}'


def accessibility_bus_is_up():
    session = Gio.bus_get_sync(Gio.BusType.SESSION, None)
    reply = session.call_sync('org.freedesktop.DBus', '/org/freedesktop/DBus', 'org.freedesktop.DBus', 'NameHasOwner',
                              GLib.Variant('(s)', ('org.a11y.Bus',)), None, Gio.DBusCallFlags.NONE, -1, None)
    return reply.unpack()[0]


@contextlib.contextmanager
def accessibility_bus():
    launcher = next(path for path in LAUNCHERS if os.path.exists(path))
    with subprocess.Popen([launcher, '--launch-immediately'], stdout=subprocess.DEVNULL,
                          stderr=subprocess.DEVNULL) as bus:
        try:
            wait_for(accessibility_bus_is_up, 'the accessibility bus')
            Atspi.init()
            # A call that is not answered in time looks like a window without children.
            Atspi.set_timeout(LONG * 1000, LONG * 1000)
            yield
        finally:
            bus.terminate()
