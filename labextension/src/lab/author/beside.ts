/**
 * The files beside a notebook that it may need: pictures, data, modules, and the `course.toml` of its course. Which of
 * them come along is for the server to say; what is too large to be sent is told with its size alone.
 */
import type { Contents } from '@jupyterlab/services';
import type { SentFile } from '../../client/author';

const COURSE_FILE = 'course.toml';
const MOST_FILES = 200;
/** Of all files together; a course may have 20 MiB as it is sent, and base64 takes a third more. */
const MOST_BYTES = 12 * 1024 * 1024;
/** How far down folders are looked into. */
const DEEPEST = 3;
/** Files in which further ones may be named. */
const TELLING = /\.(py|ya?ml)$/;

interface Found {
  readonly path: string;
  readonly name: string;
  readonly size: number;
}

/** Reads them; `words` is all that is written in the notebook. */
export async function filesBeside(contents: Contents.IManager, path: string, words: string): Promise<SentFile[]> {
  const folder = contents.resolvePath(path, '..');
  const sent = new Map<string, SentFile>();
  let left = MOST_BYTES;
  for (let unread = words; unread !== '';) {
    const named = (await filesNamed(contents, folder, '', unread)).filter(({ name }) => !sent.has(name));
    const fitting = named.sort((a, b) => a.size - b.size).slice(0, MOST_FILES - sent.size);
    const files = await Promise.all(
      fitting.map(async ({ size, ...file }): Promise<SentFile> => {
        if (size > left) return { name: file.name, size };
        left -= size;
        return { name: file.name, base64: await read(contents, file.path) };
      }),
    );
    for (const file of files) sent.set(file.name, file);
    unread = files.map(wordsIn).join('\n').trim();
  }
  return [...sent.values()];
}

async function read(contents: Contents.IManager, path: string): Promise<string> {
  const file = await contents.get(path, { type: 'file', format: 'base64', content: true });
  return String(file.content);
}

/** The text of a module or of settings. */
function wordsIn({ name, base64 }: SentFile): string {
  if (base64 === undefined || !TELLING.test(name)) return '';
  return new TextDecoder().decode(Uint8Array.from(atob(base64), (byte) => byte.charCodeAt(0)));
}

/** The files of a folder, and of those below it, that are named with their path from the notebook. */
async function filesNamed(
  contents: Contents.IManager,
  folder: string,
  before: string,
  words: string,
): Promise<Found[]> {
  const listing = await contents.get(folder, { type: 'directory', content: true });
  const modules = imported(words);
  const found: Found[] = [];
  for (const each of listing.content as Contents.IModel[]) {
    const name = before + each.name;
    if (each.type === 'directory') {
      const deep = name.split('/').length > DEEPEST;
      const needed = isNamed(`${name}/`, words) || modules.has(`${name}.py`);
      if (!deep && needed) found.push(...(await filesNamed(contents, each.path, `${name}/`, words)));
    } else if (each.type === 'file' && (name === COURSE_FILE || modules.has(name) || isNamed(name, words))) {
      found.push({ path: each.path, name, size: each.size ?? 0 });
    }
  }
  return found;
}

/** Whether the name stands there as it is, or as an address in Markdown spells it. */
function isNamed(name: string, words: string): boolean {
  return words.includes(name) || words.includes(encodeURI(name));
}

/** The files of modules that lines with an import may mean. */
function imported(words: string): Set<string> {
  const lines = words.replaceAll('\\\n', ' ').match(/^.*import.*$/gm) ?? [];
  const names = lines.flatMap((line) => line.match(/[\p{L}\p{N}_]+/gu) ?? []);
  return new Set(names.flatMap((name) => [`${name}.py`, `${name}/__init__.py`]));
}
