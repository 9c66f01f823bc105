// Where it was, if the person wants to say: picked from the directory on the device. Whether anybody near can help is said here,
// before anything is told.
import { type ReactNode, useEffect, useId, useState } from 'react';
import type { Directory } from '../../../geodata/schema/pack.ts';
import { t } from '../../i18n/care/care_messages.ts';
import { areaBranches } from './area_care.ts';
import { AreaNotice } from './area_notice.tsx';
import { directoryOf, type Ground } from './ground.ts';
import { type PickedArea, setDraft, setReport } from './report_state.ts';
import { StepFrame } from './step_frame.tsx';

interface Props {
  readonly ground: Ground;
  readonly region: string;
  readonly picked: PickedArea | null;
}

export function AreaStep({ ground, region, picked }: Props) {
  const { directory, failed } = useDirectory(ground, region);
  return (
    <StepFrame title={t('report.area.title')} step={2} onBack={() => setReport({ step: 'start' })}>
      <p>{t('report.area.hint')}</p>
      {ground.regions.length > 1 && <RegionField ground={ground} region={region} />}
      <p role="status">{failed ? t('report.area.failed') : ''}</p>
      {directory !== null && <AreaFields directory={directory} picked={picked} />}
      {directory !== null && picked !== null && <AreaNotice directory={directory} area={picked} />}
      <div className="ways">
        <button type="button" className="button main" onClick={() => setReport({ step: 'write' })}>
          {t('report.next')}
        </button>
      </div>
    </StepFrame>
  );
}

/** Of the region, or of the only one there is. A region holds so many people that asking for it tells no place. */
function useDirectory(ground: Ground, region: string): { directory: Directory | null; failed: boolean } {
  const wanted = ground.regions.length === 1 ? ground.directory?.region : region;
  const known = ground.directory?.region === wanted ? ground.directory : null;
  const [fetched, setFetched] = useState<Directory | 'failed' | null>(null);
  useEffect(() => {
    let current = true;
    setFetched(null);
    if (known !== null || wanted === undefined || wanted === '') return;
    directoryOf(wanted).then(
      (found) => current && setFetched(found),
      () => current && setFetched('failed'),
    );
    return () => {
      current = false;
    };
  }, [known, wanted]);
  return { directory: known ?? (fetched === 'failed' ? null : fetched), failed: fetched === 'failed' };
}

function RegionField({ ground, region }: Omit<Props, 'picked'>) {
  return (
    <Choice
      label={t('report.area.region')}
      value={region}
      onChange={(next) => {
        setDraft({ area: null });
        setReport({ region: next });
      }}
    >
      <option value="">{t('report.area.notSaid')}</option>
      {ground.regions.map(({ region: id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </Choice>
  );
}

function AreaFields({ directory, picked }: { readonly directory: Directory; readonly picked: PickedArea | null }) {
  const branches = areaBranches(directory.areas);
  if (branches.length === 0) return null;
  const branch = branches.find(({ area }) => picked?.pcode.startsWith(area.pcode));
  const pick = (areas: readonly PickedArea[], pcode: string, otherwise: PickedArea | null) => {
    const found = areas.find((one) => one.pcode === pcode);
    setDraft({ area: found === undefined ? otherwise : { pcode: found.pcode, name: found.name } });
  };
  return (
    <>
      <Choice
        label={t('report.area.top')}
        value={branch?.area.pcode ?? ''}
        onChange={(pcode) =>
          pick(
            branches.map(({ area }) => area),
            pcode,
            null,
          )
        }
      >
        <option value="">{t('report.area.notSaid')}</option>
        {branches.map(({ area }) => (
          <option key={area.pcode} value={area.pcode}>
            {area.name}
          </option>
        ))}
      </Choice>
      {branch !== undefined && branch.parts.length > 0 && (
        <Choice
          label={t('report.area.part')}
          value={picked?.pcode === branch.area.pcode ? '' : (picked?.pcode ?? '')}
          onChange={(pcode) => pick(branch.parts, pcode, branch.area)}
        >
          <option value="">{t('report.area.all')}</option>
          {branch.parts.map(({ pcode, name }) => (
            <option key={pcode} value={pcode}>
              {name}
            </option>
          ))}
        </Choice>
      )}
    </>
  );
}

function Choice(props: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly children: ReactNode;
}) {
  const id = useId();
  return (
    <div className="entry">
      <label htmlFor={id}>{props.label}</label>
      <select
        id={id}
        className="field"
        autoComplete="off"
        value={props.value}
        onChange={(event) => props.onChange(event.currentTarget.value)}
      >
        {props.children}
      </select>
    </div>
  );
}
