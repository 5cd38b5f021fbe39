#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Is what other programs read the same in every language? JSON and CSV under German and Chinese locales, with catalogs
installed, must equal those of the C locale byte for byte.

usage: test-languages.py SOURCE BUILD PROGRAM
"""

import concurrent.futures
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

import pseudo
from tap import command, main, none, point, same

SOURCE, PROGRAM = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[3]).resolve()
FOLDER = tempfile.TemporaryDirectory()
TOP = pathlib.Path(FOLDER.name)
CATALOGS, LOCALES = TOP / 'share' / 'locale', TOP / 'locales'
LANGUAGES = [line for line in (SOURCE / 'po' / 'LINGUAS').read_text().splitlines() if line and not line.startswith('#')]
# German has the decimal comma, and Chinese what is not Latin. Each runs with all catalogs, made up or real.
PLACES = [(locale, language) for locale in ('de_DE', 'zh_CN') for language in ('en_XA', 'ar_XB')]
PLACES += [('zh_CN' if language == 'zh_CN' else 'de_DE', language) for language in LANGUAGES]


def run(arguments, locale=None, language=None):
    """Exit status and both outputs of the program."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith(('LC_', 'LANG'))}
    environment |= {'HOME': str(TOP), 'LC_ALL': f'{locale}.UTF-8' if locale else 'C', 'LOCPATH': str(LOCALES),
                    'SFT_LAB_LOCALEDIR': str(CATALOGS), 'LANGUAGE': language or ''}
    result = subprocess.run([PROGRAM, *arguments], env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    return result.returncode, result.stdout, result.stderr


def views():
    """Every LAB of the command line."""
    for demo in json.loads(run(['list', '--format', 'json'])[1]):
        yield str(demo['number'])
        if demo['concept']:
            yield f'{demo["number"]}/concept'


def differences(requests):
    """The requests that are answered differently somewhere."""
    def look(arguments):
        expected = run(arguments)
        if expected[0] != 0 or not expected[1]:
            return [f'{" ".join(arguments)}: {expected[2].decode()}']
        return [f'{" ".join(arguments)} under {locale} in {language}' for locale, language in PLACES
                if run(arguments, locale, language) != expected]
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for found in pool.map(look, requests):
            yield from found


@point('locales and catalogs are made')
def locales_and_catalogs_are_made():
    LOCALES.mkdir()
    for locale in ('de_DE', 'zh_CN'):
        command('localedef', '--no-archive', '-i', locale, '-f', 'UTF-8', LOCALES / f'{locale}.UTF-8')
    template = pseudo.extract(SOURCE)
    for language in ('en_XA', 'ar_XB'):
        pseudo.install(pseudo.make(template, language), CATALOGS, language)
    for language in LANGUAGES:
        pseudo.install((SOURCE / 'po' / f'{language}.po').read_text(encoding='utf-8'), CATALOGS, language)


@point('the program speaks the language that was asked for')
def program_speaks_the_language():
    english = run(['--help'])
    assert b'Print the version' in english[1], english
    for locale, language in PLACES:
        other = run(['--help'], locale, language)
        same(other[0], 0)
        assert b'Print the version' not in other[1], f'{language} under {locale} is English'
    assert re.search('[éñöšţ]{2}', run(['--help'], 'de_DE', 'en_XA')[1].decode()), 'no accented letters'
    assert re.search('[א-ת]{3}', run(['--help'], 'zh_CN', 'ar_XB')[1].decode()), 'no Hebrew letters'


@point('a wrong request is refused in the language that was asked for, with the same status')
def wrong_request_is_refused():
    english = run(['run', '1', '--set', 'logits=abc'])
    same(english[0], 2)
    for locale, language in PLACES:
        other = run(['run', '1', '--set', 'logits=abc'], locale, language)
        same(other[0], 2)
        assert other[2] != english[2], f'{language} under {locale} is English'
        same(other[2].count(b'\n'), 1)


@point('the comparison sees a difference')
def comparison_sees_a_difference():
    # The table for people is in their language.
    same(len(list(differences([['params', '3']]))), len(PLACES))


@point('the list of demos in JSON is the same everywhere')
def list_is_the_same():
    none('different', differences([['list', '--format', 'json']]))


@point('parameters in JSON are the same everywhere')
def params_are_the_same():
    none('different', differences([['params', view, '--format', 'json'] for view in views()]))


@point('results in JSON are the same everywhere')
def results_are_the_same():
    requests = [['run', view, '--format', 'json'] for view in views()]
    assert len(requests) == 50, f'{len(requests)} views'
    none('different', differences(requests))


@point('results that say why there is no number are the same everywhere')
def undefined_results_are_the_same():
    none('different', differences([
        ['run', '1', '--set', 'response_mask=0,0,0,0', '--format', 'json'],
        ['run', '2', '--set', 'mask=0,0;0,0', '--format', 'json'],
        ['run', '3', '--set', 'overfit_slope=0.0125', '--format', 'json']]))


@point('plotted data in CSV are the same everywhere')
def csv_is_the_same():
    none('different', differences([['export', view, '--format', 'csv', '--output', '-'] for view in views()]))


@point('what the lesson prints is the same everywhere')
def transcripts_are_the_same():
    def transcript(printed):
        # Behind it come the program's own checks.
        return [line for line in printed.decode().splitlines() if line.startswith(('PASS', 'FAIL', '['))]
    for view in ('1', '3', '4', '5', '2'):
        expected = transcript(run(['run', view])[1])
        assert expected, f'nothing is printed by {view}'
        for locale, language in PLACES:
            same(transcript(run(['run', view], locale, language)[1]), expected)


@point('numbers of the command line have a decimal point everywhere')
def numbers_have_a_point():
    for locale, language in PLACES:
        same(run(['run', '1', '--set', 'logits[0][0]=0.5', '--format', 'json'], locale, language),
             run(['run', '1', '--set', 'logits[0][0]=0.5', '--format', 'json']))
        same(run(['run', '4', '--set', 'threshold=0,5'], locale, language)[0], 2)


main()
