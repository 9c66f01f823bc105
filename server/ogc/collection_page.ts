// The list of collections and one collection, as pages.
import { html } from 'hono/html';
import type { Collection } from './collection.ts';
import type { CollectionDocument } from './collection_document.ts';
import { page, propertyTable } from './html.ts';
import type { Link } from './links.ts';

export function collectionsPage({
  collections,
  links,
}: {
  readonly collections: readonly CollectionDocument[];
  readonly links: readonly Link[];
}): string {
  const body = html`
<p class="lead">What your role may read. Each opens in GIS software by the address of this API.</p>
<ul class="cards">${collections.map(
    ({ id, title, description }) => html`
<li><a href="/ogc/collections/${id}?f=html"><strong>${title}</strong><span>${description}</span><code>${id}</code></a></li>`,
  )}</ul>`;
  return page({ title: 'Collections', trail: [], body, links });
}

export function collectionPage(document: CollectionDocument, { properties, queryables }: Collection): string {
  const { id, title, description, extent, links } = document;
  const asked = Object.keys(queryables);
  const body = html`
<p class="lead">${description}</p>
<p><a href="/ogc/collections/${id}/items?f=html">Items</a></p>
${propertyTable([
  ['id', id],
  ['extent', extent?.spatial?.bbox[0]?.join(', ') ?? null],
  ['properties', Object.keys(properties.shape).join(', ')],
  ['parameters', ['bbox', 'bbox-crs', 'crs', 'datetime', 'limit', ...asked].join(', ')],
])}`;
  return page({ title, trail: [{ title: 'Collections', path: '/ogc/collections' }], body, links });
}
