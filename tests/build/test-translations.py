#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Can everything be translated, and is what was translated whole and fit for its place?

usage: test-translations.py SOURCE BUILD TEXTS
"""

import pathlib
import re
import subprocess
import sys
import tempfile

import catalog
import pseudo
from tap import command, main, none, point, same

SOURCE, TEXTS = pathlib.Path(sys.argv[1]).resolve(), sys.argv[3]
PO = SOURCE / 'po'
LANGUAGES = [line for line in (PO / 'LINGUAS').read_text().splitlines() if line and not line.startswith('#')]
# How each language counts, as gettext's manual has it.
PLURALS = {
    'de': 'nplurals=2; plural=(n != 1);',
    'es': 'nplurals=2; plural=(n != 1);',
    'fr': 'nplurals=2; plural=(n > 1);',
    'zh_CN': 'nplurals=1; plural=0;',
}
# What of the long texts may be alike in two languages.
ALIKE = 0.05

TEMPLATE = pseudo.extract(SOURCE)
POT = catalog.read(TEMPLATE)
KEYS = {entry.key: entry for entry in POT[1:]}
MSGIDS = {entry.msgid for entry in POT[1:]} | {entry.plural for entry in POT[1:] if entry.plural}


def has_letters(text):
    """Is there anything but numbers, signs and places for them?"""
    return re.search(r'[A-Za-z]', catalog.FORMAT.sub('', text)) is not None


def is_data(text):
    """What labs show as it is: special tokens, ids, answers by letter, names of data sets, and the lesson's PASS."""
    name = r'(?=(?:.*[A-Z0-9]){2})[A-Za-z0-9]+|[A-Z][a-z]+ \d{4}'
    return re.fullmatch(rf'<\|?\w+\|?>|[a-z]\w*_\w+|[A-Za-z]|{name}', text) is not None


@point('everything that labs, lessons, questions and exercises show can be translated')
def everything_shown_can_be_translated():
    said = subprocess.run([TEXTS], check=True, stdout=subprocess.PIPE, text=True, encoding='utf-8').stdout
    records = {tuple(record.split('\t', 1)) for record in said.split('\0') if record}
    kinds = [kind for kind, _ in records]
    assert kinds.count('table') > 1500 and kinds.count('asked') > 500, f'only {len(records)} texts were said'
    none('not in the template', sorted(f'{kind}: {text}' for kind, text in records
                                       if text not in MSGIDS and has_letters(text) and not is_data(text)))


@point('files of every kind give something to translate')
def files_of_every_kind_give_something():
    references = [reference for entry in POT[1:] for reference in entry.references]
    files = {reference.rsplit(':', 1)[0] for reference in references}
    listed = {line for line in (PO / 'POTFILES').read_text().splitlines() if line and not line.startswith('#')}
    none('listed, but nothing was found in', sorted(listed - files))
    for text in ('Supervised Fine-Tuning Lab', 'Width of the window', 'Keyboard Shortcuts', 'Overfitting sets in',
                 'Packed examples'):
        assert text in MSGIDS, f'"{text}" is not in the template'


@point('formats are marked as such, and percent signs of sentences are not')
def formats_are_marked():
    none('in need of "/* xgettext:no-c-format */" or of "%%"',
         (entry.msgid for entry in POT if entry.is_format and re.search(r'(?<!%)(?:%%)*% [a-z]', entry.msgid)))
    none('a format without its mark', (entry.msgid for entry in POT if not entry.is_format
                                       and re.search(r'%[-+0-9.]*[a-zA-Z]\b', entry.msgid.replace('%%', ''))))
    none('cut off by a macro', (entry.msgid for entry in POT if entry.is_format
                                and '%' in catalog.FORMAT.sub('', entry.msgid)))


@point('translators are told what cannot be seen, and nothing else')
def translators_are_told():
    comments = re.findall(r'^#\. .*(?:\n#\. .*)*', TEMPLATE, re.MULTILINE)
    assert len(comments) >= 5, f'only {len(comments)} comments for translators'
    none('not for translators', (comment for comment in comments if not comment.startswith('#. Translators:')
                                 and not comment.startswith('#. xgettext:')))


@point('originals keep the rules that translations are judged by')
def originals_keep_the_rules():
    def faults():
        for entry in POT[1:]:
            entry.strings = [entry.msgid] if entry.plural is None else [entry.msgid, entry.plural]
            yield from (f'{entry.references[0]}: {fault}: {entry.msgid}' for fault in catalog.faults(entry))
            entry.strings = []
    none('wrong with themselves', faults())


# ---- One catalog.

def judge(text, language, template=None):
    """Everything that is wrong with a .po file, in words."""
    template = template or KEYS
    with tempfile.NamedTemporaryFile('w', suffix='.po', encoding='utf-8') as file:
        file.write(text)
        file.flush()
        result = subprocess.run(['msgfmt', '--check', '--output-file=/dev/null', file.name], stdout=subprocess.PIPE,
                                stderr=subprocess.STDOUT, text=True)
    if result.returncode != 0 or 'warning' in result.stdout:
        yield f'msgfmt: {result.stdout.strip()}'
    try:
        entries = catalog.read(text)
    except (SyntaxError, ValueError, KeyError, TypeError) as error:
        yield f'not readable: {error}'
        return
    yield from judge_header(entries, language)
    first_is_one = 'n != 1' in catalog.header(entries).get('Plural-Forms', '')
    for entry in entries:
        if entry.obsolete:
            yield f'line {entry.line}: obsolete: {entry.msgid}'
        if 'fuzzy' in entry.flags:
            yield f'line {entry.line}: fuzzy: {entry.msgid}'
    entries = [entry for entry in entries[1:] if not entry.obsolete]
    present = {entry.key for entry in entries}
    yield from (f'missing: {msgid}' for context, msgid in template if (context, msgid) not in present)
    for entry in entries:
        if entry.key not in template:
            yield f'line {entry.line}: not in the program any more: {entry.msgid}'
        else:
            entry.flags = template[entry.key].flags | entry.flags
        yield from (f'line {entry.line}: {fault}: {entry.msgid}' for fault in catalog.faults(entry, first_is_one))
    alike, long = catalog.untranslated(entries)
    if len(alike) > ALIKE * len(long):
        yield (f'{len(alike)} of {len(long)} long texts are as in English, such as: '
               + '; '.join(entry.msgid for entry in alike[:5]))


def judge_header(entries, language):
    fields = catalog.header(entries)
    if fields.get('Language') != language:
        yield f'header: Language is {fields.get("Language")}'
    if fields.get('Content-Type', '').lower() != 'text/plain; charset=utf-8':
        yield 'header: not UTF-8'
    expected = PLURALS.get(language)
    plurals = fields.get('Plural-Forms', '')
    if expected is None:
        yield f'{language} is not among PLURALS of this test: say how it counts'
    elif plurals.replace(' ', '').replace('(', '').replace(')', '') != re.sub(r'[ ()]', '', expected):
        yield f'header: Plural-Forms is "{plurals}", not "{expected}"'
    forms = int(re.search(r'\d+', plurals)[0]) if re.search(r'\d+', plurals) else 0
    for entry in entries[1:]:
        if entry.plural is not None and not entry.obsolete and len(entry.strings) != forms:
            yield f'line {entry.line}: {len(entry.strings)} plural forms, not {forms}'


def add_language(language):
    """A point for each translation."""
    @point(f'{language}: complete, and fit for its places')
    def translation_is_complete():
        none(f'in po/{language}.po', judge((PO / f'{language}.po').read_text(encoding='utf-8'), language))


for name in LANGUAGES:
    add_language(name)


@point('a translation of the template can be begun')
def translation_can_be_begun():
    with tempfile.TemporaryDirectory() as folder:
        pot = pathlib.Path(folder, 'sft-lab.pot')
        pot.write_text(TEMPLATE, encoding='utf-8')
        for language in PLURALS:
            target = pathlib.Path(folder, f'{language}.po')
            command('msginit', '--no-translator', f'--input={pot}', f'--output={target}', f'--locale={language}.UTF-8')
            begun = catalog.read(target.read_text(encoding='utf-8'))
            same({entry.key for entry in begun[1:]}, set(KEYS))
            same(catalog.header(begun)['Language'], language)


@point('the glossary has every language, and no term twice')
def glossary_is_whole():
    rows = [[cell.strip() for cell in line.strip('|').split('|')]
            for line in (PO / 'GLOSSARY.md').read_text(encoding='utf-8').splitlines() if line.startswith('|')]
    terms = [row for row in rows if row[0] != 'English' and not set(row[0]) <= set('-')]
    assert len(terms) >= 60, f'only {len(terms)} terms'
    none('not five cells', (row for row in terms if len(row) != 1 + len(PLURALS) or not all(row)))
    words = [row[0] for row in terms]
    same(sorted(words), sorted(set(words)))


# ---- The judge, judged by catalogs that are made up.

def sample(*damages, language='de', plural=PLURALS['de']):
    """A small catalog and its template, with passages replaced: pairs of what stands there and what comes instead."""
    head = (f'msgid ""\nmsgstr ""\n"Project-Id-Version: x\\n"\n"PO-Revision-Date: 2025-01-01 00:00+0000\\n"\n'
            f'"Last-Translator: x\\n"\n"Language-Team: x\\n"\n"Language: {language}\\n"\n"MIME-Version: 1.0\\n"\n'
            f'"Content-Type: text/plain; charset=UTF-8\\n"\n"Content-Transfer-Encoding: 8bit\\n"\n'
            f'"Plural-Forms: {plural}\\n"\n\n')
    body = '''msgid "_Open Figure…"
msgstr "Abbildung _öffnen…"

#, c-format
msgid "Shared by %s, at step %u."
msgstr "Im Schritt %2$u geteilt von %1$s."

#, c-format
msgid "Saved %u figure"
msgid_plural "Saved %u figures"
msgstr[0] "Eine Abbildung gespeichert"
msgstr[1] "%u Abbildungen gespeichert"

msgid "✓ Right, by “count” of 0.43 and 1,000."
msgstr "✓ Richtig, nach „Anzahl“ von 0,43 und 1.000."

#, c-format
msgid " Point at θ = %.4f: NLL "
msgstr " Punkt bei θ = %.4f: NLL "

#, c-format
msgid "%.1f %% of the prompts"
msgstr "%.1f %% der Prompts"

msgid "unknown option --format"
msgstr "unbekannte Option --format"

msgid "first line\\n\\nthird line"
msgstr "erste Zeile\\n\\ndritte Zeile"
'''
    template = {entry.key: entry for entry in catalog.read(head + body)[1:]}
    for before, after in damages:
        assert before in head + body, before
        head, body = head.replace(before, after), body.replace(before, after)
    return list(judge(head + body, language, template))


@point('a sound catalog is found sound')
def sound_catalog_is_sound():
    same(sample(), [])


DAMAGES = {
    'a text is missing': [('msgid "_Open Figure…"\nmsgstr "Abbildung _öffnen…"\n', '')],
    'a text is not translated': [('msgstr "unbekannte Option --format"', 'msgstr ""')],
    'a text is fuzzy': [('msgid "unknown option', '#, fuzzy\nmsgid "unknown option')],
    'a text is obsolete': [('dritte Zeile"\n', 'dritte Zeile"\n\n#~ msgid "old"\n#~ msgstr "alt"\n')],
    'a text is not in the program': [('dritte Zeile"\n', 'dritte Zeile"\n\nmsgid "new"\nmsgstr "neu"\n')],
    'a placeholder is lost': [('Im Schritt %2$u geteilt von %1$s.', 'Geteilt von %s.')],
    'placeholders are exchanged': [('Im Schritt %2$u geteilt von %1$s.', 'Im Schritt %u geteilt von %s.')],
    'a number is rounded otherwise': [('Punkt bei θ = %.4f', 'Punkt bei θ = %.2f')],
    'a percent sign is bare': [('%.1f %% der', '%.1f % der')],
    'a plural form is lost': [('msgstr[1] "%u Abbildungen gespeichert"\n', '')],
    'the plural has no number': [('"%u Abbildungen gespeichert"', '"Abbildungen gespeichert"')],
    'another language\'s plural': [('plural=(n != 1)', 'plural=(n > 1)')],
    'another language': [('Language: de', 'Language: fr')],
    'no mnemonic': [('_öffnen', 'öffnen')],
    'two mnemonics': [('Abbildung _öffnen', '_Abbildung _öffnen')],
    'a mnemonic where none is': [('unbekannte Option', '_unbekannte Option')],
    'no ellipsis': [('_öffnen…', '_öffnen')],
    'three periods': [('_öffnen…', '_öffnen...')],
    'no full stop': [('geteilt von %1$s.', 'geteilt von %1$s')],
    'a full stop too many': [('unbekannte Option --format', 'unbekannte Option --format.')],
    'no blank in front': [('msgstr " Punkt', 'msgstr "Punkt')],
    'no blank behind': [('msgstr " Punkt bei θ = %.4f: NLL "', 'msgstr " Punkt bei θ = %.4f: NLL"')],
    'a line break is lost': [('erste Zeile\\n\\n', 'erste Zeile\\n')],
    'straight quotes': [('„Anzahl“', '\\"Anzahl\\"')],
    'no quotes': [('„Anzahl“', 'Anzahl')],
    'no check mark': [('✓ Richtig', 'Richtig')],
    'no theta': [('bei θ', 'bei t')],
    'no NLL': [('%.4f: NLL "\n\n', '%.4f: NLV "\n\n')],
    'a translated option': [('Option --format', 'Option --art')],
    'another number': [('0,43', '0,34')],
    'English': [('Abbildung _öffnen…', '_Open Figure…')],
    'a broken line': [('msgstr "unbekannte', 'msgstr unbekannte')],
}


def add_damage(what, replacements):
    """A point for each way to damage a catalog: it must be found."""
    @point(f'found in a catalog: {what}')
    def damage_is_found():
        assert sample(*replacements), 'nothing was found'


for title, pairs in DAMAGES.items():
    add_damage(title, pairs)


@point('full-width marks and mnemonics in brackets are right in Chinese')
def chinese_is_right():
    pairs = [('msgstr "Abbildung _öffnen…"', 'msgstr "打开图(_O)…"'),
             ('Im Schritt %2$u geteilt von %1$s.', '在第 %2$u 步由 %1$s 共享。'),
             ('msgstr[0] "Eine Abbildung gespeichert"\nmsgstr[1] "%u Abbildungen gespeichert"',
              'msgstr[0] "已保存 %u 张图"'),
             ('✓ Richtig, nach „Anzahl“ von 0,43 und 1.000.', '✓ 正确，按“计数”为 0.43 和 1,000。')]
    same(sample(*pairs, language='zh_CN', plural=PLURALS['zh_CN']), [])


@point('pseudo-translations keep every rule that a translation keeps')
def pseudo_translations_keep_the_rules():
    for language in pseudo.LETTERS:
        found = [fault for fault in judge(pseudo.make(TEMPLATE, language), language) if 'PLURALS' not in fault]
        none(f'in {language}', found[:40])


main()
