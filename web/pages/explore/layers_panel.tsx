// The list of layers with eye, opacity, zoom, source, licence and date; what to try as this role; the basemap.
import { t, word } from '../../i18n/messages.ts';
import { changeView, useView } from '../../state/view.ts';
import { Segmented } from '../../ui/segmented.tsx';
import { LayerRow } from './layer_row.tsx';
import { useMapData } from './map_data.tsx';

/** In the order of the map, topmost first. */
const ORDER = ['services', 'patrols', 'zones', 'incidents', 'releases', 'effort', 'gaps'] as const;

export function LayersPanel() {
  const { session, available, empty } = useMapData();
  const basemap = useView((view) => view.basemap);
  return (
    <div className="layers">
      {!empty && (
        <p className="try">
          <strong>{word('role', session.role)}</strong> {t(`try.${session.role}`)}
        </p>
      )}
      <ul className="layer-list">
        {ORDER.filter((id) => available.includes(id)).map((id) => (
          <LayerRow key={id} id={id} />
        ))}
      </ul>
      <div className="layers-foot">
        <Segmented
          label={t('basemap.title')}
          showLabel
          value={basemap}
          options={[
            { value: 'own' as const, text: t('basemap.own') },
            { value: 'none' as const, text: t('basemap.none') },
          ]}
          onChange={(value) => changeView({ basemap: value })}
        />
      </div>
    </div>
  );
}
