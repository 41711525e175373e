/** What nobody sees at the first paint, in one piece; `later` loads it. */
import './styles/parts.css';

export { Compare } from './compare/Compare';
export { AssignmentDrawer } from './drawer/AssignmentDrawer';
export { DiffView } from './result/DiffView';
export { Report } from './result/Report';
export { SubmissionList } from './SubmissionList';
