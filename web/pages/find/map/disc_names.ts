// Pictures of services by name, `disc:medical:open:stale:3`: what features carry and disc_images.ts draws when asked. Pure.
import type { ServiceKind } from '../../../../geodata/schema/service_words.ts';

/** What makes an entry doubtful: nobody confirmed it lately, or people who went there found nobody. */
export type Mark = 'none' | 'stale' | 'review';
export type OpenOnArrival = 'open' | 'closed' | 'unknown';

export interface Disc {
  readonly kind: ServiceKind;
  /** When somebody who leaves now gets there. */
  readonly open: OpenOnArrival;
  readonly mark: Mark;
  readonly number: number | null;
}

export const discName = ({ kind, open, mark, number }: Disc): string => `disc:${kind}:${open}:${mark}:${number ?? ''}`;

/** The disc of a name; null where the name is none of ours. */
export function discOf(name: string): Disc | null {
  const [form, kind, open, mark, number] = name.split(':');
  if (form !== 'disc' || number === undefined) return null;
  return {
    kind: kind as ServiceKind,
    open: open as OpenOnArrival,
    mark: mark as Mark,
    number: number === '' ? null : Number(number),
  };
}
