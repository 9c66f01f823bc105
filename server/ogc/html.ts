// Pages of the OGC API for people: a title, a trail, tables and links. No script and no style of their own; what a value
// says is escaped by the template.
import { html } from 'hono/html';
import type { Link } from './links.ts';

export type Html = ReturnType<typeof html>;

export interface Crumb {
  readonly title: string;
  readonly path: string;
}

export interface Page {
  readonly title: string;
  readonly trail: readonly Crumb[];
  readonly body: Html;
  readonly links: readonly Link[];
}

export const cell = (value: unknown) => html`<td>${value === null ? '–' : String(value)}</td>`;

/** Rows of a name and a value. */
export const propertyTable = (rows: readonly (readonly [name: string, value: unknown])[]) => html`
<div class="scroll"><table><tbody>${rows.map(
  ([name, value]) => html`<tr><th scope="row"><code>${name}</code></th>${cell(value)}</tr>`,
)}</tbody></table></div>`;

/** One address once, whatever relations lead to it. */
const linkList = (links: readonly Link[]) => html`
<ul>${links
  .filter(({ href }, i) => links.findIndex((link) => link.href === href) === i)
  .map(
    ({ href, rel, title, type }) =>
      html`<li><a href="${href}" rel="${rel.startsWith('http') ? 'related' : rel}">${title ?? href}</a> <span>${type ?? ''}</span></li>`,
  )}</ul>`;

export function page({ title, trail, body, links }: Page): string {
  return String(html`<!doctype html>
<html lang="en" dir="ltr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title} – Safereach</title>
<link rel="icon" href="/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/methods/methods.css">
</head>
<body>
<a class="skip" href="#main">To the text</a>
<header class="top"><a class="brand" href="/">Safereach</a><a href="/ogc?f=html">OGC API</a></header>
<main id="main" class="list">
<nav class="eyebrow" aria-label="Where you are">${[{ title: 'OGC API', path: '/ogc' }, ...trail].map(
    (crumb) => html`<a href="${crumb.path}?f=html">${crumb.title}</a> `,
  )}</nav>
<h1>${title}</h1>
${body}
<section><h2 id="links">Links</h2>${linkList(links)}</section>
</main>
</body>
</html>`);
}
