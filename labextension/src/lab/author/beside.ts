/** The files beside a notebook that it names: pictures, data, and the `course.toml` of its course. */
import type { Contents } from '@jupyterlab/services';
import type { SentFile } from '../../client/author';

const COURSE_FILE = 'course.toml';
const MOST_FILES = 100;
/** Of all files together; a course may have 20 MiB as it is sent, and base64 takes a third more. */
const MOST_BYTES = 12 * 1024 * 1024;
/** How far down folders are looked into. */
const DEEPEST = 3;

interface Found {
  readonly path: string;
  readonly name: string;
}

/** Reads them; `words` is all that is written in the notebook. */
export async function filesBeside(contents: Contents.IManager, path: string, words: string): Promise<SentFile[]> {
  const folder = contents.resolvePath(path, '..');
  const found = await named(contents, folder, '', words);
  return Promise.all(
    found.map(async (each) => {
      const file = await contents.get(each.path, { type: 'file', format: 'base64', content: true });
      return { name: each.name, base64: String(file.content) };
    }),
  );
}

/** The files of a folder, and of those below it, that are named with their path from the notebook. */
async function named(contents: Contents.IManager, folder: string, before: string, words: string): Promise<Found[]> {
  const listing = await contents.get(folder, { type: 'directory', content: true });
  const found: Found[] = [];
  let bytes = 0;
  for (const each of listing.content as Contents.IModel[]) {
    const name = before + each.name;
    if (each.type === 'directory') {
      const deep = name.split('/').length > DEEPEST;
      if (!deep && isNamed(`${name}/`, words)) found.push(...(await named(contents, each.path, `${name}/`, words)));
    } else if (each.type === 'file' && (name === COURSE_FILE || isNamed(name, words))) {
      bytes += each.size ?? 0;
      if (bytes <= MOST_BYTES) found.push({ path: each.path, name });
    }
  }
  return found.slice(0, MOST_FILES);
}

/** Whether the name stands there as it is, or as an address in Markdown spells it. */
function isNamed(name: string, words: string): boolean {
  return words.includes(name) || words.includes(encodeURI(name));
}
