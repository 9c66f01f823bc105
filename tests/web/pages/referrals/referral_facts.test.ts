// Referrals on the screen: where one may go, what is shown, what a code looks like, and what the card does not say.
import { describe, expect, it } from 'vitest';
import type { Referral } from '../../../../geodata/schema/referral.ts';
import { DECLINE_REASONS, ENTRY_PROBLEMS, REFERRAL_STATES } from '../../../../geodata/schema/referral_words.ts';
import { SERVICE_KINDS } from '../../../../geodata/schema/service_words.ts';
import type { ServiceFeature } from '../../../../web/api.ts';
import type { EntryReview } from '../../../../web/api_referrals.ts';
import { EN_REFERRALS } from '../../../../web/i18n/en_referrals.ts';
import { addWording, word } from '../../../../web/i18n/messages.ts';
import { cardText } from '../../../../web/pages/referrals/card_text.ts';
import {
  codeText,
  codeTyped,
  type Goal,
  goalFinder,
  goalsOf,
  latelyInVain,
  shownReferrals,
} from '../../../../web/pages/referrals/referral_facts.ts';
import { mapAddress, urgentFirst } from '../../../../web/pages/steward/entry_review_facts.ts';

addWording(EN_REFERRALS);

const service = (name: string, more: object = {}) =>
  ({
    id: name,
    type: 'Feature',
    geometry: { type: 'Point', coordinates: [13.123456, 11.987654] },
    properties: {
      ...{ id: name, name, kind: 'medical', status: 'open', phone: '', openingHours: null, areaPcode: 'QQ001' },
      ...{ protected: false, ...more },
    },
  }) as unknown as ServiceFeature;
const contact = { id: 'line', areaPcode: 'QQ001', kind: 'shelter', name: 'Women’s line', phone: '199', languages: [] };
const goals = goalsOf(
  [
    service('Zanna clinic'),
    service('Abari clinic', { status: 'closed' }),
    service('Bege legal desk', { kind: 'legal' }),
  ],
  [{ ...contact, kind: 'shelter', hours: 'Every day', version: 1 }],
);
const names = (found: readonly Goal[]) => found.map(({ name }) => name);

const referral = (state: Referral['state'], code: string): Referral => ({
  ...{ id: code, code, serviceId: 'x', gatewayId: null, needs: ['medical'], urgent: false, state, reason: null },
  ...{ madeOn: '2026-11-20', answeredOn: null, version: 1 },
});

describe('where somebody can be sent', () => {
  it('is any place or contact of the directory, by name, those closed for now last', () => {
    expect(names(goals)).toEqual(['Bege legal desk', 'Women’s line', 'Zanna clinic', 'Abari clinic']);
  });

  it('is found by a few letters, misspelled or not, and by kind of care', () => {
    expect(names(goalFinder(goals, null)('zana'))).toEqual(['Zanna clinic']);
    expect(names(goalFinder(goals, null)('clinc'))).toEqual(['Zanna clinic', 'Abari clinic']);
    expect(names(goalFinder(goals, 'legal')(''))).toEqual(['Bege legal desk']);
    expect(names(goalFinder(goals, 'legal')('clinic'))).toEqual([]);
  });
});

describe('a place where nobody could help', () => {
  it('is marked for 14 days, the day itself included', () => {
    const on = (answeredOn: string, state: Referral['state'] = 'unavailable') => ({
      ...referral(state, answeredOn),
      serviceId: 'clinic',
      answeredOn,
    });
    const at = (today: string) =>
      latelyInVain([on('2026-11-01'), on('2026-11-07'), on('2026-11-08', 'declined')], today);
    expect(at('2026-11-14').get('clinic')).toBe(2);
    expect(at('2026-11-15').get('clinic')).toBe(1);
    expect(at('2026-11-21').size).toBe(0);
  });
});

describe('a code', () => {
  it('is read in two halves and typed with any gaps, small letters and dashes', () => {
    expect(codeText('K7PM2QXA')).toBe('K7PM 2QXA');
    for (const typed of ['k7pm 2qxa', ' K7PM-2QXA ', 'K7PM2QXA']) expect(codeTyped(typed)).toBe('K7PM2QXA');
    expect(codeTyped('0 1 i o !')).toBe('');
  });
});

describe('the list', () => {
  const all = REFERRAL_STATES.map((state, index) => referral(state, `AAAAAAA${index + 2}`));
  const states = (shown: Parameters<typeof shownReferrals>[1], code = '') =>
    shownReferrals(all, shown, code).map(({ state }) => state);

  it('shows what has not ended, waits, has ended, or all', () => {
    expect(states('open')).toEqual(['sent', 'accepted']);
    expect(states('sent')).toEqual(['sent']);
    expect(states('ended')).toEqual(['declined', 'unavailable', 'arrived', 'withdrawn']);
    expect(states('all')).toEqual([...REFERRAL_STATES]);
  });

  it('finds a code among all of them, whatever else is chosen', () => {
    expect(states('sent', 'aaaa aaa4')).toEqual(['declined']);
    expect(states('ended', 'aaaa')).toHaveLength(6);
    expect(states('open', 'ZZZZ')).toEqual([]);
  });
});

describe('the card', () => {
  const goal = goals.find(({ name }) => name === 'Zanna clinic') as Goal;
  const made = { code: 'K7PM2QXA', madeOn: '2026-11-20' };

  it('says where to go and the code, one fact a line', () => {
    const hours = {
      timeZone: 'Africa/Lagos',
      rules: [{ days: [1, 2, 3, 4, 5], opens: '08:00', closes: '17:00' }],
      holidays: [],
    };
    expect(cardText(made, { ...goal, phone: '+234 1', hours }).split('\n')).toEqual([
      'Code: K7PM 2QXA',
      'Place: Zanna clinic',
      'Phone: +234 1',
      'Open: Mon–Fri 08:00–17:00',
      'Show this code there. You need not say more.',
      '20 Nov 2026',
    ]);
    expect(cardText(made, { ...goal, phone: '199' })).toContain('Call before you go.');
    expect(cardText(made, goal)).not.toContain('Phone');
  });

  it('names no kind of care and no need, and without the place nothing but the code', () => {
    for (const one of goals) {
      const plain = { ...one, name: 'The place' };
      for (const kind of SERVICE_KINDS) {
        expect(cardText(made, { ...plain, kind }).toLowerCase()).not.toContain(word('kind', kind).toLowerCase());
      }
      expect(cardText(made, { ...plain, kind: 'legal' })).toBe(cardText(made, { ...plain, kind: 'medical' }));
    }
    expect(cardText(made, null).split('\n')).toEqual([
      'Code: K7PM 2QXA',
      'Show this code there. You need not say more.',
      '20 Nov 2026',
    ]);
  });
});

describe('an entry to check', () => {
  it('has a place on the map unless it is protected, whose place goes into no address', () => {
    expect(mapAddress(service('Clinic'))).toBe('/#map=15/11.988/13.123&layers=services:100');
    expect(mapAddress(service('Refuge', { protected: true }))).toBeNull();
    expect(mapAddress(null)).toBeNull();
  });

  it('comes first where a review is open, the oldest of those before the others; then by how much was said', () => {
    const entry = (name: string, more: Partial<EntryReview>): EntryReview => ({
      ...{ serviceId: name, name, reviewSince: null, unavailable: 0, problems: {}, verifiedOn: null, version: 1 },
      ...more,
    });
    const order = urgentFirst([
      entry('said', { problems: { moved: 2 } }),
      entry('newer', { reviewSince: '2026-11-20' }),
      entry('much', { unavailable: 3, problems: { moved: 1 } }),
      entry('older', { reviewSince: '2026-11-02' }),
    ]);
    expect(order.map(({ name }) => name)).toEqual(['older', 'newer', 'much', 'said']);
  });
});

it('words every state, move, reason and problem of the schema', () => {
  const lists = { referralState: REFERRAL_STATES, declineReason: DECLINE_REASONS, entryProblem: ENTRY_PROBLEMS };
  for (const [prefix, words] of Object.entries(lists))
    for (const one of words) expect(Object.keys(EN_REFERRALS)).toContain(`${prefix}.${one}`);
  for (const state of REFERRAL_STATES.filter((one) => one !== 'sent'))
    expect(Object.keys(EN_REFERRALS)).toContain(`referralMove.${state}`);
});
