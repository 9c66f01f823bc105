// What the directory knows of care in an area: whether there is a door to go to, and whom to call. Answered on the device, so
// that nobody learns for which area it was asked.
import type { Directory, PackArea, PackGateway } from '../../../geodata/schema/pack.ts';
import { SERVICE_KINDS, type ServiceKind } from '../../../geodata/schema/service_words.ts';

/** What somebody needs first after something was done to them. */
const FIRST_CARE: readonly ServiceKind[] = ['medical', 'psychosocial'];

export interface AreaCare {
  /** A medical or psychosocial service that is not known to be closed. */
  readonly reachable: boolean;
  /** Contacts of the area, of areas that hold it, and of areas within it: first care before the others. */
  readonly contacts: readonly PackGateway[];
}

/** P-codes are nested by prefix. */
const isWithin = (pcode: string | null, area: string): boolean => pcode?.startsWith(area) === true;

export function areaCare({ services, gateways }: Pick<Directory, 'services' | 'gateways'>, area: string): AreaCare {
  const order = (kind: ServiceKind) =>
    FIRST_CARE.includes(kind) ? FIRST_CARE.indexOf(kind) : FIRST_CARE.length + SERVICE_KINDS.indexOf(kind);
  return {
    reachable: services.some(
      ({ kind, status, areaPcode }) => FIRST_CARE.includes(kind) && status !== 'closed' && isWithin(areaPcode, area),
    ),
    contacts: gateways
      .filter(({ areaPcode }) => isWithin(areaPcode, area) || isWithin(area, areaPcode))
      .sort((a, b) => order(a.kind) - order(b.kind)),
  };
}

export interface AreaBranch {
  readonly area: PackArea;
  readonly parts: readonly PackArea[];
}

/** The two uppermost levels at which there is something to choose, by name: fine enough to find a contact, and no finer. */
export function areaBranches(areas: readonly PackArea[]): AreaBranch[] {
  const byName = (a: PackArea, b: PackArea) => a.name.localeCompare(b.name);
  const at = (level: number | undefined) => areas.filter(({ adminLevel }) => adminLevel === level).sort(byName);
  const levels = [...new Set(areas.map(({ adminLevel }) => adminLevel))].sort((a, b) => a - b);
  const first = levels.findIndex((level) => at(level).length > 1);
  const [top, next] = levels.slice(Math.max(first, 0));
  const parts = at(next);
  return at(top).map((area) => ({ area, parts: parts.filter(({ pcode }) => isWithin(pcode, area.pcode)) }));
}
