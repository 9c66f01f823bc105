// Signing in and the pages that are not the map, in a real browser over the real server: an invitation, a second
// factor, a release that two stewards sign, looking as another role; and that no page asks anybody else for anything
// or breaks the content security policy.
import { TOTP } from 'otpauth';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser, type RunningServer, startServer, type Visit, visit } from '../support/browser.ts';

let server: RunningServer;
let browser: Browser;
const visits: Visit[] = [];

beforeAll(async () => {
  [server, browser] = await Promise.all([startServer(), launchBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

const open = async (path: string): Promise<Visit> => {
  const opened = await visit({ browser, address: server.address, path });
  opened.page.setDefaultTimeout(60_000);
  visits.push(opened);
  return opened;
};

const PASSWORD = 'four plain words of mine';

/** The page of an administrator of the demo. */
async function administrator(): Promise<Page> {
  const { page } = await open('/accounts');
  await page.getByLabel('View the demo as another role').selectOption('admin');
  await page.getByRole('button', { name: 'Invite somebody' }).waitFor();
  return page;
}

/** Invites somebody and returns the link that is shown once. */
async function invite(page: Page, email: string, role: string): Promise<string> {
  await page.getByRole('button', { name: 'Invite somebody' }).click();
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Role', { exact: true }).selectOption(role);
  await page.getByRole('button', { name: 'Create the link' }).click();
  const link = await page.getByRole('textbox', { name: `Link for ${email}` }).inputValue();
  await page.getByRole('button', { name: 'I have copied it' }).click();
  return link;
}

/** The code of an authenticator app. `later`: of the next half minute, since a code is good once. */
const codeOf = (secret: string, later = 0) =>
  new TOTP({ secret: secret.replaceAll(' ', ''), digits: 6, period: 30 }).generate({
    timestamp: Date.now() + later * 30_000,
  });

interface Person {
  readonly visit: Visit;
  readonly secret: string;
}

/** Opens the link and chooses a password. */
async function accept(link: string): Promise<Visit> {
  const opened = await open(new URL(link).pathname + new URL(link).hash);
  await opened.page.getByLabel('New password').fill(PASSWORD);
  await opened.page.getByRole('button', { name: 'Set the password' }).click();
  return opened;
}

/** Sets the second factor up; ends on the map. */
async function setUp(opened: Visit): Promise<Person> {
  await opened.page.getByRole('img', { name: 'QR code for the authenticator app' }).waitFor();
  const secret = (await opened.page.locator('.factor-secret').textContent()) ?? '';
  await opened.page.getByLabel('Six digits').fill(codeOf(secret));
  await opened.page.getByRole('button', { name: 'Confirm' }).click();
  await opened.page.waitForURL(`${server.address}/**`);
  return { visit: opened, secret };
}

let first: Person;
let second: Person;

describe('an account', () => {
  it('begins with a link that works once, a password and a second factor', async () => {
    const page = await administrator();
    const links = [
      await invite(page, 'amina@example.org', 'steward'),
      await invite(page, 'bello@example.org', 'steward'),
    ] as const;
    expect(links[0]).toMatch(/\/welcome#token=[\w-]{43}$/);
    first = await setUp(await accept(links[0]));
    const waiting = await accept(links[1]);
    await waiting.page.getByText('A steward of your organization confirms this account first.').waitFor();
    await page.reload();
    await page.getByText('a steward confirms it').waitFor();
    const { page: desk } = first.visit;
    await desk.goto(`${server.address}/steward#accounts`);
    const row = desk.getByRole('row').filter({ hasText: 'bello@example.org' });
    await row.getByRole('button', { name: 'Confirm' }).click();
    await desk.getByRole('dialog').getByText('Ask the person themselves').waitFor();
    await desk.getByRole('dialog').getByRole('button', { name: 'Confirm' }).click();
    await desk.getByText('Nobody waits to be confirmed').waitFor();
    await desk.goto(server.address);
    await waiting.page.getByRole('link', { name: 'Go to sign in' }).click();
    await waiting.page.getByLabel('E-mail').fill('bello@example.org');
    await waiting.page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await waiting.page.getByRole('button', { name: 'Sign in', exact: true }).click();
    second = await setUp(waiting);
    await first.visit.page
      .getByText(/^Steward/)
      .first()
      .waitFor();
    expect(first.secret).toMatch(/^([A-Z2-7]{4} ){7}[A-Z2-7]{4}$/);
    expect(first.visit.page.url()).not.toContain('token');

    const again = await open(new URL(links[0]).pathname + new URL(links[0]).hash);
    await again.page.getByLabel('New password').fill(PASSWORD);
    await again.page.getByRole('button', { name: 'Set the password' }).click();
    await again.page.getByText('This link does not work any more').waitFor();
    expect(again.page.url()).toBe(`${server.address}/welcome`);
  });

  it('is told which password is too short before it is sent', async () => {
    const page = await administrator();
    const { page: other } = await open(
      new URL(await invite(page, 'short@example.org', 'partner')).href.slice(server.address.length),
    );
    await other.getByLabel('New password').fill('short');
    await other.getByRole('button', { name: 'Set the password' }).click();
    await other.getByText('Use 12 characters or more.', { exact: true }).waitFor();
    expect(await other.getByLabel('New password').getAttribute('aria-invalid')).toBe('true');
  });

  it('signs in with password and code, and is told nothing more than that something was wrong', async () => {
    const { page } = await open('/sign-in');
    const enter = async (email: string, password: string) => {
      await page.getByLabel('E-mail').fill(email);
      await page.getByLabel('Password', { exact: true }).fill(password);
      await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    };
    await enter('nobody@example.org', PASSWORD);
    await page.getByRole('alert').getByText('E-mail or password is not right').waitFor();
    await enter('amina@example.org', PASSWORD);
    await page.getByRole('heading', { name: 'Enter the code' }).waitFor();
    expect(await page.evaluate(() => document.activeElement?.getAttribute('autocomplete'))).toBe('one-time-code');
    await page.getByLabel('Six digits').fill(codeOf(first.secret, 1));
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.waitForURL(`${server.address}/**`);
    await page.getByLabel('Account and pages').click();
    await page.getByText('amina@example.org').waitFor();
  });
});

describe('a release', () => {
  it('is built, signed by two stewards, and then read by everybody', async () => {
    const { page } = first.visit;
    await page.goto(`${server.address}/steward`);
    const quarter = await page.getByLabel('Quarter').locator('option:checked').textContent();
    await page.getByRole('button', { name: 'Build a draft' }).click();
    const draft = page.getByRole('article');
    await draft.getByRole('heading', { name: quarter ?? '', exact: true }).waitFor({ timeout: 120_000 });
    await draft.getByText('Nobody has signed yet.').waitFor();
    await draft.getByText('The check tried to work out every number under the floor, and could not.').waitFor();

    await draft.getByRole('button', { name: 'Sign' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Sign' }).click();
    await draft.getByText('You have signed. Another steward signs next.').waitFor();
    expect(await draft.getByRole('button', { name: /^Sign/ }).count()).toBe(0);

    const { page: other } = second.visit;
    await other.goto(`${server.address}/steward`);
    await other.getByRole('button', { name: `${quarter} signed once` }).click();
    await other.getByText('amina@example.org,').waitFor();
    await other.getByRole('button', { name: 'Sign and publish' }).click();
    await other.getByRole('dialog').getByText('it cannot be taken back').waitFor();
    await other.getByRole('dialog').getByRole('button', { name: 'Sign and publish' }).click();
    await other.getByText('Two stewards have signed. Everybody can read it').waitFor();

    const published = await page.evaluate(async () => {
      const answer = await (await fetch('/api/releases')).json();
      return (answer.items as { period: string }[]).length;
    });
    expect(published).toBe(2);
  });

  it('stands on the map of the public by region, with its floor and what is withheld, and in a table', async () => {
    const opened = await open('/');
    const { page } = opened;
    await page.getByLabel('View the demo as another role').selectOption('public');
    await page
      .getByText(/^July to September 2026|\w+ to \w+ \d{4} · \d+ regions?$/)
      .first()
      .waitFor();
    await page.getByText('No region with fewer than 11 reports is shown.').waitFor();
    const legend = page.getByRole('region', { name: 'Legend' });
    await legend.getByText(/^reports by region, /).waitFor();
    await legend.getByText('50 or more').waitFor();
    await page.getByText('Protected services are not counted.').waitFor();
    await page.waitForFunction(() => (window.__mapCount?.('release-region') ?? 0) > 0);

    await page.getByRole('tab', { name: 'Tables' }).click();
    await page.getByLabel('Table of').selectOption('releases');
    const table = page.getByRole('table', { name: 'Reported incidents by region (quarter)' });
    await table
      .getByRole('button', { name: /^Region \d+$/ })
      .first()
      .click();
    await opened.settled();
    expect(await page.evaluate(() => window.__mapCount?.('selected-line') ?? 0)).toBeGreaterThan(0);
    await page.getByRole('button', { name: 'Open the details' }).click();
    await page.getByText(/^about [\d,]+ km²$/).waitFor();
  });
});

describe('looking as another role', () => {
  it('says so on every page until it is ended, and has what that role has', async () => {
    const { page } = first.visit;
    await page.goto(`${server.address}/steward#view`);
    await page.getByLabel('Role').selectOption('planner');
    await page.getByRole('button', { name: 'Look as this role' }).click();
    const banner = page.getByText('You look as a planner. Nothing can be changed.');
    await banner.waitFor();
    await page.getByText('Patrol hours').first().waitFor();
    await page.goto(`${server.address}/steward`);
    await banner.waitFor();
    await page.getByText('Only stewards have this page').waitFor();
    await page.getByRole('button', { name: 'End', exact: true }).click();
    await page.getByRole('button', { name: 'Look as this role' }).waitFor();
    expect(await banner.count()).toBe(0);
  });
});

describe('the steward’s desk', () => {
  it('checks the audit trail and names who did what', async () => {
    const { page } = first.visit;
    await page.goto(`${server.address}/steward#audit`);
    await page.getByRole('button', { name: 'Check the chain' }).click();
    await page.getByText(/^The chain holds: [\d,]+ entries/).waitFor();
    await page.getByRole('row', { name: /bello@example\.org Steward publish · release/ }).waitFor();
  });

  it('adds a contact, which the public reads at a service of that district', async () => {
    const { page } = first.visit;
    await page.goto(`${server.address}/steward#gateways`);
    await page.getByRole('button', { name: 'Add a contact' }).click();
    await page.getByLabel('Who answers').fill('Referral line');
    await page.getByLabel('Phone').fill('+234 1 000 0000');
    await page.getByLabel('Languages').fill('ha, kr');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('row', { name: /Referral line .*Hausa, Kanuri/ }).waitFor();
    const { page: visitor } = await open('/#panel=tables');
    await visitor.getByLabel('View the demo as another role').selectOption('public');
    await visitor.getByRole('tab', { name: 'Tables' }).click();
    await visitor.getByText('Whom to call about protected care').click();
    await visitor.getByRole('link', { name: '+234 1 000 0000' }).waitFor();
  });

  it('asks before the floor is lowered', async () => {
    const { page } = first.visit;
    await page.goto(`${server.address}/steward#settings`);
    await page.getByLabel('Release floor').fill('4');
    await page.getByRole('button', { name: 'Save settings' }).click();
    await page.getByText('Write a whole number from 5 to 1,000.').waitFor();
    await page.getByLabel('Release floor').fill('7');
    await page.getByRole('button', { name: 'Save settings' }).click();
    await page.getByRole('dialog', { name: 'Lower the floor to 7?' }).getByRole('button', { name: 'Cancel' }).click();
    await page.getByLabel('Release floor').fill('12');
    await page.getByRole('button', { name: 'Save settings' }).click();
    await page.getByText('The settings are saved.').waitFor();
  });

  it('says from which day a shorter time to keep incidents holds, and takes it back', async () => {
    const { page } = first.visit;
    const days = page.getByLabel('Keep exact incidents for, in days');
    await days.fill('365');
    await page.getByRole('button', { name: 'Save settings' }).click();
    await page.getByText(/^From .+: 365 days\. Until then what held before\./).waitFor();
    await page.reload();
    expect(await days.inputValue()).toBe('365');
    await days.fill('');
    await page.getByRole('button', { name: 'Save settings' }).click();
    await page.getByText(/^From .+: 365 days/).waitFor({ state: 'detached' });
  });
});

describe('one’s own account', () => {
  it('makes an API key that is shown once and reads what it may, and revokes it', async () => {
    const { page } = first.visit;
    await page.goto(`${server.address}/account`);
    await page.getByRole('button', { name: 'New key' }).click();
    await page.getByLabel('Name of the key').fill('QGIS in the office');
    await page.getByRole('button', { name: 'Create the key' }).click();
    const token = await page.getByRole('textbox', { name: 'The key', exact: true }).inputValue();
    await page.getByRole('button', { name: 'I have copied it' }).click();
    const asked = async (path: string) =>
      (await fetch(server.address + path, { headers: { Authorization: `Bearer ${token}` } })).status;
    expect(await asked('/api/services?limit=1')).toBe(200);
    expect(await asked('/api/audit')).toBe(404);
    await page.getByRole('button', { name: 'Revoke' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click();
    await page.getByText('No key yet.').waitFor();
    expect(await asked('/api/services?limit=1')).toBe(401);
  });

  it('is ended by an administrator: the next answer asks to sign in', async () => {
    const page = await administrator();
    const row = page.getByRole('row', { name: /bello@example\.org/ });
    await row.getByRole('button', { name: 'End sessions' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'End sessions' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    const who = await second.visit.page.evaluate(async () => (await (await fetch('/api/session')).json()).accountId);
    expect(who).toBe(null);
  });
});

describe('every page', () => {
  const PAGES = [
    ['/', 'operations'],
    ['/#panel=tables', 'planner'],
    ['/#panel=gap', 'planner'],
    ['/', 'public'],
    ['/', 'admin'],
    ['/sign-in', null],
    ['/welcome#token=none', null],
    ['/session', null],
    ['/session#oidc=refused', null],
    ['/account', 'steward'],
    ['/accounts', 'admin'],
    ['/zones', 'planner'],
    ['/zones', 'operations'],
    ['/steward', 'steward'],
    ['/steward#view', 'steward'],
    ['/steward#audit', 'steward'],
    ['/steward#accounts', 'steward'],
    ['/steward#gateways', 'steward'],
    ['/steward#settings', 'steward'],
  ] as const;

  it.each(PAGES)('%s as %s asks nobody else, breaks no policy, and fits a phone', async (path, role) => {
    const opened = await visit({ browser, address: server.address, path: null });
    const { page } = opened;
    await page.addInitScript(() => {
      window.addEventListener('securitypolicyviolation', (event) => {
        document.documentElement.dataset['broken'] = `${event.violatedDirective} by ${event.blockedURI}`;
      });
    });
    await page.goto(`${server.address}/sign-in`);
    if (role !== null) {
      await page.evaluate(async (wanted) => {
        const headers = { 'content-type': 'application/json', 'X-Safereach': '1' };
        const init = { method: 'POST', headers, body: JSON.stringify({ role: wanted }) };
        await fetch('/api/session/demo', init);
      }, role);
    }
    await page.goto(server.address + path);
    await page.locator('h1').first().waitFor({ state: 'attached' });
    // Not the network: the stream of changes stays open.
    await expect.poll(() => page.locator('.skeleton').count()).toBe(0);
    expect(opened.foreign).toEqual([]);
    expect(opened.asked.filter((url) => /^(data|blob):/.test(url) && !url.startsWith('data:image/'))).toEqual([]);
    expect(opened.complaints).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.dataset['broken'])).toBeUndefined();
    await page.setViewportSize({ width: 390, height: 844 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
    await page.evaluate(() => {
      document.documentElement.dir = 'rtl';
    });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
    await opened.close();
  });

  it('made no complaint in all that was done above', () => {
    // A refusal that was provoked is a line of the browser itself, not of a page.
    const provoked = /^Failed to load resource: the server responded with a status of (401|403|404)/;
    expect(visits.flatMap(({ complaints }) => complaints).filter((line) => !provoked.test(line))).toEqual([]);
    expect(visits.flatMap(({ foreign }) => foreign)).toEqual([]);
  });
});
