// Regions of the newest published release. A release never changes, so its outlines are drawn once.
import { z } from '@hono/zod-openapi';
import { type PublicRelease, period } from '../../geodata/schema/release.ts';
import { outlineOfRegion } from '../queries/feature_cells.ts';
import { outlineOfAreas } from '../queries/features.ts';
import { listReleases, releaseDocument } from '../queries/releases.ts';
import type { Collection, OgcFeature, Source } from './collection.ts';
import { periodInterval } from './datetime.ts';
import { narrowHeld } from './held_features.ts';

const properties = z.object({
  id: z.string(),
  period,
  region: z.number().int().positive(),
  least: z.number().int().positive().describe('At least so many reported incidents'),
  most: z.number().int().positive().nullable().describe('At most so many; null = and more'),
});

/** Newest releases of so many organizations stay drawn. */
const DRAWN_MOST = 16;

export function releaseCollection(): Collection {
  const drawn = new Map<string, Promise<readonly OgcFeature[]>>();

  async function draw({ database, viewer }: Source, newest: string): Promise<readonly OgcFeature[]> {
    const found = await releaseDocument(database, viewer, { period: newest, part: 'public' });
    const { regions } = JSON.parse(found?.document ?? '{"regions":[]}') as PublicRelease;
    const features: OgcFeature[] = [];
    for (const { id: region, pcodes, cells, band } of regions) {
      const id = `${newest}:${region}`;
      const outline = cells.length > 0 ? outlineOfRegion(cells) : await outlineOfAreas(database, viewer, pcodes);
      const geometry = outline as OgcFeature['geometry'];
      features.push({ type: 'Feature', id, geometry, properties: { id, period: newest, region, ...band } });
      // A large release is drawn between other requests, not before them.
      await new Promise(setImmediate);
    }
    return features;
  }

  async function newestRegions(source: Source): Promise<readonly OgcFeature[]> {
    const [newest] = await listReleases(source.database, source.viewer);
    if (newest === undefined) return [];
    const known = drawn.get(newest.id);
    if (known !== undefined) return known;
    if (drawn.size >= DRAWN_MOST) drawn.clear();
    const regions = draw(source, newest.period);
    drawn.set(newest.id, regions);
    regions.catch(() => drawn.delete(newest.id));
    return regions;
  }

  const read: Collection['read'] = async (source, query) =>
    narrowHeld(source, await newestRegions(source), {
      query,
      timeOf: (feature) => periodInterval(String(feature.properties['period'])),
      geometryOf: ({ geometry }) => geometry,
    });
  return {
    id: 'releases',
    title: 'Regions of the newest release',
    description:
      'Reported incidents of the newest published quarter, in bands, by regions that each hold enough of them.',
    thing: 'release',
    geometry: 'shapes',
    properties,
    queryables: { period },
    featureId: z.string().regex(/^\d{4}-Q[1-4]:\d{1,7}$/),
    hasTime: true,
    read,
    count: async (source, query) => (await read(source, { ...query, limit: Number.MAX_SAFE_INTEGER })).length,
  };
}
