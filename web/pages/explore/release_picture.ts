// The newest release as the map and the tables show it: the document, and its regions as shapes once H3 is there.
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Band, PublicRelease } from '../../../geodata/schema/release.ts';
import type { Session } from '../../api.ts';
import { t } from '../../i18n/messages.ts';
import type { RegionShapes, ReleaseScene } from '../../map/scene.ts';
import { useRelease } from '../../state/queries.ts';

export interface ReleasePicture {
  readonly document: PublicRelease;
  readonly scene: ReleaseScene;
}

const NO_SHAPES: RegionShapes = { type: 'FeatureCollection', features: [] };

export function useReleasePicture(session: Session) {
  const query = useRelease(session);
  return { query, picture: useShapes(query.data ?? null) };
}

/** `id`: the number of the region or the P-code of one of its districts. */
export const regionOf = <R extends { readonly id: number; readonly pcodes: readonly string[] }>(
  { regions }: { readonly regions: readonly R[] },
  id: string,
): R | undefined => regions.find((region) => String(region.id) === id || region.pcodes.includes(id));

export const bandText = ({ least, most }: Band): string =>
  most === null ? t('release.bandOpen', { least }) : t('release.band', { least, most });

/** The same document has the same shapes, so they are drawn once. */
export function useShapes(document: PublicRelease | null): ReleasePicture | null {
  const shapes = useQuery({
    queryKey: ['release shapes', document],
    queryFn: async () => {
      const { regionShapes } = await import('../../map/layers/release_shapes.ts');
      return regionShapes(document?.regions ?? []);
    },
    enabled: document?.scheme === 'h3',
    staleTime: Number.POSITIVE_INFINITY,
  });
  const drawn = shapes.data ?? NO_SHAPES;
  return useMemo(
    () => (document === null ? null : { document, scene: { ...document, shapes: drawn } }),
    [document, drawn],
  );
}
