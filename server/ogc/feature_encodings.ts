// A page of items, or one item, as GeoJSON, CSV or HTML. What is in it was decided before; here it only takes its form.
import { writeCsv } from '../../geodata/formats/csv_write.ts';
import type { Collection, OgcFeature } from './collection.ts';
import { axesOf } from './crs.ts';
import { ENCODINGS, type Encoding } from './encoding.ts';
import { type Crumb, itemPage, itemsPage } from './feature_page.ts';
import type { Link, Target } from './links.ts';
import { cellText, wktOf } from './text_values.ts';

export const MEDIA_TYPE: Readonly<Record<Encoding, string>> = {
  json: 'application/geo+json',
  html: 'text/html; charset=utf-8',
  csv: 'text/csv; charset=utf-8; header=present',
};
const WORDS: Readonly<Record<Encoding, string>> = { json: 'as GeoJSON', html: 'as a page', csv: 'as a table' };

interface Way {
  readonly encoding: Encoding;
  readonly to: (target: Target) => Link;
}

const bare = (encoding: Encoding) => MEDIA_TYPE[encoding].split(';')[0] as string;

/** The same in this encoding and in the others. */
function formLinks(
  { encoding, to }: Way,
  { path, title }: { path: (form?: Encoding) => string; title: string },
): Link[] {
  const others = ENCODINGS.filter((form) => form !== encoding);
  return [
    to({ rel: 'self', path: path(), type: bare(encoding), title }),
    ...others.map((form) =>
      to({ rel: 'alternate', path: path(form), type: bare(form), title: `${title} ${WORDS[form]}` }),
    ),
  ];
}

function withQuery(url: URL, changes: Readonly<Record<string, string>>): string {
  const query = new URLSearchParams(url.search);
  for (const [name, value] of Object.entries(changes)) query.set(name, value);
  const text = query.toString();
  return text === '' ? url.pathname : `${url.pathname}?${text}`;
}

const pathOf = (collection: Collection) => `/ogc/collections/${collection.id}`;

export interface Items {
  readonly collection: Collection;
  readonly features: readonly OgcFeature[];
  readonly crs: string;
  readonly matched: number | undefined;
  readonly timeStamp: string;
}

export function encodeItems(items: Items, way: Way & { readonly url: URL; readonly hasMore: boolean }): string {
  const { collection, features, crs } = items;
  const { encoding, to, url, hasMore } = way;
  if (encoding === 'csv') return toCsv(collection, features, crs);
  const links = formLinks(way, { path: (f) => withQuery(url, f === undefined ? {} : { f }), title: 'This page' });
  const last = features.at(-1);
  if (hasMore && last !== undefined) {
    const path = withQuery(url, { after: last.id, f: encoding });
    links.push(to({ rel: 'next', path, type: bare(encoding), title: 'Next page' }));
  }
  links.push(to({ rel: 'collection', path: pathOf(collection), title: collection.title }));
  if (encoding === 'html') return itemsPage({ ...items, links, trail: trailOf(collection) });
  return JSON.stringify({
    type: 'FeatureCollection',
    timeStamp: items.timeStamp,
    ...(items.matched === undefined ? {} : { numberMatched: items.matched }),
    numberReturned: features.length,
    features,
    links,
  });
}

export function encodeItem(
  { collection, feature, crs }: { collection: Collection; feature: OgcFeature; crs: string },
  way: Way & { readonly url: URL },
): string {
  if (way.encoding === 'csv') return toCsv(collection, [feature], crs);
  const links = formLinks(way, { path: (f) => withQuery(way.url, f === undefined ? {} : { f }), title: 'This item' });
  links.push(way.to({ rel: 'collection', path: pathOf(collection), title: collection.title }));
  if (way.encoding === 'html') return itemPage({ collection, feature, links, trail: trailOf(collection) });
  return JSON.stringify({ ...feature, links });
}

const trailOf = (collection: Collection): Crumb[] => [
  { title: 'Collections', path: '/ogc/collections' },
  { title: collection.title, path: pathOf(collection) },
];

/** Points as two numbers in the order of the system's axes, which name the columns; other shapes as WKT. */
function toCsv({ geometry, properties }: Collection, features: readonly OgcFeature[], crs: string): string {
  const names = Object.keys(properties.shape).filter((name) => name !== 'id');
  const place = geometry === 'points' ? axesOf(crs) : geometry === 'shapes' ? ['wkt'] : [];
  const placeOf = (feature: OgcFeature) => {
    if (geometry === 'points') return (feature.geometry?.['coordinates'] as number[] | undefined) ?? [null, null];
    return geometry === 'shapes' ? [wktOf(feature.geometry)] : [];
  };
  return writeCsv(
    ['id', ...names, ...place],
    features.map((feature) => [
      feature.id,
      ...names.map((name) => cellText(feature.properties[name])),
      ...placeOf(feature),
    ]),
  );
}
