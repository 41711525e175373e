// The catalogues in `locale/`: reading, writing, comparing them with what the interface says, and the JSON made of them.
import { po } from 'gettext-parser';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** The name by which JupyterLab and language packs know our strings. */
const DOMAIN = 'jupyter_pyprac';

/** The catalogues of a folder, each with the name of its language (`de_DE`). */
export function catalogues(folder) {
  const names = readdirSync(folder).filter((name) => name.endsWith('.po'));
  return names.map((name) => ({ language: basename(name, '.po'), path: join(folder, name) }));
}

export function read(path) {
  return po.parse(readFileSync(path));
}

export function write(path, catalogue) {
  const sort = (one, other) => (one.msgid < other.msgid ? -1 : 1);
  writeFileSync(path, `${po.compile(catalogue, { foldLength: 120, sort }).toString().trimEnd()}\n`);
}

/** The catalogue with exactly the wordings found; the translations of those that stay are kept. */
export function updated(catalogue, found) {
  const { '': header, ...known } = catalogue.translations[''];
  const entries = [...found.values()].map(({ one, many, files }) => {
    const kept = known[one];
    const forms = many === null ? 1 : Number(/nplurals=(\d+)/.exec(catalogue.headers['Plural-Forms'])?.[1] ?? 2);
    const msgstr = kept?.msgstr.length === forms ? kept.msgstr : new Array(forms).fill('');
    const comments = { ...kept?.comments, reference: [...files].sort().join('\n') };
    return [one, { msgid: one, ...(many === null ? {} : { msgid_plural: many }), msgstr, comments }];
  });
  return { ...catalogue, translations: { '': { '': header, ...Object.fromEntries(entries) } } };
}

/** What is wrong with a catalogue, as sentences. */
export function faults(catalogue, found) {
  const known = catalogue.translations[''];
  const dead = Object.keys(known).filter((one) => one !== '' && !found.has(one));
  return [
    ...dead.map((one) => `nothing says it any more: ${one}`),
    ...[...found.values()].flatMap(({ one, many }) => {
      const entry = known[one];
      const done = entry?.msgstr.every((text) => text !== '') && !entry.comments?.flag?.includes('fuzzy');
      if (!done || (entry.msgid_plural ?? null) !== many) return [`not translated: ${one}`];
      return entry.msgstr
        .filter((text, form) => !fits(text, many ?? one, many !== null && form === 0))
        .map((text) => `other placeholders or marks than in English: ${text}`);
    }),
  ];
}

/** Whether a translation has the placeholders and marks of its original; a singular need not tell its number. */
function fits(text, original, singular) {
  const [mine, its] = [text, original].map((each) => (each.match(/%\d|\*\*|`/g) ?? []).sort());
  const without = its.filter((mark) => mark !== '%1');
  return String(mine) === String(its) || (singular && String(mine) === String(without));
}

/** The translations of a catalogue, in their forms, by the English text. */
export function texts(path) {
  const entries = Object.values(read(path).translations['']).filter(
    ({ msgid, msgstr }) => msgid !== '' && msgstr.every((text) => text !== ''),
  );
  return Object.fromEntries(entries.map(({ msgid, msgstr }) => [msgid, msgstr]));
}

/** Writes the catalogue as JupyterLab reads it, to each of the paths. */
export function build({ language, path }, version, paths) {
  const { headers } = read(path);
  const head = { domain: DOMAIN, language: language.replace('_', '-'), plural_forms: headers['Plural-Forms'], version };
  const json = JSON.stringify({ '': head, ...texts(path) });
  for (const target of paths) {
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, json);
  }
}
