// Items of a collection as a page: a table with one row an item, and one item with all its properties.
import { html } from 'hono/html';
import type { Collection, OgcFeature } from './collection.ts';
import { type Crumb, cell, page, propertyTable } from './html.ts';
import type { Link } from './links.ts';
import { cellText } from './text_values.ts';

export type { Crumb };

interface Shown {
  readonly collection: Collection;
  readonly links: readonly Link[];
  readonly trail: readonly Crumb[];
}

/** Columns that fit a page; an item has a page of its own for all its properties. */
const COLUMNS = 7;

const columnsOf = ({ properties }: Collection, features: readonly OgcFeature[]) =>
  Object.keys(properties.shape)
    .filter(
      (name) => name !== 'id' && features.every((feature) => typeof (feature.properties[name] ?? '') !== 'object'),
    )
    .slice(0, COLUMNS);

export function itemsPage({
  collection,
  features,
  matched,
  links,
  trail,
}: Shown & { readonly features: readonly OgcFeature[]; readonly matched: number | undefined }): string {
  const names = columnsOf(collection, features);
  const row = (feature: OgcFeature) => html`
<tr><th scope="row"><a href="/ogc/collections/${collection.id}/items/${encodeURIComponent(feature.id)}?f=html">${feature.id}</a></th>${names.map(
    (name) => cell(cellText(feature.properties[name])),
  )}</tr>`;
  const next = links.find(({ rel }) => rel === 'next');
  const body = html`
<p class="lead">${collection.description}</p>
<p>${features.length} on this page${matched === undefined ? '' : html`, ${matched} in all`}.
${next === undefined ? '' : html`<a href="${next.href}" rel="next">Next page</a>`}</p>
<div class="scroll"><table><thead><tr>${['id', ...names].map(
    (name) => html`<th scope="col"><code>${name}</code></th>`,
  )}</tr></thead>
<tbody>${features.map(row)}</tbody></table></div>`;
  return page({ title: `${collection.title}: items`, trail, body, links });
}

export function itemPage({ feature, links, trail }: Shown & { readonly feature: OgcFeature }): string {
  const { type, coordinates } = feature.geometry ?? { type: 'none', coordinates: null };
  const rows: [string, unknown][] = [
    ...Object.entries(feature.properties).map(([name, value]): [string, unknown] => [name, cellText(value)]),
    ['geometry', type === 'Point' ? (coordinates as number[]).join(', ') : type],
  ];
  const title = typeof feature.properties['name'] === 'string' ? feature.properties['name'] : feature.id;
  return page({ title, trail, body: propertyTable(rows), links });
}
