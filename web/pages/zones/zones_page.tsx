// /zones: the safe zones in use. What each must show and until when, how full it is, who was trained, and what is near.
import './zones.css';
import { useMemo, useState } from 'react';
import type { Session } from '../../api.ts';
import { EN_ZONES } from '../../i18n/en_zones.ts';
import { addWording, t } from '../../i18n/messages.ts';
import { WorkMap } from '../../map/work_map.tsx';
import { useLive } from '../../state/live.ts';
import { may, useZones } from '../../state/queries.ts';
import { Notice } from '../../ui/notice.tsx';
import { OfficePage } from '../office/office_page.tsx';
import { Reading } from '../office/reading.tsx';
import { useZoneUse } from './use_zone_use.ts';
import { zoneRows } from './zone_facts.ts';
import { type Outline, ZoneForm } from './zone_form.tsx';
import { ZoneList } from './zone_list.tsx';
import { ZonePanel } from './zone_panel.tsx';
import { workThings } from './zone_things.ts';

addWording(EN_ZONES);

export function ZonesPage() {
  return (
    <OfficePage
      title={t('zones.title')}
      allowed={(session) => may(session, 'zone_use')}
      refused={{ title: t('zones.notYours'), hint: t('zones.notYoursHint') }}
    >
      {(session) => <Zones session={session} />}
    </OfficePage>
  );
}

const today = (): string => new Date().toISOString().slice(0, 10);

function Zones({ session }: { session: Session }) {
  useLive(session, { shows: ['zone', 'zone_use'] });
  const zones = useZones(session);
  const { query, byZone } = useZoneUse(session);
  const [selected, setSelected] = useState<string | null>(null);
  /** null = no new zone is being drawn. */
  const [outline, setOutline] = useState<{ readonly of: Outline | null } | null>(null);
  const rows = zoneRows(zones.data ?? [], byZone, today());
  const chosen = rows.find(({ zone }) => zone.id === selected) ?? null;
  const isNear = chosen !== null || outline !== null;
  const things = useMemo(() => workThings(zones.data ?? [], isNear), [zones.data, isNear]);
  const mayMake = session.permissions.zone?.includes('create') === true;
  const pick = (id: string | null) => {
    if (outline === null) setSelected(id);
  };
  return (
    <section className="zones office-section">
      <div className="office-bar">
        <p className="office-intro">{t('zones.intro')}</p>
        {mayMake && outline === null && (
          <button type="button" className="button" onClick={() => setOutline({ of: null })}>
            {t('zones.new')}
          </button>
        )}
      </div>
      <div className={chosen === null ? 'zones-split' : 'zones-split zones-chosen'}>
        <div className="zones-side">
          <Reading query={zones}>
            {() => (
              <Reading
                query={query}
                empty={{ when: (all) => all.length === 0, title: t('zones.empty'), hint: t('zones.emptyHint') }}
              >
                {() => <ZoneList rows={rows} selected={selected} onSelect={pick} />}
              </Reading>
            )}
          </Reading>
        </div>
        <div className="zones-main">
          <WorkMap
            label={t('zones.map')}
            things={things}
            lookAt={chosen?.zone.geometry ?? null}
            selected={selected}
            onPick={pick}
            draw={
              outline === null
                ? null
                : {
                    shape: 'Polygon',
                    geometry: outline.of,
                    onChange: (geometry) => setOutline({ of: geometry as Outline | null }),
                  }
            }
          />
          {outline !== null && (
            <ZoneForm
              session={session}
              outline={outline.of}
              onClose={() => setOutline(null)}
              onMade={(id) => {
                setOutline(null);
                setSelected(id);
              }}
            />
          )}
          {outline === null && chosen !== null && (
            <ZonePanel key={chosen.zone.id} session={session} row={chosen} onClose={() => setSelected(null)} />
          )}
          {outline === null && chosen === null && rows.length > 0 && (
            <Notice tone="quiet" title={t('zones.choose')}>
              {t('zones.chooseHint')}
            </Notice>
          )}
        </div>
      </div>
    </section>
  );
}
