// What a dataset is called in a list of several. Importers give many datasets one title; their names differ.
import type { Dataset } from '../../../geodata/schema/dataset.ts';

/** The title alone where nothing else is offered; title and name where datasets must be told apart. */
export function datasetLabel({ title, name }: Pick<Dataset, 'title' | 'name'>, offered: number): string {
  if (title === '') return name;
  return offered > 1 && title !== name ? `${title} · ${name}` : title;
}
