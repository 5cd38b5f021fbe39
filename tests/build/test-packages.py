#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Do the packages' files agree with the program? Nothing is built here.

usage: test-packages.py SOURCE BUILD VERSION
"""

import email.utils
import os
import pathlib
import re
import sys

import yaml

from tap import main, none, point, same

SOURCE = pathlib.Path(sys.argv[1])
VERSION = sys.argv[3]
ID = 'org.sftlab.SftLab'
DEBIAN = SOURCE / 'build-aux' / 'debian'


def text(*parts):
    return SOURCE.joinpath(*parts).read_text(encoding='utf-8')


def paragraphs(path):
    """The fields of each paragraph of a control file; what continues is joined by newlines."""
    found = []
    for block in re.split(r'\n\s*\n', path.read_text(encoding='utf-8')):
        fields = {}
        for line in block.splitlines():
            if line.startswith('#'):
                continue
            if line[:1].isspace():
                fields[name] += '\n' + line.strip()
            else:
                name, _, value = line.partition(':')
                fields[name] = value.strip()
        if fields:
            found.append(fields)
    return found


def packages(field):
    """Package -> least version, or None, of a list of dependencies; of alternatives the first counts."""
    found = {}
    for item in filter(None, (part.strip() for part in field.split(','))):
        name, version = re.match(r'([\w.+-]+)(?: \(>?= ([\d.]+)\))?', item).groups()
        found[name] = version
    return found


@point('the newest entry of the Debian changelog is this version, in a form that dpkg reads')
def debian_version_is_this_one():
    lines = (DEBIAN / 'changelog').read_text(encoding='utf-8').splitlines()
    same(re.fullmatch(r'(\S+) \((\S+)\) \S+; urgency=\w+', lines[0]).groups(), ('sft-lab', VERSION))
    name, address, date = re.fullmatch(r' -- (.+) <(\S+)>  (.+)', [line for line in lines if line[:4] == ' -- '][0]).groups()
    assert email.utils.parsedate_to_datetime(date)
    same(paragraphs(DEBIAN / 'control')[0]['Maintainer'], f'{name} <{address}>')


@point('Debian builds with what the build asks for, in its versions')
def debian_builds_with_the_same():
    asked = dict(re.findall(r"dependency\('([\w.-]+)', version: '>= ([\d.]+)'",
                            text('meson.build') + text('src', 'labs', 'meson.build')))
    built = packages(paragraphs(DEBIAN / 'control')[0]['Build-Depends'])
    names = {'glib-2.0': 'libglib2.0-dev', 'gio-2.0': 'libglib2.0-dev', 'gsl': 'libgsl-dev', 'gtk4': 'libgtk-4-dev',
             'harfbuzz': 'libharfbuzz-dev',
             'pangocairo': 'libpango1.0-dev', 'cairo': 'libcairo2-dev', 'libpng': 'libpng-dev',
             'json-glib-1.0': 'libjson-glib-dev'}
    same(set(names), set(asked))
    same({names[name]: version for name, version in asked.items()},
         {name: built.get(name) for name in names.values()})
    meson = re.search(r"meson_version: '>= (\d+\.\d+)", text('meson.build')).group(1)
    same(built['meson'], meson)


@point('Debian builds with what build-aux/run installs')
def debian_builds_with_what_run_installs():
    listed = re.findall(r'^run +\| (\S+) ', text('build-aux', 'requirements.txt'), re.MULTILINE)
    control = paragraphs(DEBIAN / 'control')
    named = set(re.findall(r'[a-z][\w.+-]+', control[0]['Build-Depends'] + ' ' + control[1]['Recommends']))
    # What every Debian builds with, or what Meson brings.
    none('missing in debian/control', sorted(set(listed) - named - {'gcc', 'libc6-dev', 'ninja-build'}))


@point('the Debian package is native, has no watch file, and runs its rules')
def debian_files_are_there():
    same((DEBIAN / 'source' / 'format').read_text(), '3.0 (native)\n')
    same((DEBIAN / 'watch').exists(), False)
    assert os.access(DEBIAN / 'rules', os.X_OK)
    same(paragraphs(DEBIAN / 'copyright')[1]['License'], 'GPL-3.0-or-later')


MANIFEST = yaml.safe_load(text('build-aux', f'{ID}.yml'))


@point('the Flatpak manifest has the application, its command and a runtime')
def manifest_names_the_application():
    same((MANIFEST['id'], MANIFEST['command']), (ID, 'sft-lab'))
    same((MANIFEST['runtime'], MANIFEST['sdk']), ('org.gnome.Platform', 'org.gnome.Sdk'))
    assert int(MANIFEST['runtime-version']) >= 45, MANIFEST['runtime-version']
    none('unknown keys', set(MANIFEST) - {'id', 'runtime', 'runtime-version', 'sdk', 'command', 'finish-args', 'cleanup',
                                          'modules'})


@point('the Flatpak may show a window and do nothing else')
def manifest_asks_for_little():
    same(sorted(MANIFEST['finish-args']), ['--device=dri', '--share=ipc', '--socket=fallback-x11', '--socket=wayland'])


@point('the modules of the Flatpak come from named archives with checksums, and from this folder')
def manifest_modules_are_fixed():
    *libraries, program = MANIFEST['modules']
    same((program['name'], program['buildsystem']), ('sft-lab', 'meson'))
    same(program['sources'], [{'type': 'dir', 'path': '..'}])
    for library in libraries:
        for source in library['sources']:
            assert source['url'].startswith('https://'), source
            assert re.fullmatch(r'[0-9a-f]{64}', source['sha256']), source


main()
