// A file or a folder → what will be read, in which order, under which dataset names. Reads the head of each file only.
import { readdir, stat } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
import { FileFault, type Issue } from '../../geodata/formats/issue.ts';
import { NOUNS, type Noun } from '../../geodata/schema/dataset.ts';
import { Problem } from '../../geodata/schema/problem.ts';
import type { AnyAdapter } from './adapter.ts';
import type { ReadLimits } from './file_bytes.ts';
import { notRecognised, recognise } from './recognise.ts';
import { type Sample, sampleFile } from './sample.ts';

export interface PlannedFile {
  /** As the operator sees it: relative to the folder given. */
  readonly name: string;
  readonly path: string;
  readonly dataset: string;
  readonly found: { readonly sample: Sample; readonly adapter: AnyAdapter } | { readonly issue: Issue };
}

export interface Plan {
  readonly files: readonly PlannedFile[];
  /** Notes about the data, which are not data. */
  readonly ignored: readonly string[];
}

/** Areas first, because all others are given theirs; incidents last, because they name areas in words. */
const ORDER: readonly Noun[] = ['area', 'place', 'road', 'population', 'service', 'zone', 'patrol', 'incident'];
const NOTES = /^(readme|attribution|licen[cs]e|copying|changelog|notice)(\.|$)|\.(md|rst|pdf|html?)$/i;

export async function planImport(
  path: string,
  options: { readonly noun: Noun | null; readonly datasetPrefix: string; readonly limits: ReadLimits },
): Promise<Plan> {
  const about = await stat(path).catch(() => null);
  if (about === null) throw new Problem('not_found', 'There is no file or folder of this name.');
  const names = about.isDirectory() ? await filesIn(path) : [basename(path)];
  const root = about.isDirectory() ? path : join(path, '..');
  const ignored = about.isDirectory() ? names.filter((name) => NOTES.test(basename(name))) : [];
  const files: PlannedFile[] = [];
  for (const name of names) {
    if (ignored.includes(name)) continue;
    const dataset = options.datasetPrefix + datasetNameOf(name);
    files.push({
      name,
      path: join(root, name),
      dataset,
      found: await find(join(root, name), about.isDirectory(), options),
    });
  }
  return { files: files.toSorted((a, b) => rank(a) - rank(b)), ignored };
}

const rank = ({ found }: PlannedFile): number =>
  'adapter' in found ? ORDER.indexOf(found.adapter.noun) : NOUNS.length;

async function find(
  path: string,
  inFolder: boolean,
  options: { readonly noun: Noun | null; readonly limits: ReadLimits },
): Promise<PlannedFile['found']> {
  try {
    const sample = await sampleFile(path, options.limits);
    const adapter = recognise(sample, options.noun);
    if (adapter !== null) return { sample, adapter };
    const issue = notRecognised(sample);
    // A folder may hold files that are none of ours; a file that was named has to be taken.
    return { issue: inFolder ? { ...issue, code: 'file_skipped' } : issue };
  } catch (error) {
    if (error instanceof FileFault) return { issue: error.issue };
    throw error;
  }
}

async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .toSorted();
}

/** `damaturu/health_osm.geojson` → `damaturu-health_osm`; what a dataset may be named (schema/dataset.ts). */
export function datasetNameOf(name: string): string {
  const bare = name.replace(/\.gz$/i, '').replace(/\.(csv|tsv|txt|json|geojson|tiff?|osm\.pbf|pbf)$/i, '');
  const slug = bare
    .toLowerCase()
    .replaceAll(/[\\/]+/g, '-')
    .replaceAll(/[^a-z0-9._-]+/g, '_')
    .replace(/^[^a-z0-9]+/, '')
    .slice(0, 50);
  return slug === '' ? 'dataset' : slug;
}

/** `ne-nigeria` from the path of a folder or file: what an organization may be named (migration 0001). */
export function organizationOf(path: string): string {
  return datasetNameOf(basename(path))
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '');
}
