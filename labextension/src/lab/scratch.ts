/** A notebook to try things in: the handout, the draft and the visible tests, in a file that is new. */
import type { Contents, KernelSpec, ServiceManager } from '@jupyterlab/services';
import type { DockLayout, Widget } from '@lumino/widgets';
import type { Translate } from '../app/types';
import type { Assignment } from '../client/contract';

type Source = readonly [type: 'markdown' | 'code', source: string];

function cell([type, source]: Source, at: number): Readonly<Record<string, unknown>> {
  const common = { id: `pyprac-${at}`, cell_type: type, metadata: {}, source };
  return type === 'code' ? { ...common, execution_count: null, outputs: [] } : common;
}

/** A visible test as one would try it: the call and what it should give, or what to type and what should be printed. */
function tries({ visible_tests }: Assignment, t: Translate): Source[] {
  return visible_tests.flatMap(({ name, call, expected, raises, stdin, stdout }): Source[] => {
    if (call != null) {
      const result = raises == null ? t('gives %1', expected ?? '') : t('raises %1', raises);
      return [['code', `# ${oneLine(name)}: ${oneLine(result)}\n${call}`]];
    }
    if (stdout == null) return [];
    const input = stdin ? [t('Input:'), fenced(stdin)] : [];
    return [['markdown', [`**${oneLine(name)}**`, ...input, t('Expected output:'), fenced(stdout)].join('\n\n')]];
  });
}

/** As it is, in a fence that nothing in it ends. */
function fenced(text: string): string {
  const longest = Math.max(2, ...(text.match(/`+/g) ?? []).map(({ length }) => length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}text\n${text.replace(/\n$/, '')}\n${fence}`;
}

/** What stands in a comment must not leave it. */
function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** The notebook of an assignment, as its file holds it. */
export function scratchOf(
  assignment: Assignment,
  code: string,
  kernel: KernelSpec.ISpecModel | null,
  t: Translate,
): object {
  const handout = `# ${oneLine(assignment.title)}\n\n${assignment.handout}`;
  const sources: Source[] = [['markdown', handout], ['code', code], ...tries(assignment, t)];
  const cells = sources.map(cell);
  const kernelspec = kernel && { name: kernel.name, display_name: kernel.display_name, language: kernel.language };
  return { cells, metadata: kernelspec ? { kernelspec } : {}, nbformat: 4, nbformat_minor: 5 };
}

/** The kernel for Python: the usual one, if it is of Python. */
async function pythonKernel({ kernelspecs }: ServiceManager.IManager): Promise<KernelSpec.ISpecModel | null> {
  await kernelspecs.ready;
  const all = kernelspecs.specs;
  const usual = all?.kernelspecs[all.default];
  const others = Object.values(all?.kernelspecs ?? {});
  return [usual, ...others].find((each) => each?.language.toLowerCase() === 'python') ?? null;
}

/** The name of the assignment, with a number where files have it, in whichever case. */
export function nameOf(slug: string, files: readonly string[]): string {
  const taken = new Set(files.map((name) => name.toLowerCase()));
  let name = `${slug}.ipynb`;
  for (let number = 2; taken.has(name.toLowerCase()); number += 1) name = `${slug}-${number}.ipynb`;
  return name;
}

/**
 * Writes the notebook where Jupyter was started, under a name that nothing has there, and returns its path.
 *
 * In one request, so that nothing half made can be left; whoever calls waits for one before the next, as a server
 * tells nobody that a name was taken meanwhile.
 */
export async function writeScratch(
  services: ServiceManager.IManager,
  assignment: Assignment,
  code: string,
  t: Translate,
): Promise<string> {
  const { contents } = services;
  const kernel = await pythonKernel(services);
  const { content: files } = (await contents.get('', { type: 'directory', content: true })) as {
    content: Contents.IModel[];
  };
  const names = files.map(({ name }) => name);
  const content = scratchOf(assignment, code, kernel, t);
  return (await contents.save(nameOf(assignment.slug, names), { type: 'notebook', format: 'json', content })).path;
}

/** Where a scratch notebook opens: to the right of the panel, or behind the one before it, so that both stay readable. */
export function placeOf(
  before: Pick<Widget, 'id' | 'isAttached'> | null,
  panel: string,
): { readonly mode: DockLayout.InsertMode; readonly ref: string } {
  return before?.isAttached === true ? { mode: 'tab-after', ref: before.id } : { mode: 'split-right', ref: panel };
}
