/** A notebook to try things in: the handout, the draft and the visible tests, in a file that is new. */
import type { Contents, KernelSpec, ServiceManager } from '@jupyterlab/services';
import type { DockLayout, Widget } from '@lumino/widgets';
import type { Assignment } from '../client/contract';

type Cell = Readonly<Record<string, unknown>>;

function cell(type: 'markdown' | 'code', source: string, at: number): Cell {
  const common = { id: `pyprac-${at}`, cell_type: type, metadata: {}, source };
  return type === 'code' ? { ...common, execution_count: null, outputs: [] } : common;
}

/** A visible test as one would try it: the call, and what it should give. */
function tries({ visible_tests }: Assignment): string[] {
  return visible_tests.flatMap(({ name, call, expected, raises }) => {
    if (call == null) return [];
    const result = raises == null ? `gives ${expected ?? ''}` : `raises ${raises}`;
    return [`# ${oneLine(name)}: ${oneLine(result)}\n${call}`];
  });
}

/** What stands in a comment must not leave it. */
function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** The notebook of an assignment, as its file holds it. */
export function scratchOf(assignment: Assignment, code: string, kernel: KernelSpec.ISpecModel | null): object {
  const handout = `# ${oneLine(assignment.title)}\n\n${assignment.handout}`;
  const sources = [code, ...tries(assignment)];
  const cells = [cell('markdown', handout, 0), ...sources.map((source, at) => cell('code', source, at + 1))];
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

/** Writes the notebook under a name that nothing has, and returns its path. */
export async function writeScratch(
  services: ServiceManager.IManager,
  assignment: Assignment,
  code: string,
): Promise<string> {
  const kernel = await pythonKernel(services);
  const { path } = await services.contents.newUntitled({ type: 'notebook' });
  const content: Partial<Contents.IModel> = {
    type: 'notebook',
    format: 'json',
    content: scratchOf(assignment, code, kernel),
  };
  await services.contents.save(path, content);
  return path;
}

/** Where a scratch notebook opens: to the right of the panel, or behind the one before it, so that both stay readable. */
export function placeOf(
  before: Pick<Widget, 'id' | 'isAttached'> | null,
  panel: string,
): { readonly mode: DockLayout.InsertMode; readonly ref: string } {
  return before?.isAttached === true ? { mode: 'tab-after', ref: before.id } : { mode: 'split-right', ref: panel };
}
