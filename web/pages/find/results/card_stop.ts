// What stands on a card for one place, and the rows in which it is shown, drawn and written. Nothing about a person, and no
// word for what the place does.
import type { PackService } from '../../../../geodata/schema/pack.ts';
import { type CareKey, directionOf, type Language, t } from '../../../i18n/care/care_messages.ts';
import { dialed, entryText } from './service_text.ts';
import { nameTells, type SmsStop, smsText } from './sms_text.ts';

export interface CardStop {
  readonly name: string;
  readonly nameLang: string | undefined;
  /** Lines: a week of opening hours, or the time of one visit. */
  readonly when: readonly string[];
  readonly callFirst: boolean;
  readonly phone: string;
  readonly bring: string;
  readonly bringLang: string | undefined;
  readonly lat: number;
  readonly lon: number;
}

export function cardStop(service: PackService, language: Language, of: Pick<CardStop, 'when' | 'callFirst'>): CardStop {
  const name = entryText(service, 'name', language);
  const bring = entryText(service, 'documents', language);
  return {
    name: name.text,
    nameLang: name.lang,
    bring: bring.text,
    bringLang: bring.lang,
    phone: service.phone,
    lat: service.lat,
    lon: service.lon,
    ...of,
  };
}

export interface CardRow {
  readonly label: CareKey;
  readonly text: string;
  readonly lang: string | undefined;
  /** A number, which keeps its direction. */
  readonly isNumber: boolean;
}

/** Meters matter to nobody who walks: four decimals are about 11 m. No space, so that the two stay one number in any script. */
const positionText = ({ lat, lon }: CardStop): string => `${lat.toFixed(4)},${lon.toFixed(4)}`;

export function cardRows(stop: CardStop, withName: boolean): CardRow[] {
  const words = (label: CareKey, text: string, lang?: string): CardRow => ({ label, text, lang, isNumber: false });
  const rows: CardRow[] = [
    words('sheet.place', withName ? stop.name : '', stop.nameLang),
    ...stop.when.map((line) => words('sheet.hours', line)),
    words('sheet.hours', stop.callFirst ? t('sheet.callFirst') : ''),
    { label: 'sheet.phone', text: stop.phone, lang: undefined, isNumber: true },
    words('sheet.bring', stop.bring, stop.bringLang),
    { label: 'sheet.position', text: positionText(stop), lang: undefined, isNumber: true },
  ];
  return rows.filter(({ text }) => text !== '');
}

/** Names are written by default unless one of them tells what its place is for. */
export const namesTell = (stops: readonly CardStop[]): boolean => stops.some(({ name }) => nameTells(name));

export function cardText(stops: readonly CardStop[], withName: boolean, language: Language): string {
  const plain = (stop: CardStop): SmsStop => ({
    name: withName ? stop.name : '',
    when: [...stop.when, ...(stop.callFirst ? [t('sheet.callFirst')] : [])].join('; '),
    phone: dialed(stop.phone) ?? '',
    bring: stop.bring,
    lat: stop.lat,
    lon: stop.lon,
  });
  return smsText({
    stops: stops.map(plain),
    heading: t('sheet.heading'),
    bring: t('sheet.bring'),
    rightToLeft: directionOf(language) === 'rtl',
  });
}
