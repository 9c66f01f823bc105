// An analysis of the catalog as OGC API – Processes describes it: a summary, and its inputs and its one output with their schemas.
import { z } from '@hono/zod-openapi';
import type { Method } from '../../geodata/analysis/method.ts';
import {
  alternatives,
  inputsSchema,
  isRequired,
  type JsonSchema,
  propertiesOf,
  resultSchema,
} from '../jobs/method_schema.ts';
import { type Link, link, REL, type Target } from './links.ts';

export const processSummary = z.object({
  id: z.string(),
  title: z.string(),
  description: z.string(),
  version: z.string(),
  keywords: z.array(z.string()),
  jobControlOptions: z.array(z.enum(['sync-execute', 'async-execute', 'dismiss'])),
  outputTransmission: z.array(z.literal('value')),
  links: z.array(link),
});

const described = z.object({ title: z.string(), description: z.string(), schema: z.unknown() });

export const processDescription = processSummary.extend({
  inputs: z.record(z.string(), described.extend({ minOccurs: z.number().int(), maxOccurs: z.number().int() })),
  outputs: z.record(z.string(), described),
});

type LinkTo = (target: Target) => Link;

export function summaryOf(method: Method, to: LinkTo): z.infer<typeof processSummary> {
  const { id, version, title, summary, theme } = method;
  const path = `/ogc/processes/${id}`;
  return {
    id,
    title,
    description: summary,
    version,
    keywords: [theme],
    jobControlOptions: ['sync-execute', 'async-execute', 'dismiss'],
    outputTransmission: ['value'],
    links: [
      to({ rel: 'self', path, title: 'Description' }),
      to({ rel: REL.execute, path: `${path}/execution`, title: 'Execution' }),
      to({ rel: 'about', path: `/methods/${id}`, type: 'text/html', title: 'The method, explained' }),
    ],
  };
}

export function descriptionOf(method: Method, to: LinkTo): z.infer<typeof processDescription> {
  const schema = inputsSchema(method);
  const inputs = [...propertiesOf(schema)].map(([name, property]) => [
    name,
    {
      title: name,
      description: sentenceOf(property),
      minOccurs: isRequired(schema, name) ? 1 : 0,
      maxOccurs: 1,
      schema: property,
    },
  ]);
  const output = { title: 'Result', description: 'The result with its method sheet.', schema: resultSchema(method) };
  return { ...summaryOf(method, to), inputs: Object.fromEntries(inputs), outputs: { result: output } };
}

const sentenceOf = (schema: JsonSchema): string =>
  ([schema, ...alternatives(schema)]
    .map(({ description }) => description)
    .find((text) => typeof text === 'string') as string) ?? '';
