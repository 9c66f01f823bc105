// The list beside the map: what holds first. One is opened by a click here or on the map; then what may be done with it is there.
import { useLayoutEffect, useRef } from 'react';
import {
  CONSTRAINT_KINDS,
  type ConstraintKind,
  type ConstraintStand,
} from '../../../geodata/schema/constraint_words.ts';
import { type Constraint, changeConstraint, deleteConstraint } from '../../api_constraints.ts';
import { timeText } from '../../i18n/format.ts';
import { t, word } from '../../i18n/messages.ts';
import { Chip, Fact, Facts } from '../../ui/facts.tsx';
import { Field } from '../../ui/field.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { useQuestion } from '../office/use_question.tsx';
import { countsText, effectText, endsSoon, hoursText, SHOWN, type Shown, untilText } from './constraint_facts.ts';

interface Props {
  readonly all: readonly Constraint[];
  /** Those of `all` that are shown, in order. */
  readonly rows: readonly Constraint[];
  readonly readAt: number;
  readonly shown: Shown;
  readonly kind: ConstraintKind | null;
  readonly selected: string | null;
  readonly mayWrite: boolean;
  readonly areaName: (pcode: string) => string;
  readonly onShown: (shown: Shown) => void;
  readonly onKind: (kind: ConstraintKind | null) => void;
  readonly onSelect: (id: string | null) => void;
  readonly onEdit: (one: Constraint) => void;
  readonly onChanged: () => Promise<void>;
}

export function ConstraintList(props: Props) {
  const { all, rows, readAt, shown, kind, selected, onSelect } = props;
  const soon = all.filter((one) => endsSoon(one, readAt)).length;
  return (
    <div className="access-list">
      <p role="status">
        {countsText(all)} {soon > 0 && <strong>{t('access.soon', { count: soon })}</strong>}{' '}
        <span className="quiet">{t('access.asOf', { time: timeText(new Date(readAt).toISOString()) })}</span>
      </p>
      <div className="access-filter">
        <Segmented
          label={t('access.show')}
          value={shown}
          options={SHOWN.map((value) => ({ value, text: t(`access.show.${value}`) }))}
          onChange={props.onShown}
        />
        <Field label={t('access.kind')}>
          {(wiring) => (
            <select
              {...wiring}
              value={kind ?? ''}
              onChange={(event) => props.onKind((event.currentTarget.value || null) as ConstraintKind | null)}
            >
              <option value="">{t('access.anyKind')}</option>
              {CONSTRAINT_KINDS.map((one) => (
                <option key={one} value={one}>
                  {word('constraintKind', one)}
                </option>
              ))}
            </select>
          )}
        </Field>
      </div>
      {rows.length === 0 ? (
        <Notice tone="quiet" title={t('access.noneShown')}>
          {t('access.noneShownHint')}
        </Notice>
      ) : (
        <ul className="access-rows" aria-label={t('access.list')}>
          {rows.map((one) => (
            <Row key={one.id} one={one} {...props} isOpen={one.id === selected} onSelect={onSelect} />
          ))}
        </ul>
      )}
    </div>
  );
}

const TONES: Readonly<Record<ConstraintStand, 'warning' | 'striped' | 'quiet'>> = {
  holds: 'warning',
  out_of_hours: 'striped',
  planned: 'striped',
  ended: 'quiet',
};

function Row({
  one,
  readAt,
  isOpen,
  onSelect,
  ...rest
}: Props & { readonly one: Constraint; readonly isOpen: boolean }) {
  const row = useRef<HTMLLIElement>(null);
  const hours = hoursText(one);
  useLayoutEffect(() => {
    if (isOpen) row.current?.scrollIntoView({ block: 'nearest' });
  }, [isOpen]);
  return (
    <li ref={row} className={isOpen ? 'access-row access-open' : 'access-row'}>
      <button
        type="button"
        className="access-head"
        aria-expanded={isOpen}
        onClick={() => onSelect(isOpen ? null : one.id)}
      >
        <span className="access-name">{one.name}</span>
        <Chip tone={TONES[one.stands]}>{word('constraintStand', one.stands)}</Chip>
        <span className="access-line">
          {[effectText(one), one.threat === 3 ? t('access.highThreat') : ''].filter(Boolean).join(' · ')}
        </span>
        <span className={endsSoon(one, readAt) ? 'access-line access-soon' : 'access-line quiet'}>
          {[untilText(one, readAt), hours].filter(Boolean).join(' · ')}
        </span>
      </button>
      {isOpen && <Details one={one} {...rest} />}
    </li>
  );
}

function Details({
  one,
  mayWrite,
  areaName,
  onEdit,
  onChanged,
}: Pick<Props, 'mayWrite' | 'areaName' | 'onEdit' | 'onChanged'> & { one: Constraint }) {
  const { ask, dialog } = useQuestion();
  const work = (write: () => Promise<unknown>) => async () => {
    try {
      await write();
    } finally {
      await onChanged();
    }
  };
  const { name } = one;
  const end = () =>
    ask({
      title: t('constraint.endTitle', { name }),
      text: t('constraint.endText'),
      confirm: t('constraint.end'),
      work: work(() => changeConstraint(one, { endsAt: `${new Date().toISOString().slice(0, 19)}Z` })),
    });
  const remove = () =>
    ask({
      title: t('constraint.deleteTitle', { name }),
      text: t('constraint.deleteText'),
      confirm: t('constraint.delete'),
      work: work(() => deleteConstraint(one)),
    });
  return (
    <div className="access-details">
      <Facts>
        <Fact name={t('access.kind')}>{word('constraintKind', one.kind)}</Fact>
        <Fact name={t('constraint.type')}>{word('accessType', one.accessType)}</Fact>
        <Fact name={t('constraint.threat')}>{word('threat', String(one.threat))}</Fact>
        <Fact name={t('constraint.source')}>
          {t('constraint.grade', {
            source: word('constraintSource', one.source),
            reliability: one.reliability,
            credibility: String(one.credibility),
          })}
        </Fact>
        {one.areaPcode !== null && <Fact name={t('constraint.area')}>{areaName(one.areaPcode)}</Fact>}
      </Facts>
      {one.hours !== null && <p className="field-hint">{t('until.curfew')}</p>}
      {one.invented && <p className="field-hint">{t('constraint.invented')}</p>}
      {mayWrite && (
        <div className="form-foot">
          <button type="button" className="button button-quiet" onClick={() => onEdit(one)}>
            {t('constraint.edit')}
          </button>
          {(one.stands === 'holds' || one.stands === 'out_of_hours') && (
            <button type="button" className="button button-quiet" onClick={end}>
              {t('constraint.end')}
            </button>
          )}
          <button type="button" className="link" onClick={remove}>
            {t('constraint.delete')}
          </button>
        </div>
      )}
      {dialog}
    </div>
  );
}
