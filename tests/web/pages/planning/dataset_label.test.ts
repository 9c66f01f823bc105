// Datasets in a list: never two entries that read the same.
import { describe, expect, it } from 'vitest';
import { datasetLabel } from '../../../../web/pages/planning/dataset_label.ts';

describe('the label of a dataset', () => {
  it('has the name beside the title where several are offered', () => {
    const titles = ['borno-2025', 'borno-2026'].map((name) => datasetLabel({ title: 'Population raster', name }, 2));
    expect(titles).toEqual(['Population raster · borno-2025', 'Population raster · borno-2026']);
  });

  it('is the title of the only one, and the name of one without title', () => {
    expect(datasetLabel({ title: 'Population raster', name: 'borno-2025' }, 1)).toBe('Population raster');
    expect(datasetLabel({ title: '', name: 'borno-2025' }, 2)).toBe('borno-2025');
  });
});
