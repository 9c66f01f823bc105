// Opening a panel and clicking the map: what comes forward, what is put away, and that it comes back.
import { beforeEach, describe, expect, it } from 'vitest';
import { FIRST_VIEW, openPanel, selectOnMap, selectThing, viewStore } from '../../../web/state/view.ts';

beforeEach(() => viewStore.set(() => FIRST_VIEW));
const shown = () =>
  Object.entries(viewStore.get().layers)
    .filter(([, layer]) => layer.visible)
    .map(([id]) => id);

describe('the view', () => {
  it('shows incidents, live or released, zones, patrols and services first, and no gap', () => {
    expect(shown().sort()).toEqual(['incidents', 'patrols', 'releases', 'services', 'zones']);
  });

  it('puts incidents away while the gap panel is open, and brings them back', () => {
    openPanel('gap');
    expect(shown().sort()).toEqual(['gaps', 'services', 'zones']);
    openPanel('tables');
    expect(shown().sort()).toEqual(['incidents', 'patrols', 'releases', 'services', 'zones']);
  });

  it('leaves layers alone between two other panels', () => {
    viewStore.set((view) => ({ ...view, layers: { ...view.layers, incidents: { visible: false, opacity: 1 } } }));
    openPanel('tables');
    openPanel('layers');
    expect(shown()).not.toContain('incidents');
  });

  it('opens details on a click, except where a table lists the thing: then its row is marked', () => {
    selectOnMap({ layer: 'services', id: 'a' });
    expect(viewStore.get().detailsOpen).toBe(true);
    openPanel('tables');
    selectOnMap({ layer: 'zones', id: 'b' });
    expect(viewStore.get()).toMatchObject({ detailsOpen: false, table: 'zones', selected: { id: 'b' } });
  });

  it('closes the details when nothing is selected', () => {
    selectThing({ layer: 'zones', id: 'b' });
    selectThing(null);
    expect(viewStore.get()).toMatchObject({ selected: null, detailsOpen: false });
  });
});
