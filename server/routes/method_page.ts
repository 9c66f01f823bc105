// The pages of the method reference: the list by theme, and one method as a statistician reads it. No script, no style of
// their own, nothing that depends on who asks.
import { html } from 'hono/html';
import type { Method, Theme } from '../../geodata/analysis/method.ts';
import { inputsSchema, resultSchema } from '../jobs/method_schema.ts';
import type { Side } from './field_comments.ts';
import { citationsOf, type Docstring, type Section } from './method_docstring.ts';
import { type Field, fieldsOf, SHEET } from './method_fields.ts';
import { blocks, type Html, inline, readableJson, shortened } from './method_text.ts';

const THEME_WORDS: Readonly<Record<Theme, readonly [title: string, question: string]>> = {
  reach: ['Reach', 'Who gets to care, how far is it, and who is left out'],
  hotspot: ['Hotspots', 'Where and when there is more than chance would give'],
  warning: ['Early warning', 'Whether a number is unusual, also while reports are still coming in'],
  siting: ['Siting', 'Where to place what there is, with a proof of how good the answer is'],
  evaluation: ['Evaluation', 'Whether it helped, or only moved elsewhere'],
};

export const themeTitle = (theme: Theme) => THEME_WORDS[theme][0];

function frame(title: string, body: Html): Html {
  return html`<!doctype html>
<html lang="en" dir="ltr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<link rel="icon" href="/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/methods/methods.css">
</head>
<body>
<a class="skip" href="#main">To the text</a>
<header class="top"><a class="brand" href="/">Safereach</a><a href="/methods">Methods</a></header>
${body}
</body>
</html>`;
}

const byTheme = (methods: readonly Method[]) =>
  (Object.keys(THEME_WORDS) as Theme[])
    .map((theme) => ({ theme, methods: methods.filter((method) => method.theme === theme) }))
    .filter((group) => group.methods.length > 0);

export function listPage(methods: readonly Method[]): Html {
  const group = ({ theme, methods: own }: ReturnType<typeof byTheme>[number]) => html`
<section class="theme" aria-labelledby="${theme}">
<h2 id="${theme}">${THEME_WORDS[theme][0]}</h2>
<p class="theme-question">${THEME_WORDS[theme][1]}</p>
<ul class="cards">${own.map(
    (method) => html`
<li><a href="/methods/${method.id}"><strong>${method.title}</strong><span>${method.summary}</span>
<code>${method.id}</code></a></li>`,
  )}</ul>
</section>`;
  return frame(
    'Methods – Safereach',
    html`
<main id="main" class="list">
<h1>Methods</h1>
<p class="lead">What each analysis asks, how it answers, what it was checked against, and which of its assumptions can harm
somebody. The same code runs in the browser, on the server and on the command line, and gives the same numbers.</p>
${byTheme(methods).map(group)}
</main>`,
  );
}

export interface MethodPage {
  readonly method: Method;
  readonly docstring: Docstring | null;
  /** What the source says of fields. */
  readonly comments: Readonly<Record<Side, ReadonlyMap<string, string>>>;
  /** All methods, for the list beside the text. */
  readonly methods: readonly Method[];
  /** The answer to the method's example; null where it is not at hand. */
  readonly answer: unknown;
}

export function methodPage({ method, docstring, comments, methods, answer }: MethodPage): Html {
  const sections = docstring?.sections ?? [];
  const harm = sections.find(({ title }) => title === 'Assumption that can harm');
  const rest = sections.filter((section) => section !== harm);
  return frame(
    `${method.title} – Safereach methods`,
    html`
<div class="columns">
<nav class="others" aria-label="Methods">${byTheme(methods).map(
      ({ theme, methods: own }) => html`
<details ${theme === method.theme ? 'open' : ''}><summary>${themeTitle(theme)}</summary>
<ul>${own.map(
        (other) =>
          html`<li><a href="/methods/${other.id}" ${other.id === method.id ? 'aria-current=page' : ''}>${other.title}</a></li>`,
      )}</ul></details>`,
    )}</nav>
<main id="main" class="method">
<p class="eyebrow"><a href="/methods#${method.theme}">${themeTitle(method.theme)}</a> <code>${method.id}</code>
<span>version ${method.version}</span></p>
<h1>${method.title}</h1>
<p class="question">${inline(docstring?.question ?? method.summary)}</p>
${docstring === null ? '' : blocks(docstring.lead)}
${harm === undefined ? '' : harmBox(harm)}
<dl class="facts">${rest.map(
      ({ title, text }) => html`
<div><dt>${title}</dt><dd>${blocks(capital(text))}</dd></div>`,
    )}</dl>
${inputsPart(fieldsOf(inputsSchema(method), { comments: comments.inputs }))}
${resultPart(fieldsOf(resultSchema(method), { leaveOut: SHEET, comments: comments.result }))}
${examplePart(method, answer)}
${citationPart(sections)}
<footer><a href="/ogc/processes/${method.id}">Description for software</a>
<span>Computed by <code>geodata/analysis/${method.source}</code></span></footer>
</main>
</div>`,
  );
}

const capital = (text: string) => text.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase());

const harmBox = ({ text }: Section): Html => html`
<aside class="harm" aria-labelledby="harm"><h2 id="harm">Assumption that can harm</h2>${blocks(capital(text))}</aside>`;

const cell = (label: string, content: Html | string) =>
  html`<td data-label="${label}" ${content === '' ? 'class=none' : ''}>${content}</td>`;

const kindCell = ({ kind }: Field) => html`<td class="kind">${kind}</td>`;

const whether = ({ required }: Field) => html`<td>${required ? html`<em>needed</em>` : 'optional'}</td>`;

const fieldRow = (field: Field) => html`
<tr class="depth-${Math.min(field.depth, 3)}"><th scope="row"><code>${field.name}</code></th>
${kindCell(field)}${cell('Meaning', inline(field.meaning))}${cell('Limits', field.limits)}</tr>`;

const inputRow = (field: Field) => html`
<tr class="depth-${Math.min(field.depth, 3)}"><th scope="row"><code>${field.name}</code></th>
${kindCell(field)}${cell('Meaning', inline(field.meaning))}${field.byDefault === null ? whether(field) : cell('Default', html`<code>${field.byDefault}</code>`)}${cell('Limits', field.limits)}</tr>`;

const head = (names: readonly string[]) =>
  html`<thead><tr>${names.map((name) => html`<th scope="col">${name}</th>`)}</tr></thead>`;

const inputsPart = (fields: readonly Field[]): Html => html`
<section><h2 id="inputs">Inputs</h2>
<table class="fields">${head(['Name', 'Kind', 'Meaning', 'Default', 'Limits'])}
<tbody>${fields.map(inputRow)}</tbody></table>
<p class="note">A data input may also say of itself <code>name</code>, <code>asOf</code> (a date) and <code>inputPrecision</code>;
the result repeats them. A null in a list of numbers is a missing number, never a zero. Unknown names are refused.</p></section>`;

const resultPart = (fields: readonly Field[]): Html => html`
<section><h2 id="output">Result</h2>
<table class="fields">${head(['Name', 'Kind', 'Meaning', 'Range'])}
<tbody>${fields.map(fieldRow)}</tbody></table>
<p class="note">Every result also says which <code>method</code> and <code>version</code> made it, with which
<code>parameters</code> and <code>seed</code>, from which <code>inputs</code>, and what to beware of in <code>warnings</code>.</p></section>`;

const examplePart = (method: Method, answer: unknown): Html => html`
<section><h2 id="example">Example</h2>
<p>Save this as <code>${method.id}.json</code>:</p>
<pre tabindex="0"><code>${readableJson({ inputs: method.example })}</code></pre>
<p>On the command line, or over HTTP with a token of your own:</p>
<pre tabindex="0"><code>npm run -s analyze -- ${method.id} ${method.id}.json</code></pre>
<pre tabindex="0"><code>curl -H 'Authorization: Bearer TOKEN' -H 'Content-Type: application/json' \\
  --data @${method.id}.json http://127.0.0.1:8400/ogc/processes/${method.id}/execution</code></pre>
${answer === null ? '' : html`<p>Both answer:</p><pre tabindex="0"><code>${readableJson(shortened(answer))}</code></pre>`}</section>`;

function citationPart(sections: readonly Section[]): Html | string {
  const citations = citationsOf(sections.map(({ text }) => text).join('\n\n'));
  if (citations.length === 0) return '';
  return html`
<section><h2 id="literature">Literature</h2>
<ul class="citations">${citations.map(
    ({ name, doi }) =>
      html`<li>${name === `doi:${doi}` ? '' : html`<span>${name}</span> `}${inline(`doi:${doi}`)}</li>`,
  )}</ul></section>`;
}
