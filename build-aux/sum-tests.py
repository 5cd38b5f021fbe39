#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Sums the TAP points of builds that Meson has tested.

usage: sum-tests.py [--filtered] FOLDER BUILD...

FOLDER/BUILD is a Meson build folder; FOLDER/BUILD/status holds the exit status of its `meson test`, or the word
"build" when it could not be built. A program that crashed, ran out of time, stopped before its plan or said
nothing counts as one failure, as does a build that could not be tested; points that were skipped are named and
counted, but are neither passed nor failed. What a failing program wrote as errors (a sanitizer's report, a warning)
stands below its first failure. --filtered: a part of the tests was asked for. The last line is "N passed, N failed";
the exit status is 1 when anything failed or nothing passed.
"""

import json
import pathlib
import re
import subprocess
import sys

POINT = re.compile(r'(ok|not ok)\b\s*(\d+)?\s*-?\s*([^#]*)(?:#\s*(\w+)\s*(.*))?')
PLAN = re.compile(r'1\.\.(\d+)\s*(?:#\s*skip\w*\s*(.*))?$', re.IGNORECASE)

# Lines of an error output that are shown: a report begins with what happened and ends with its summary.
FIRST, LAST = 40, 10


class Sum:
    def __init__(self):
        self.passed = 0
        self.failed = []
        self.skipped = []

    def add(self, other):
        self.passed += other.passed
        self.failed += other.failed
        self.skipped += other.skipped


def read_points(output, name):
    """The points of one program, and what is wrong with the stream as a whole, or None."""
    points = Sum()
    plan = skip_all = bail_out = None
    seen = 0
    explained = False
    for line in output.splitlines():
        if explained and line.startswith('#'):
            # What a point that is not ok says about itself.
            points.failed[-1] += f'\n    {line[1:].strip()}'
            continue
        explained = False
        if match := POINT.match(line):
            seen += 1
            verdict, _, title, directive, reason = match.groups()
            point = f'{name}: {title.strip()}'
            if (directive or '').upper().startswith('SKIP') and verdict == 'ok':
                points.skipped.append(f'{point}: {reason}')
            elif verdict == 'ok' and (directive or '').upper() != 'TODO':
                points.passed += 1
            else:
                points.failed.append(point)
                explained = True
        elif match := PLAN.match(line):
            plan = int(match.group(1))
            skip_all = match.group(2)
        elif line.startswith('Bail out!'):
            bail_out = line
    if plan == 0 and skip_all:
        points.skipped.append(f'{name}: {skip_all}')
        return points, None
    if bail_out:
        return points, bail_out
    if seen == 0:
        return points, 'no TAP point at all'
    if plan is None:
        return points, 'no plan: it stopped early'
    if plan != seen:
        return points, f'{plan} points planned, {seen} seen'
    return points, None


def shortened(lines):
    left_out = len(lines) - FIRST - LAST
    if left_out <= 1:
        return lines
    return lines[:FIRST] + [f'... {left_out} lines ...'] + lines[-LAST:]


def sum_program(entry):
    """One line of testlog.json."""
    name = entry['name']
    points, wrong = read_points(entry.get('stdout') or '', name)
    result = entry['result']
    status = entry.get('returncode')
    # GLib's programs and ours exit with 1 after a "not ok"; anything else has to be said.
    if result not in ('OK', 'SKIP') and not points.failed:
        points.failed.append(f'{name}: {result.lower()}, exit status {status}' + (f' ({wrong})' if wrong else ''))
    elif wrong:
        points.failed.append(f'{name}: {wrong}')
    if points.failed:
        points.failed[0] += ''.join(f'\n    | {line}' for line in shortened((entry.get('stderr') or '').splitlines()))
    return points


def expected_programs(folder):
    output = subprocess.run(['meson', 'introspect', '--tests', str(folder)], check=True, capture_output=True, text=True)
    return {test['name'] for test in json.loads(output.stdout)}


def sum_build(folder, filtered):
    total = Sum()
    status = (folder / 'status').read_text().strip()
    if status == 'build':
        total.failed.append('it could not be built')
        return total
    try:
        lines = (folder / 'meson-logs' / 'testlog.json').read_text().splitlines()
    except FileNotFoundError:
        lines = []
    entries = [json.loads(line) for line in lines]
    for entry in entries:
        total.add(sum_program(entry))
    if not filtered:
        # Meson puts suites in front of a test's name: "sft-lab:core / random".
        ran = {entry['name'].split(' / ')[-1] for entry in entries}
        for name in sorted(expected_programs(folder) - ran):
            total.failed.append(f'{name}: it never ran')
    if not entries and not filtered:
        total.failed.append('no test ran')
    if status != '0' and not total.failed:
        total.failed.append(f'meson test exited with {status}')
    return total


def main(arguments):
    filtered = arguments[0] == '--filtered'
    if filtered:
        arguments = arguments[1:]
    folder, *builds = arguments
    total = Sum()
    print()
    for build in builds:
        part = sum_build(pathlib.Path(folder, build), filtered)
        for kind, points in (('skipped', part.skipped), ('failed', part.failed)):
            for point in points:
                print(f'{kind}: {build}: {point}')
        print(f'{build}: {part.passed} passed, {len(part.failed)} failed, {len(part.skipped)} skipped')
        total.add(part)
    print(f'{total.passed} passed, {len(total.failed)} failed')
    return 1 if total.failed or total.passed == 0 else 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
