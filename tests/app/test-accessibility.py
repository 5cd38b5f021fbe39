#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The program as a screen reader and a keyboard meet it, from outside: by AT-SPI and by keys of the X server.

usage: test-accessibility.py PROGRAM, within build-aux/headless
"""

import pathlib
import re
import subprocess
import sys

from outside import PROGRAM, Atspi, Gone, Window, accessibility_bus, has, keys, role_of, wait_for, walk, write

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / 'build'))
from tap import main, none, point, same  # noqa: E402

# What a learner acts on, or has to be told of.
NAMED = {'push button', 'toggle button', 'check box', 'radio button', 'switch', 'spin button', 'entry', 'text',
         'combo box', 'slider', 'list', 'list item', 'page tab', 'menu item', 'check menu item', 'radio menu item',
         'image', 'frame', 'dialog', 'table'}
# Letters and digits that Unicode has once more for mathematics: voices skip them.
MATHEMATICAL = re.compile('[\U0001D400-\U0001D7FF]')


def labels(item):
    """The names of what a thing is labelled by, which is read out beside its own."""
    for relation in item.get_relation_set():
        if relation.get_relation_type() == Atspi.RelationType.LABELLED_BY:
            yield from (relation.get_target(i).get_name() for i in range(relation.get_n_targets()))


def tab_to(window, role, name=''):
    """Moves the focus with the Tab key until it is at a thing of a role and a name."""
    for _stop in range(200):
        item = window.focus()
        if item is not None and role_of(item) == role and name in item.get_name():
            return item
        keys('Tab')
    raise Gone(f'{role} "{name}" by the Tab key')


def faults(window, view):
    for item in walk(window.root):
        role, name = role_of(item), item.get_name()
        if role == 'panel' and name.startswith(('Gtk', 'Sft')):
            yield f'{view}: a panel with the name of its type: {name}'
        if role not in NAMED:
            continue
        if any(label.startswith(('Gtk', 'Sft')) for label in labels(item)):
            yield f'{view}: a {role} that is labelled by a type: {name}'
        if MATHEMATICAL.search(name):
            yield f'{view}: letters that no voice has in {name!r}'
        if not name.strip():
            yield f'{view}: a {role} without a name ({item.get_description()!r})'
        elif role in ('push button', 'check box') and name.isdigit():
            yield f'{view}: a cell that is called {name}'
        elif name.startswith(('Gtk', 'Sft')):
            yield f'{view}: a {role} with the name of its type: {name}'
        elif '_' in name:
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
    keys('F10')
    window.find('menu item')
    found += faults(window, 'menu')
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
    pin = window.find('check box', 'Pin')
    wait_for(lambda: has(pin, Atspi.StateType.CHECKED), 'pinned')

    window.open(2)
    cell = window.find('check box', 'Loss mask')
    checked = has(cell, Atspi.StateType.CHECKED)
    wait_for(lambda: window.announces('Token positions with loss'), 'an announcement of the demo')
    keys('alt+l')
    keys('space')
    wait_for(lambda: has(cell, Atspi.StateType.CHECKED) != checked, 'the cell')
    wait_for(lambda: window.announces('Active tokens:'), 'an announcement of what changed')
    name = cell.get_name()
    window.quit()

    window = Window()
    wait_for(lambda: 'behavior conditioning' in window.title(), 'demo 2 again')
    cell = window.find('check box', name)
    same(has(cell, Atspi.StateType.CHECKED), not checked)
    window.open(3)
    wait_for(lambda: window.number('Steps') == 77, '77 steps again')
    keys('F1')
    wait_for(lambda: any(has(item, Atspi.StateType.FOCUSED)
                         for item in walk(window.find('scroll pane', 'Lesson'))), 'the focus in the lesson')
    window.quit()


@point('values, refusals and results are told where the focus is, which then is described as before')
def told_at_the_focus():
    window = Window('--demo', '8')
    window.hears('The validation loss')
    keys('alt+t')
    steps = wait_for(lambda: window.find('spin button', 'Steps'), 'the steps')
    wait_for(lambda: has(steps, Atspi.StateType.FOCUSED), 'the focus at the steps')
    help_text = window.description()
    keys('Up')
    if not window.announces_itself:
        window.hears('41 steps')
    window.hears('Best step: 41')
    keys('ctrl+a')
    write('99999')
    keys('Return')
    window.hears(anywhere=['accepted: 2 to 1000'])
    keys('ctrl+a')
    write('77')
    keys('Return')
    wait_for(lambda: window.number('Steps') == 77, '77 steps')
    window.hears('Best step: ')
    keys('Tab')

    def described():
        steps.clear_cache()
        return steps.get_description()
    wait_for(lambda: described().startswith(help_text) and 'Changed from its default' in described(), 'the help again')
    scale = tab_to(window, 'slider', 'Training amplitude (nats)')
    if window.announces_itself:
        wait_for(lambda: Atspi.Value.get_text(scale) == '1.80 nats', 'the value of the scale')
        keys('Right')
        wait_for(lambda: Atspi.Value.get_text(scale) == '1.90 nats', 'its new value')
    else:
        wait_for(lambda: window.description() == '1.80 nats', 'the value of the scale')
        keys('Right')
        window.hears('1.90 nats')
    window.quit()


@point('what has the focus has a name that says what is chosen, and is described by its own help alone')
def said_of_the_focus():
    window = Window('--demo', '18')
    window.hears('The validation loss')
    keys('alt+t')
    wait_for(lambda: window.focused('Steps'), 'the focus at the steps')
    keys('shift+Tab')
    wait_for(lambda: window.focused('Curves'), 'the focus at the group')
    same(window.description(), '')
    keys('ctrl+question')
    window.find('frame', 'Keyboard Shortcuts')
    keys('Escape')
    keys('ctrl+e')
    wait_for(lambda: window.focused('Format, PNG'), 'the format')
    keys('space', 'Down', 'Return')
    wait_for(lambda: window.focused('Format, SVG'), 'the next format')
    keys('Escape')
    window.quit()


@point('the figure is called by the place that the keys are at, and a row of its table by its cells')
def figure_and_table():
    window = Window('--demo', '13')
    window.hears('The validation loss')
    tab_to(window, 'image')
    keys('Home', 'Right')
    wait_for(lambda: ': Step ' in window.focus().get_name(), 'the place in the figure')
    tab_to(window, 'scroll pane', 'Readouts')
    same(window.description(), 'Best step: 40; Best validation loss: 0.6912 nats; Best step is interior: no')
    tab_to(window, 'page tab', 'Checks')
    keys('space')
    pane = tab_to(window, 'scroll pane', 'Checks')
    same('does not hold here' in pane.get_description(), True)
    keys('shift+Tab')
    tab_to(window, 'page tab', 'Data')
    keys('space')
    wait_for(lambda: any(window.all('tree table')), 'the table')
    tab_to(window, 'table row')
    keys('Home', 'Down')
    wait_for(lambda: window.focus().get_name().startswith('Row 2, Step: 2, train: '), 'the row')
    window.quit()


@point('Alt and a digit lead to the pages below the figure, and nowhere while there is no figure')
def pages_by_digits():
    window = Window('--demo', '13')
    for digit, name in reversed([*enumerate(('Lesson', 'Checks', 'Transcript', 'Data', 'Questions', 'Notes'), 1)]):
        keys(f'alt+{digit}')
        tab = window.find('page tab', name)
        wait_for(lambda: has(tab, Atspi.StateType.FOCUSED), f'the focus at {name}')
    keys('alt+Home')
    wait_for(lambda: 'of 25 demos opened' in window.description(), 'the lesson page')
    before = window.focus().get_name()
    keys('alt+2', 'alt+7')
    same(window.focus().get_name(), before)
    window.quit()


@point('questions have choices with names, which arrows do not answer; answers are judged aloud')
def questions():
    window = Window('--demo', '1')
    keys('alt+Home')
    wait_for(lambda: 'of 25 demos opened' in window.description(), 'the lesson page and how far it is')
    same([item.get_name() for item in window.all('spin button')], [])
    tab_to(window, 'radio button', 'Math for LLMs')
    keys('Down')
    wait_for(lambda: window.focus().get_name() == 'Distributed systems', 'the next choice')
    same(has(window.focus(), Atspi.StateType.CHECKED), False)
    keys('space')
    same(window.hears(anywhere=['1 of 4 answered']).startswith('✗ Not this one.'), True)
    window.quit()


@point('an exercise is told at the place for its answer, and its verdict at the button that goes on')
def practice():
    window = Window('--demo', '1')
    keys('ctrl+shift+p')
    window.find('push button', 'Start')
    tab_to(window, 'push button', 'Start')
    keys('Return')
    wait_for(lambda: role_of(window.focus()) in ('text', 'radio button', 'image'), 'the first exercise')
    item = window.focus()
    asked = item.get_parent()
    while not asked.get_name():
        asked = asked.get_parent()
    same(role_of(asked), 'panel')
    if role_of(item) == 'text':
        same('nswer with' in window.description(), True)
        write('abc')
        keys('Return')
        refusal = 'is not an answer here'
        window.hears(anywhere=[refusal])
        keys('ctrl+a')
        write('1')
        keys('Return')
        wait_for(lambda: window.focused('Next') or window.heard(anywhere=[refusal]), 'a verdict or a refusal')
        if not window.focused('Next'):
            keys('ctrl+a')
            write('a')
            keys('Return')
    elif role_of(item) == 'radio button':
        keys('space')
    else:
        keys('Down', 'space')
        tab_to(window, 'push button', 'Check')
        keys('space')
    wait_for(lambda: window.focused('Next') and window.description()[:1] in ('✓', '✗'), 'the verdict')
    window.quit()


with accessibility_bus():
    main()
