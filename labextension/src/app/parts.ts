/** What nobody sees at the first paint, in one piece; `later` loads it. */
import './styles/parts.css';

export { Choice } from './banners/Choice';
export { OnwardBanner } from './banners/OnwardBanner';
export { PreviewBanner } from './banners/PreviewBanner';
export { AssignmentDrawer } from './drawer/AssignmentDrawer';
export { MenuList } from './MenuList';
export { NextHint } from './NextHint';
export { NoCourse } from './NoCourse';
export { NoServer } from './NoServer';
export { OwnInputForm } from './OwnInputForm';
export { Report } from './result/Report';
export { TestBody } from './result/TestBody';
export { SubmissionList } from './SubmissionList';
