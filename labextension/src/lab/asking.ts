/** Questions with a list of answers. */
import { InputDialog } from '@jupyterlab/apputils';
import type { Translate } from '../app/types';
import type { PracticeStore } from '../state/store';

/** Asks which of the server's courses to practise. */
export async function chooseCourse(practice: PracticeStore, t: Translate): Promise<void> {
  const courses = await practice.courses();
  const shown = practice.getSnapshot().course?.slug;
  const names = courses.map((course) => `${course.title} (${course.slug})`);
  const at = courses.findIndex((course) => course.slug === shown);
  const chosen = courses[await chooseOne(t('Choose a course'), names, at)];
  if (chosen !== undefined) practice.choose(chosen.slug);
}

/** Asks which assignment of the course to open. */
export async function chooseAssignment(practice: PracticeStore, t: Translate): Promise<void> {
  const { assignments, currentId } = practice.getSnapshot();
  const names = assignments.map(({ order_number, title, status }) => {
    const name = `${order_number}. ${title}`;
    return status === 'solved' ? t('%1 (solved)', name) : name;
  });
  const at = assignments.findIndex((assignment) => assignment.id === currentId);
  const chosen = assignments[await chooseOne(t('Open an assignment'), names, at)];
  if (chosen !== undefined) practice.open(chosen.id);
}

/** The place of the name that was chosen, or -1. */
async function chooseOne(title: string, names: string[], at: number): Promise<number> {
  const { value } = await InputDialog.getItem({ title, items: names, current: Math.max(0, at) });
  return value === null ? -1 : names.indexOf(value);
}
