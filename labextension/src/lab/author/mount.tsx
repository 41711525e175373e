/** The report itself. */
import '../../app/styles/check.css';
import { type ReactElement, useSyncExternalStore } from 'react';
import { createRoot } from 'react-dom/client';
import { CheckReport } from '../../app/check/CheckReport';
import { nameOf } from './notebooks';
import type { ReportPanel } from './report';

/** Shows the report in the element; returns what takes it away. */
export function mountReport(element: HTMLElement, panel: ReportPanel): () => void {
  const root = createRoot(element);
  root.render(<Report panel={panel} />);
  return () => root.unmount();
}

function Report({ panel }: { readonly panel: ReportPanel }): ReactElement {
  const state = useSyncExternalStore(panel.checking.subscribe, panel.checking.getSnapshot);
  const shown = useSyncExternalStore(panel.subscribe, panel.getSnapshot);
  const { notebook, t, onPreview } = panel.options;
  return (
    <CheckReport
      {...shown}
      state={state}
      notebook={nameOf(notebook)}
      t={t}
      onGo={(finding) => void panel.go(finding)}
      onCheck={() => void panel.run('check')}
      onPreview={onPreview}
    />
  );
}
