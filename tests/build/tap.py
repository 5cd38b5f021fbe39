# SPDX-License-Identifier: GPL-3.0-or-later
"""A small TAP producer: each function marked with @point is one point, an exception makes it "not ok"."""

import subprocess
import sys
import traceback

_points = []


def point(title):
    """Marks a function as a test point."""
    def add(function):
        _points.append((title, function))
        return function
    return add


class Skip(Exception):
    """Raised by a point that cannot be judged here; its text is the reason."""


def none(what, items):
    """Asserts that a list of findings is empty, and names them."""
    items = list(items)
    assert not items, f'{what}:\n' + '\n'.join(f'  {item}' for item in items)


def same(actual, expected):
    assert actual == expected, f'expected {expected!r}\n     got {actual!r}'


def command(*arguments, status=0, **keywords):
    """Runs a command, asserts its exit status and returns what it printed on both outputs."""
    arguments = [str(argument) for argument in arguments]
    keywords = {'stdout': subprocess.PIPE, 'stderr': subprocess.STDOUT, 'text': True, **keywords}
    result = subprocess.run(arguments, **keywords)
    assert result.returncode == status, (
        f'expected exit status {status}, got {result.returncode}: {" ".join(arguments)}\n{result.stdout}')
    return result.stdout


def main():
    """Runs every point, in the order of the file, and exits."""
    failed = False
    print(f'1..{len(_points)}')
    for number, (title, function) in enumerate(_points, 1):
        try:
            function()
        except Skip as reason:
            print(f'ok {number} - {title} # SKIP {reason}', flush=True)
            continue
        except Exception as error:
            failed = True
            print(f'not ok {number} - {title}')
            words = str(error) if isinstance(error, AssertionError) and str(error) else traceback.format_exc()
            print('\n'.join(f'# {line}' for line in words.splitlines()), flush=True)
            continue
        print(f'ok {number} - {title}', flush=True)
    sys.exit(1 if failed else 0)
