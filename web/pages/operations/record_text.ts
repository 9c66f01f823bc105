// A record in one line: when, where, how surely and from whom. Pure.
import type { IncidentRecord } from '../../../geodata/schema/incident_record.ts';
import { periodText } from '../../i18n/format.ts';
import { word } from '../../i18n/messages.ts';

export const recordText = (record: IncidentRecord, areaName: (pcode: string) => string): string =>
  [
    periodText(record.period),
    areaName(record.areaPcode ?? ''),
    word('boardPlace', record.placePrecision),
    word('boardState', record.verification),
    word('boardSource', record.sourceClass),
  ].join(' · ');
