/** The name of the course, which lets one choose another where there are several. */
import type { ReactElement } from 'react';
import type { Course } from '../client/contract';
import { Icon } from './icons';
import type { Translate } from './types';

interface CoursePickerProps {
  readonly courses: readonly Course[];
  /** Null while another one is being loaded. */
  readonly course: Course | null;
  readonly t: Translate;
  readonly onChoose: (slug: string) => void;
}

/** A list box of the browser's own, so that no cell cuts it off; it lies unseen over the name, which is as wide as it is. */
export function CoursePicker({ courses, course, t, onChoose }: CoursePickerProps): ReactElement {
  return (
    <span className="pp-course">
      <Icon name="book" />
      <span className="pp-course-name" aria-hidden="true">
        {course?.title ?? t('Choose a course')}
      </span>
      <Icon name="down" />
      <select
        aria-label={t('Course')}
        title={course === null ? t('Choose a course') : t('%1: choose another course', course.title)}
        value={course?.slug ?? ''}
        onChange={(event) => onChoose(event.target.value)}
      >
        {course === null ? <option value="">{t('Choose a course')}</option> : null}
        {courses.map(({ slug, title }) => (
          <option key={slug} value={slug}>
            {title}
          </option>
        ))}
      </select>
    </span>
  );
}
