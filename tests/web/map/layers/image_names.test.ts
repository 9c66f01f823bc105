// Names of pictures and what they stand for are each other's inverse.
import { describe, expect, it } from 'vitest';
import { type ImageSpec, imageName, imageSpec } from '../../../../web/map/layers/image_names.ts';

describe('picture names', () => {
  it('can be read back', () => {
    const specs: ImageSpec[] = [
      { form: 'service', kind: 'safe_space', status: 'unknown', theme: 'dark' },
      { form: 'ring', status: 'closed', theme: 'light' },
      { form: 'zone', status: 'suspended', theme: 'dark' },
      { form: 'hatch', cross: true, theme: 'light' },
      { form: 'hatch', cross: false, theme: 'dark' },
      { form: 'tick', theme: 'light' },
    ];
    for (const spec of specs) expect(imageSpec(imageName(spec))).toEqual(spec);
  });

  it('are none of ours when they begin otherwise', () => {
    expect(imageSpec('airport-11')).toBeNull();
  });
});
