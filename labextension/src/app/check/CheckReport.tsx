/** The gate's report on one notebook: what is to be mended and what is worth a look, each a click away from its cell. */
import type { ReactElement } from 'react';
import type { Finding, Purpose } from '../../client/author';
import type { CheckState } from '../../state/checking';
import { Button } from '../Button';
import { Icon, Spinner } from '../icons';
import { Say } from '../phrase';
import type { Translate } from '../types';
import { NoAssignment } from './NoAssignment';
import { heading, placeOf, sorted } from './words';

export interface CheckReportProps {
  readonly state: CheckState;
  readonly purpose: Purpose;
  /** The notebook's file name. */
  readonly notebook: string;
  /** Whether it is written as an assignment at all. */
  readonly isAssignment: boolean;
  /** It was edited since it was sent. */
  readonly stale: boolean;
  readonly t: Translate;
  readonly onGo: (finding: Finding) => void;
  readonly onCheck: () => void;
  readonly onPreview: () => void;
}

function Row({
  finding,
  notebook,
  t,
  onGo,
}: Pick<CheckReportProps, 'notebook' | 't' | 'onGo'> & { finding: Finding }): ReactElement {
  const isError = finding.severity === 'error';
  const here = finding.cell !== null && (finding.source === '' || finding.source === notebook);
  const inside = (
    <>
      <Icon name={isError ? 'unsolved' : 'warning'} className={isError ? 'pp-bad' : 'pp-warn'} />
      <span className="pp-finding-words">
        <span className="pp-finding-place pp-num">{placeOf(t, finding, notebook)}</span>{' '}
        {/* As it is: code in it may hold what elsewhere sets words off. */}
        <span lang="en">{finding.message}</span>
      </span>
      {here ? <Icon name="right" className="pp-chevron" /> : null}
    </>
  );
  return (
    <li>
      {here ? (
        <Button look="bare" className="pp-finding" onClick={() => onGo(finding)}>
          {inside}
        </Button>
      ) : (
        <div className="pp-finding">{inside}</div>
      )}
    </li>
  );
}

function Findings(props: Pick<CheckReportProps, 'state' | 'notebook' | 't' | 'onGo'>): ReactElement | null {
  const { state, t } = props;
  const { errors, notes } = sorted(state.kind === 'over' ? (state.check.report?.findings ?? []) : []);
  const lists = [
    [t('To mend'), errors],
    [t('Worth a look'), notes],
  ] as const;
  return (
    <>
      {lists.map(([title, findings]) =>
        findings.length === 0 ? null : (
          <section key={title} aria-label={title}>
            <h3>{title}</h3>
            <ul className="pp-findings">
              {findings.map((finding, index) => (
                <Row key={index} {...props} finding={finding} />
              ))}
            </ul>
          </section>
        ),
      )}
    </>
  );
}

function Progress({ state, t }: Pick<CheckReportProps, 'state' | 't'>): ReactElement | null {
  if (state.kind !== 'running') return null;
  const { done, total } = state;
  const words = total === 0 ? t('Waiting for a grader…') : t('%1 of %2 runs', done, total);
  return (
    <div className="pp-check-progress">
      <div
        role="progressbar"
        aria-label={t('Checking…')}
        aria-valuemin={0}
        aria-valuemax={Math.max(total, 1)}
        aria-valuenow={done}
        aria-valuetext={words}
      >
        <i style={{ width: `${(100 * done) / Math.max(total, 1)}%` }} />
      </div>
      <span className="pp-fine pp-muted pp-num">{words}</span>
    </div>
  );
}

export function CheckReport(props: CheckReportProps): ReactElement {
  const { state, purpose, notebook, isAssignment, stale, t, onCheck, onPreview } = props;
  const { icon, tone, title, words } = heading(t, state, purpose);
  const busy = state.kind === 'sending' || state.kind === 'running';
  if (!isAssignment) {
    return (
      <div className="pp-app pp-check" lang={t.language}>
        <NoAssignment t={t} />
        <Actions busy={false} next="check" t={t} onCheck={onCheck} onPreview={null} />
      </div>
    );
  }
  const fine = state.kind === 'over' && state.check.state === 'accepted';
  return (
    <div className="pp-app pp-check" lang={t.language}>
      <div className="pp-check-head" role="status" aria-busy={busy}>
        {icon === null ? <Spinner className={tone} /> : <Icon name={icon} className={tone} />}
        <div>
          <h2>{title}</h2>
          <p className="pp-muted">
            <Say parts={words} />
          </p>
        </div>
        <span className="pp-check-file pp-fine pp-muted">{notebook}</span>
      </div>
      <Progress state={state} t={t} />
      <div className="pp-check-body">
        {stale && !busy ? (
          <p className="pp-check-stale pp-fine">
            <Icon name="history" />
            {t('The notebook was edited since this check.')}
          </p>
        ) : null}
        {fine && state.check.report?.findings.length === 0 ? (
          <p className="pp-check-fine">
            {t(
              'The solution passes every test in each of five runs, the starter does not, and the tests reject every wrong solution.',
            )}
          </p>
        ) : null}
        <Findings {...props} />
      </div>
      <Actions busy={busy} next={fine && !stale ? 'preview' : 'check'} t={t} onCheck={onCheck} onPreview={onPreview} />
    </div>
  );
}

interface ActionsProps extends Pick<CheckReportProps, 't' | 'onCheck'> {
  readonly busy: boolean;
  /** The one button that is filled. */
  readonly next: 'check' | 'preview';
  readonly onPreview: (() => void) | null;
}

function Actions({ busy, next, t, onCheck, onPreview }: ActionsProps): ReactElement {
  return (
    <div className="pp-check-actions">
      <span className="pp-space" />
      {onPreview === null ? null : (
        <Button look={next === 'preview' ? 'fill' : 'outline'} off={busy} onClick={onPreview}>
          <Icon name="play" />
          {t('Preview as student')}
        </Button>
      )}
      <Button look={next === 'check' ? 'fill' : 'outline'} off={busy} onClick={onCheck}>
        <Icon name="reset" />
        {t('Check again')}
      </Button>
    </div>
  );
}
