// Pictures of the map by name: `service:medical:open:light`. style.ts and the legend name them, images.ts draws them
// when asked, so no sprite is ever fetched. Pure.
import type { Service } from '../../../geodata/schema/service.ts';
import type { ServiceKind } from '../../../geodata/schema/service_words.ts';
import type { Zone } from '../../../geodata/schema/zone.ts';
import type { Theme } from '../palette.ts';

export type ImageSpec =
  | { readonly form: 'service'; readonly kind: ServiceKind; readonly status: Service['status']; readonly theme: Theme }
  | { readonly form: 'ring'; readonly status: Service['status']; readonly theme: Theme }
  | { readonly form: 'zone'; readonly status: Zone['status']; readonly theme: Theme }
  | { readonly form: 'hatch'; readonly cross: boolean; readonly theme: Theme }
  | { readonly form: 'tick'; readonly theme: Theme };

export function imageName(spec: ImageSpec): string {
  switch (spec.form) {
    case 'service':
      return `service:${spec.kind}:${spec.status}:${spec.theme}`;
    case 'ring':
    case 'zone':
      return `${spec.form}:${spec.status}:${spec.theme}`;
    case 'hatch':
      return `hatch:${spec.cross ? 'cross' : 'line'}:${spec.theme}`;
    case 'tick':
      return `tick:${spec.theme}`;
  }
}

/** The spec behind a name; null where the name is none of ours. */
export function imageSpec(name: string): ImageSpec | null {
  const parts = name.split(':');
  const theme = parts[parts.length - 1] === 'dark' ? 'dark' : 'light';
  const [form, first, second] = parts;
  if (form === 'service') return { form, kind: first as ServiceKind, status: second as Service['status'], theme };
  if (form === 'ring') return { form, status: first as Service['status'], theme };
  if (form === 'zone') return { form, status: first as Zone['status'], theme };
  if (form === 'hatch') return { form, cross: first === 'cross', theme };
  return form === 'tick' ? { form, theme } : null;
}
