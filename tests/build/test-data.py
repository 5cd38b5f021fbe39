#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the desktop and the reader see of the program: is it valid, and does it agree with itself?

usage: test-data.py SOURCE BUILD VERSION
"""

import configparser
import pathlib
import re
import sys
import tempfile
import xml.etree.ElementTree as xml

from tap import command, main, none, point, same

SOURCE, BUILD = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
VERSION = sys.argv[3]
ID = 'org.sftlab.SftLab'
DATA = SOURCE / 'data'


@point('desktop entry is valid')
def desktop_entry_is_valid():
    same(command('desktop-file-validate', BUILD / 'data' / f'{ID}.desktop'), '')


@point('desktop entry starts the command with the icon of the application')
def desktop_entry_starts_the_command():
    entry = configparser.ConfigParser(interpolation=None)
    entry.read(BUILD / 'data' / f'{ID}.desktop')
    same(entry['Desktop Entry']['Exec'], 'sft-lab')
    same(entry['Desktop Entry']['Icon'], ID)


@point('the desktop can start the program over the session bus, by the command of the entry')
def desktop_can_start_it_over_the_bus():
    entry = configparser.ConfigParser(interpolation=None)
    entry.read(BUILD / 'data' / f'{ID}.desktop')
    same(entry['Desktop Entry']['DBusActivatable'], 'true')
    service = configparser.ConfigParser(interpolation=None)
    service.read(BUILD / 'data' / f'{ID}.service')
    same(service['D-BUS Service']['Name'], ID)
    program, option = service['D-BUS Service']['Exec'].split()
    same((pathlib.PurePath(program).name, option), ('sft-lab', '--gapplication-service'))
    assert pathlib.PurePath(program).is_absolute(), program


@point('the actions of the entry are actions of the application, and its command line can do them too')
def actions_of_the_entry_exist():
    entry = configparser.ConfigParser(interpolation=None)
    entry.read(BUILD / 'data' / f'{ID}.desktop')
    source = (SOURCE / 'src' / 'app' / 'sft-application.c').read_text(encoding='utf-8')
    names = entry['Desktop Entry']['Actions'].strip(';').split(';')
    same([f'Desktop Action {name}' for name in names], entry.sections()[1:])
    for name in names:
        assert f'{{ "{name}", ' in source, name
        assert entry[f'Desktop Action {name}']['Exec'].split()[0] == 'sft-lab', name


@point('metainfo is valid')
def metainfo_is_valid():
    command('appstreamcli', 'validate', '--no-net', BUILD / 'data' / f'{ID}.metainfo.xml')


@point('metainfo names the application, its entry and its command')
def metainfo_names_the_application():
    root = xml.parse(BUILD / 'data' / f'{ID}.metainfo.xml').getroot()
    same(root.findtext('id'), ID)
    same(root.findtext('launchable'), f'{ID}.desktop')
    same(root.findtext('provides/binary'), 'sft-lab')
    same(root.findtext('metadata_license'), 'CC0-1.0')
    same(root.findtext('project_license'), 'GPL-3.0-or-later')


@point('the newest release in metainfo and NEWS is this version')
def newest_release_is_this_version():
    root = xml.parse(BUILD / 'data' / f'{ID}.metainfo.xml').getroot()
    same(root.find('releases/release').get('version'), VERSION)
    news = (SOURCE / 'NEWS').read_text(encoding='utf-8')
    same(re.search(r'^SFT Lab (\S+)', news, re.MULTILINE).group(1), VERSION)


@point('settings schema is valid')
def settings_schema_is_valid():
    assert (DATA / f'{ID}.gschema.xml').exists(), 'there is no schema'
    same(command('glib-compile-schemas', '--strict', '--dry-run', DATA), '')


@point('settings schema is compiled for running without installing')
def settings_schema_is_compiled():
    assert (BUILD / 'data' / 'gschemas.compiled').stat().st_size > 0
    with tempfile.TemporaryDirectory() as home:
        listed = command('gsettings', '--schemadir', BUILD / 'data', 'list-keys', ID,
                         env={'PATH': '/usr/bin:/bin', 'HOME': home, 'GSETTINGS_BACKEND': 'memory'})
    assert listed.split(), 'it has no keys'


@point('manual page renders without a warning')
def manual_page_renders():
    same(command('groff', '-man', '-Tutf8', '-Kutf8', '-ww', '-z', DATA / 'sft-lab.1'), '')


@point('manual page knows every subcommand')
def manual_page_knows_every_subcommand():
    page = (DATA / 'sft-lab.1').read_text(encoding='utf-8')
    words = ('list', 'params', 'run', 'export', '\\-\\-demo', '\\-\\-help', '\\-\\-version')
    none('not in the manual page', [word for word in words if not re.search(rf'(?<![\w-]){re.escape(word)}\b', page)])


@point('every XML file is well-formed')
def every_xml_file_is_well_formed():
    files = [path for folder in ('data', 'ui', 'src', 'tests') for pattern in ('*.xml', '*.xml.in', '*.svg', '*.ui')
             for path in sorted((SOURCE / folder).rglob(pattern))]
    assert len(files) >= 4, f'only {len(files)} XML files were found'
    same(command('xmllint', '--noout', '--nonet', *files), '')


@point('icons have their sizes and names')
def icons_have_their_sizes():
    icons = DATA / 'icons' / 'hicolor'
    for path, size in ((icons / 'scalable' / 'apps' / f'{ID}.svg', '128'),
                       (icons / 'symbolic' / 'apps' / f'{ID}-symbolic.svg', '16')):
        root = xml.parse(path).getroot()
        same((root.get('width'), root.get('height')), (size, size))


@point('the symbolic icon is made of filled paths, which GTK can recolor')
def symbolic_icon_is_filled_paths():
    path = DATA / 'icons' / 'hicolor' / 'symbolic' / 'apps' / f'{ID}-symbolic.svg'
    shapes = list(xml.parse(path).getroot())
    same({shape.tag.split('}')[1] for shape in shapes}, {'path'})
    same({shape.get('fill') for shape in shapes}, {'#2e3436'})
    none('strokes', [shape.get('d') for shape in shapes if shape.get('stroke')])


main()
