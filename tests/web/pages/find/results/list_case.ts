// A small directory for tests of the list: places at walking distance of a start, all of whose facts a test may change.
import type { CareQuestion } from '../../../../../geodata/analysis/reach/care_list_asked.ts';
import { straightWays } from '../../../../../geodata/analysis/reach/straight_ways.ts';
import { DEFAULT_CARE_RULES } from '../../../../../geodata/schema/care_rules.ts';
import type { Directory, PackService } from '../../../../../geodata/schema/pack.ts';

export const ZONE = 'Africa/Lagos';
/** Friday, 11:00 in Lagos. */
export const NOW = Date.UTC(2026, 10, 20, 10);
export const HOUR = 3_600_000;
export const START = { lon: 13.15, lat: 11.85 };

export const ALWAYS: PackService['openingHours'] = {
  timeZone: ZONE,
  rules: [{ days: [1, 2, 3, 4, 5, 6, 7], opens: '00:00', closes: '24:00' }],
  holidays: [],
};

/** At the start itself, open, with everything. */
export const clinic = (some: Partial<PackService> = {}): PackService => ({
  id: '00000000-0000-4000-8000-000000000001',
  name: 'General Hospital',
  kind: 'medical',
  status: 'open',
  components: ['trained_staff', 'pep', 'emergency_contraception', 'sti_treatment', 'protocol', 'hepatitis_b'],
  outOfStock: [],
  openingHours: ALWAYS,
  languages: ['ha'],
  cost: 'free',
  eligibility: '',
  documents: '',
  femaleStaff: true,
  accessible: null,
  capacity: null,
  phone: '+234 800 000 0000',
  verifiedOn: '2026-11-01',
  underReview: false,
  translations: {},
  ...START,
  areaPcode: 'QQ001',
  ...some,
});

export const directoryOf = (services: readonly PackService[], some: Partial<Directory> = {}): Directory => ({
  region: 'all',
  name: 'Test',
  organizationId: '00000000-0000-4000-8000-0000000000ff',
  changedOn: '2026-11-19',
  invented: true,
  credits: [],
  rules: DEFAULT_CARE_RULES,
  services,
  gateways: [],
  areas: [],
  places: [],
  ...some,
});

export function questionOf(
  directory: Directory,
  some: Partial<CareQuestion> = {},
): Omit<CareQuestion, 'hoursSinceIncident'> {
  const column = (name: 'lon' | 'lat') => Float64Array.from(directory.services, (service) => service[name]);
  const ways = straightWays({ lon: column('lon'), lat: column('lat') }).from({ ...START, mode: 'walk' });
  return { directory, ways, departure: NOW, group: 'rape', choices: 50, ...some };
}
