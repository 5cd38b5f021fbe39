#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A learner at work, in a language and an appearance: picks demos, types a logit, toggles a mask cell, undoes, drags the
threshold, pins, exports, starts again and finds everything as it was. Hands are keys and a pointer of the X server, eyes
are the accessibility bus and the pixels of the screen.

usage: test-drive.py PROGRAM LOCALE APPEARANCE, within build-aux/headless

LOCALE is C, or a name such as de_DE, whose catalog is below $SFT_LAB_LOCALEDIR.
"""

import gettext
import json
import os
import pathlib
import struct
import subprocess
import sys
import tempfile
import time

from outside import ENVIRONMENT, PROGRAM, Atspi, Gio, Window, accessibility_bus, children, has, keys, pointer, \
    wait_for, walk, write

TESTS = pathlib.Path(__file__).resolve().parents[1]
sys.path[:0] = [str(TESTS / 'build'), str(TESTS / 'benchmarks')]
from screen import Pixels  # noqa: E402
from tap import command, main, point, same  # noqa: E402

LOCALE, APPEARANCE = sys.argv[2:4]
WIDTH, HEIGHT = 1024, 640
LOGIT = 1.75
SCREEN = Pixels(os.environ['HEADLESS_PIXELS'])
FOLDER = tempfile.TemporaryDirectory()
# In a folder where nothing else happens: when a folder goes away while GTK 4.8 completes a typed name, it loses its name.
EXPORTED = pathlib.Path(FOLDER.name, 'exported', 'threshold.png')
# What the appearances have in common with nobody's taste: how light the window's background is.
LIGHTNESS = {'light': range(200, 256), 'dark': range(0, 80), 'high-contrast': range(250, 256)}


def in_language():
    """Makes the program speak the language, and returns what translates its messages."""
    if LOCALE == 'C':
        return gettext.NullTranslations()
    command('localedef', '--no-archive', '-i', LOCALE, '-f', 'UTF-8', pathlib.Path(FOLDER.name, f'{LOCALE}.UTF-8'))
    language = LOCALE if LOCALE.startswith('zh') else LOCALE[:2]
    ENVIRONMENT.update(LC_ALL=f'{LOCALE}.UTF-8', LANGUAGE=language, LOCPATH=FOLDER.name)
    return gettext.translation('sft-lab', os.environ['SFT_LAB_LOCALEDIR'], [language])


# Leaks of a library that was built without frame pointers are told from ours only when the stack is really unwound.
if 'ASAN_OPTIONS' in ENVIRONMENT:
    ENVIRONMENT['ASAN_OPTIONS'] += ':fast_unwind_on_malloc=0'
TRANSLATION = in_language()
_ = TRANSLATION.gettext


def typed(number):
    """A number as people of the locale type it."""
    return f'{number:.3f}'.replace('.', '.' if LOCALE in ('C', 'zh_CN') else ',')


class Learner(Window):
    """Has a pointer, and words of a language."""

    def place(self, item):
        """Where a control is on the screen: x, y, width, height."""
        frame = next(parent for parent in children(self.root) if item in walk(parent)).get_extents(
            Atspi.CoordType.WINDOW)
        at = item.get_extents(Atspi.CoordType.WINDOW)
        # A window lies in the corner of the screen, within its shadow, which is as wide on every side.
        shadow = (WIDTH - frame.width) // 2 if frame.width > WIDTH - 100 else 0
        return at.x + shadow, at.y + shadow, at.width, at.height

    def reveal(self, item):
        """Turns the wheel until the whole control is seen."""
        pane = item
        while pane is not None and pane.get_role_name() != 'scroll pane':
            pane = pane.get_parent()
        if pane is None:
            return
        left, top, _width, height = self.place(pane)
        seen = None
        while True:
            _x, y, _w, h = self.place(item)
            if top <= y and y + h <= top + height:
                return
            assert y != seen, f'{item.get_name()} cannot be scrolled to'
            seen = y
            pointer('mousemove', left + 4, top + 4, 'click', 5 if y > top else 4)
            still(lambda: self.place(item))

    def click(self, item):
        self.reveal(item)
        x, y, width, height = self.place(item)
        pointer('mousemove', x + width // 2, y + height // 2, 'click', 1)

    def cell(self, role, name, number=0):
        """A cell of a list or matrix."""
        cells = wait_for(lambda: [item for item in self.all(role) if item.get_name().startswith(f'{_(name)},')], name)
        return cells[number]

    def value(self, name):
        return round(self.find('spin button', _(name)).get_current_value(), 6)

    def item(self, number):
        """A demo in the list."""
        return wait_for(lambda: next((item for item in self.all('list item')
                                      if item.get_name().startswith(f'{number} ')), None), f'demo {number}')

    def shows(self, title):
        wait_for(lambda: _(title) in self.title(), f'the title "{_(title)}"')


def start():
    """Starts the program, whose window the points share."""
    global learner
    learner = Learner()
    return learner


def plain(label):
    """A label without its mnemonic."""
    return label.replace('_', '')


def lightness():
    """Of the background: what most of the screen is."""
    pixels = [pixel for y in range(60, HEIGHT - 20, 10) for pixel in SCREEN.line(20, y, WIDTH - 40)]
    return sum(max(set(pixels), key=pixels.count)) // 3


def still(look):
    """What a look gives when it gives the same twice in a row, some frames apart."""
    before = look()
    while True:
        time.sleep(0.2)
        now = look()
        if now == before:
            return now
        before = now


def is_checked(item):
    return has(item, Atspi.StateType.CHECKED)


@point('starts on the lesson page, in its appearance; a demo is picked with the pointer')
def picks_a_demo():
    EXPORTED.parent.mkdir()
    settings = Gio.Settings.new('org.sftlab.SftLab')
    settings.set_int('window-width', WIDTH)
    settings.set_int('window-height', HEIGHT)
    settings.set_string('appearance', APPEARANCE)
    settings.set_string('export-folder', str(EXPORTED.parent))
    Gio.Settings.sync()
    learner = start()
    wait_for(lambda: SCREEN.painted() > 0.2, 'something on the screen')
    wait_for(lambda: lightness() in LIGHTNESS[APPEARANCE], f'{APPEARANCE} colors')
    learner.click(learner.item(1))
    learner.shows('Why pretrained next-token models need instruction-following alignment')


@point('a logit is typed, undone and redone')
def types_a_logit():
    logit = learner.cell('spin button', 'Logits')
    before = logit.get_current_value()
    learner.click(logit)
    keys('ctrl+a')
    write(typed(LOGIT))
    keys('Return')
    wait_for(lambda: logit.get_current_value() == LOGIT, 'the logit')
    keys('ctrl+z')
    wait_for(lambda: logit.get_current_value() == before, 'the logit undone')
    keys('ctrl+shift+z')
    wait_for(lambda: logit.get_current_value() == LOGIT, 'the logit redone')


@point('a cell of the mask is toggled with the pointer, which is announced')
def toggles_a_cell():
    cell = learner.cell('check box', 'Response mask')
    same(is_checked(cell), False)
    told = learner.announcement()
    learner.click(cell)
    wait_for(lambda: is_checked(cell), 'the cell')
    wait_for(lambda: learner.announcement() not in ('', told), 'an announcement')
    keys('ctrl+z')
    wait_for(lambda: not is_checked(cell), 'the cell undone')
    learner.click(cell)
    wait_for(lambda: is_checked(cell), 'the cell again')


def threshold_lines(figure, threshold):
    """Where the line of the threshold is on the screen, before and after another threshold is typed: x, x and y."""
    x, y, width, height = learner.place(figure)

    def columns():
        return list(zip(*(SCREEN.line(x, line, width) for line in range(y, y + height))))
    before = still(columns)
    learner.click(learner.find('spin button', _('Operating threshold')))
    keys('ctrl+a')
    write(typed(threshold))
    keys('Return')
    wait_for(lambda: learner.value('Operating threshold') == threshold, 'the threshold')
    pointer('mousemove', 2, 2)
    wait_for(lambda: columns() != before, 'another line')
    # Most changes in two columns of pixels: where the line was, and where it is, further to the right.
    changed = [[at for at, (one, other) in enumerate(zip(*both)) if one != other]
               for both in zip(before, still(columns))]
    ranked = sorted(range(width), key=lambda column: -len(changed[column]))
    lines = sorted([ranked[0], next(column for column in ranked if abs(column - ranked[0]) > 20)])
    rows = changed[lines[1]]
    return x + lines[0], x + lines[1], y + rows[len(rows) // 2]


@point('no words of this language push the list of demos aside')
def keeps_the_list():
    for number in (14, 15, 20, 4):
        before = learner.title()
        learner.open(number)
        wait_for(lambda: learner.title() != before, f'demo {number}')
        keys('ctrl+f', 'Escape')
        place = still(lambda: learner.place(learner.item(1)))
        assert place[2] >= 195, f'the list is {place[2]} pixels wide at demo {number}'


@point('the threshold is dragged along with its line, in one step')
def drags_the_threshold():
    learner.open(4)
    learner.shows('Chat templates as part of the objective')
    same(learner.value('Operating threshold'), 0.5)
    figure = learner.find('image', _('Guardrail threshold trade-off'))
    before, now, y = threshold_lines(figure, 0.7)
    pointer('mousemove', now, y, 'mousedown', 1)
    for part in range(1, 11):
        pointer('mousemove', now + (before - now) * part // 10, y)
    pointer('mouseup', 1)
    wait_for(lambda: abs(learner.value('Operating threshold') - 0.5) < 0.01, 'the threshold dragged back')
    keys('ctrl+z')
    wait_for(lambda: learner.value('Operating threshold') == 0.7, 'the drag undone')
    keys('ctrl+shift+z')
    wait_for(lambda: abs(learner.value('Operating threshold') - 0.5) < 0.01, 'the drag redone')


def png_text(path, keyword):
    """A text that a PNG carries with it."""
    data, at = path.read_bytes(), 8
    while at < len(data):
        length, = struct.unpack('>I', data[at:at + 4])
        kind, body = data[at + 4:at + 8], data[at + 8:at + 8 + length]
        at += length + 12
        if kind == b'iTXt' and body.startswith(keyword.encode() + b'\0'):
            return body.split(b'\0', 5)[5].decode()
    raise AssertionError(f'{path} has no text called {keyword}')


@point('the result is pinned; the figure is exported with what it shows')
def pins_and_exports():
    keys('ctrl+k')
    pin = learner.find('check box', _('_Pin').replace('_', ''))
    wait_for(lambda: is_checked(pin), 'pinned')
    keys('ctrl+e')
    save = learner.find('push button', plain(_('_Save…')))
    learner.click(save)
    # The file dialog is a third window, with the focus in the suggested name.
    wait_for(lambda: len(windows := list(children(learner.root))) > 2
             and any(item.get_role_name() == 'text' and has(item, Atspi.StateType.FOCUSED) for item in walk(windows[2])),
             'the file dialog')
    keys('ctrl+a')
    write(EXPORTED.name)
    keys('Return')
    wait_for(lambda: len(list(children(learner.root))) == 1, 'the dialogs closed')
    state = json.loads(png_text(EXPORTED, 'sft-lab-state'))
    same((state['demo'], state['view'], state['set']['threshold']), (4, 'notebook', learner.value('Operating threshold')))


@point('started again, everything is as it was')
def starts_again():
    threshold = learner.value('Operating threshold')
    learner.quit()
    start()
    learner.shows('Chat templates as part of the objective')
    same(learner.value('Operating threshold'), threshold)
    wait_for(lambda: lightness() in LIGHTNESS[APPEARANCE], f'{APPEARANCE} colors')
    learner.open(1)
    learner.shows('Why pretrained next-token models need instruction-following alignment')
    wait_for(lambda: learner.cell('spin button', 'Logits').get_current_value() == LOGIT, 'the logit')
    same([is_checked(learner.cell('check box', 'Response mask', cell)) for cell in range(4)], [True] * 4)


@point('the exported figure brings back the state it was made in')
def figure_brings_back():
    exported = json.loads(png_text(EXPORTED, 'sft-lab-state'))['set']['threshold']
    keys('ctrl+r')
    wait_for(lambda: learner.cell('spin button', 'Logits').get_current_value() != LOGIT, 'the demo reset')
    command(PROGRAM, '--open', EXPORTED, env=ENVIRONMENT)
    learner.shows('Chat templates as part of the objective')
    wait_for(lambda: learner.value('Operating threshold') == exported, 'the threshold of the figure')
    learner.quit()


with accessibility_bus():
    main()
