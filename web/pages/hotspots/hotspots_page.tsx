// /hotspots: what the reports of the last weeks say, cell by cell, in one plain sentence each; where nothing can be heard;
// clusters; what is still to come; and who could report at all.
import './hotspots.css';
import '../../ui/data_table.css';
import { useState } from 'react';
import { INCIDENT_TYPES, type IncidentType } from '../../../geodata/schema/incident.ts';
import type { Session } from '../../api.ts';
import { EN_HOTSPOTS } from '../../i18n/en_hotspots.ts';
import { dateText } from '../../i18n/format.ts';
import { addWording, t, word } from '../../i18n/messages.ts';
import { may } from '../../state/queries.ts';
import { Field } from '../../ui/field.tsx';
import { Notice, Skeleton } from '../../ui/notice.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { OfficePage } from '../office/office_page.tsx';
import { answerText } from '../problem_text.ts';
import { CellsSection } from './cells_section.tsx';
import { Clusters } from './clusters.tsx';
import { MethodSheets } from './method_sheets.tsx';
import { NearRepeats } from './near_repeats.tsx';
import { NowcastFigure } from './nowcast_figure.tsx';
import type { Choice } from './questions.ts';
import { ReportingPoints } from './reporting_points.tsx';
import { type Findings, useAreaShapes, useFindings, useReportingPoints } from './use_hotspots.ts';

addWording(EN_HOTSPOTS);

export function HotspotsPage() {
  return (
    <OfficePage
      title={t('hot.title')}
      allowed={(session) => may(session, 'reporting_point')}
      refused={{ title: t('hot.notYours'), hint: t('hot.notYoursHint') }}
    >
      {(session) => <Hotspots session={session} />}
    </OfficePage>
  );
}

function Hotspots({ session }: { session: Session }) {
  const [choice, setChoice] = useState<Choice>({ type: null, resolution: 6 });
  const [selected, setSelected] = useState<string | null>(null);
  const findings = useFindings(session, choice);
  const shared = { session, choice, selected, onSelect: setSelected };
  return (
    <div className="hotspots">
      <section className="office-section">
        <p className="office-intro">{t('hot.intro')}</p>
        <Choices
          choice={choice}
          onChange={(next) => {
            setChoice(next);
            setSelected(null);
          }}
        />
        {findings.isPending && <Skeleton rows={8} label={t('hot.reading')} />}
        {findings.error !== null && findings.data === undefined && (
          <Notice
            tone="warning"
            title={t('state.error.title')}
            action={{ text: t('app.retry'), onClick: () => void findings.refetch() }}
          >
            {answerText(findings.error)}
          </Notice>
        )}
        {findings.data === null && (
          <Notice tone="quiet" title={t('hot.empty')}>
            {t('hot.emptyHint')}
          </Notice>
        )}
        {findings.data && (
          <p className="quiet">
            {t('hot.toDate', { weeks: findings.data.span.weeks.length, date: dateText(findings.data.span.to) })}{' '}
            <button
              type="button"
              className="link"
              disabled={findings.isFetching}
              onClick={() => void findings.refetch()}
            >
              {t(findings.isFetching ? 'hot.readingAgain' : 'hot.readAgain')}
            </button>
          </p>
        )}
        {findings.data && <Read findings={findings.data} {...shared} />}
      </section>
      {findings.data && <Figures findings={findings.data} session={session} />}
      <ReportingPoints session={session} cell={choice.resolution === 7 ? selected : null} />
    </div>
  );
}

interface ReadProps {
  readonly findings: Findings;
  readonly session: Session;
  readonly choice: Choice;
  readonly selected: string | null;
  readonly onSelect: (cell: string | null) => void;
}

/** The areas name the cells; without them cells are read all the same. */
function Read(props: ReadProps) {
  const areas = useAreaShapes(props.session);
  const points = useReportingPoints(props.session);
  if (areas.isPending || points.isPending) return <Skeleton rows={8} label={t('hot.reading')} />;
  return <CellsSection {...props} areas={areas.data ?? []} points={points.data ?? []} />;
}

function Figures({ findings, session }: { findings: Findings; session: Session }) {
  const areas = useAreaShapes(session);
  return (
    <>
      <NowcastFigure told={findings.nowcast} span={findings.span} />
      <Clusters told={findings.scan} session={session} areas={areas.data ?? []} />
      {findings.nearRepeat !== null && <NearRepeats told={findings.nearRepeat} />}
      <MethodSheets findings={findings} />
    </>
  );
}

function Choices({ choice, onChange }: { choice: Choice; onChange: (choice: Choice) => void }) {
  return (
    <div className="hot-choices">
      <Field label={t('hot.type')}>
        {(wiring) => (
          <select
            {...wiring}
            value={choice.type ?? ''}
            onChange={(event) => {
              const type = event.currentTarget.value;
              onChange({ ...choice, type: type === '' ? null : (type as IncidentType) });
            }}
          >
            <option value="">{t('hot.allTypes')}</option>
            {INCIDENT_TYPES.map((type) => (
              <option key={type} value={type}>
                {word('incident', type)}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Segmented
        label={t('hot.size')}
        showLabel
        value={choice.resolution}
        options={[
          { value: 6, text: t('hot.size.6'), long: t('hot.sizeLong.6') },
          { value: 7, text: t('hot.size.7'), long: t('hot.sizeLong.7') },
        ]}
        onChange={(resolution) => onChange({ ...choice, resolution })}
      />
    </div>
  );
}
