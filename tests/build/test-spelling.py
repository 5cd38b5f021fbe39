#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Is everything that a learner reads spelled as American English, or as the field spells it?

usage: test-spelling.py SOURCE BUILD

What Hunspell's dictionary lacks stands in words.txt: names, and terms of the field.
"""

import pathlib
import re
import subprocess
import sys

import catalog
import pseudo
from tap import main, none, point, same

SOURCE = pathlib.Path(sys.argv[1]).resolve()
WORDS = SOURCE / 'tests' / 'build' / 'words.txt'
KNOWN = [line for line in WORDS.read_text(encoding='utf-8').splitlines() if line and not line.startswith('#')]
PAGES = ['README.md', 'CONTRIBUTING.md', 'NEWS']

# What is no prose: placeholders, formulas, ids with values, options, file names, code.
NO_PROSE = re.compile(r'%[-\'0-9.$]*l?[a-zA-Z]|`[^`]*`|<[^>]*>|\]\([^)]*\)|\S*[/\\=|{}\[\]$_]\S*|--[a-z-]+|\w+\.(?:md|c|h|txt|ui|py|build)\b')
WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|[’'](?=[^\W\d_]))*")


LETTERS = 'CEINPRSV'  # the list of the window's mnemonics


def words(text):
    # A mnemonic's underscore stands within a word.
    text = re.sub(r'(?<![\w=])_(?=\w)|(?<=\w)_(?=[a-z]+\b(?:…|$))', '', text) if len(text) < 40 else text
    found = {re.sub("['’]s$", '', word).replace('’', "'") for word in WORD.findall(NO_PROSE.sub(' ', text))}
    return {word for word in found if len(word) > 1 and word.isascii() and word != LETTERS}


def unknown(found):
    """Of these words, those that neither the dictionary nor our list has."""
    result = subprocess.run(['hunspell', '-l', '-d', 'en_US', '-p', '/dev/null'], input='\n'.join(sorted(found)),
                            check=True, stdout=subprocess.PIPE, text=True, encoding='utf-8')
    ours = set(KNOWN)
    return {word for word in result.stdout.split() if word not in ours and word[0].lower() + word[1:] not in ours}


@point('the dictionary is there, and finds a mistake')
def finds_a_mistake():
    same(unknown(words('The los of a tokken is _Exported to the softmax, 12 %u times.')), {'los', 'tokken'})


@point('texts of the program')
def texts():
    wrong = {}
    for entry in catalog.read(pseudo.extract(SOURCE))[1:]:
        for text in filter(None, [entry.msgid, entry.plural]):
            for word in words(text):
                wrong.setdefault(word, f'{word}  ({entry.references[0] if entry.references else ""})')
    assert len(wrong) > 2000  # the texts were found
    none('not in the dictionary; mend, or add to tests/build/words.txt', [wrong[word] for word in sorted(unknown(wrong))])


@point('pages of the repository')
def pages():
    for name in PAGES:
        text = re.sub(r'^(?:```.*?^```|    .*?$)', ' ', (SOURCE / name).read_text(encoding='utf-8'), flags=re.M | re.S)
        none(f'{name}: not in the dictionary', sorted(unknown(words(text))))


@point('the list has no word that the dictionary has, and none twice, sorted')
def list_is_needed():
    same(KNOWN, sorted(set(KNOWN), key=lambda word: (word.lower(), word)))
    result = subprocess.run(['hunspell', '-G', '-d', 'en_US', '-p', '/dev/null'], input='\n'.join(KNOWN), check=True,
                            stdout=subprocess.PIPE, text=True, encoding='utf-8')
    none('already in the dictionary', result.stdout.split())


main()
