// Reports in confidence from one end to the other, in real browsers over the real server: a steward's key, a report with a
// photo, the next day, a reply, the receipt. What went over the wire, what stayed in the browser, and who can use the pages.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Envelope, MOST_PHOTO_BYTES } from '../../geodata/schema/report.ts';
import { fingerprintOf, openKeyFile } from '../../web/sealed/key_file.ts';
import { openReport } from '../../web/sealed/open.ts';
import { launchBrowser, type RunningServer, startServer, type Visit, visit } from '../support/browser.ts';
import { keptBy } from '../support/find_visit.ts';
import { ageReportsIn } from '../support/report_days.ts';
import {
  asRole,
  cameraPhoto,
  closeDistrict,
  heading,
  lookWith,
  noisePhoto,
  OTHER_KEY,
  PHONE,
  pickDistrict,
  press,
  publishOtherKey,
  shown,
  toWords,
  violations,
} from '../support/report_visit.ts';
import { exifIn } from '../web/sealed/exif_photo.ts';

const WORDS = 'Three men with a white pick-up took forty goats at the well. Zanzibar marmalade.';
const MORE = 'They came once more, this time by motorcycle. Periwinkle thunder.';
const REPLY = 'We read this. Somebody waits at the blue gate on Monday. Cinnamon abacus.';
const PASSPHRASE = 'five plain words of mine';
const DAY = '2026-07-14';

let data: string;
let keyFile: string;
let server: RunningServer;
let browser: Browser;
let steward: Visit;
let receipt = '';
/** What the page shows of a receipt that nobody has answered. */
let unanswered: string[] = [];
/** P-code of a district whose doors are all closed. */
let closedDistrict = '';
/** Everything that both browsers sent: addresses, headers and bodies, with what is base64url in them as bytes too. */
const sent: Buffer[] = [];
/** Reports as they were sent. */
const reports: { readonly envelope: Envelope }[] = [];
const visits: Visit[] = [];

async function open(path: string, context: Parameters<typeof visit>[0]['context'] = {}): Promise<Visit> {
  const opened = await visit({ browser, address: server.address, path: null, context: { ...context } });
  opened.page.setDefaultTimeout(60_000);
  listen(opened.page.context());
  await opened.page.goto(server.address + path);
  visits.push(opened);
  return opened;
}

function listen(context: BrowserContext): void {
  context.on('request', (request) => {
    const body = request.postDataBuffer() ?? Buffer.alloc(0);
    if (request.url().endsWith('/api/reports')) reports.push(JSON.parse(body.toString()));
    const coded = [...body.toString('latin1').matchAll(/"([\w-]{40,})"/g)].map(([, text]) =>
      Buffer.from(text ?? '', 'base64url'),
    );
    sent.push(Buffer.concat([Buffer.from(`${request.url()} ${JSON.stringify(request.headers())} `), body, ...coded]));
  });
}

beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'safereach-reports-'));
  keyFile = join(data, 'steward.safereach-key');
  [server, browser] = await Promise.all([
    startServer({ SAFEREACH_DATA: join(data, 'db'), SAFEREACH_DEMO_SCALE: '0.05' }),
    launchBrowser(),
  ]);
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
  if (data !== undefined) await rm(data, { recursive: true, force: true, maxRetries: 5 });
});

describe('before there is a key', () => {
  it('the page says that nobody can report, and where to go', async () => {
    const { page } = await open('/report', PHONE);
    await heading(page, 'This page does not take reports yet');
    expect(await page.getByRole('link', { name: 'Find help near you' }).getAttribute('href')).toBe('/find');
    expect(await page.locator('main :is(input, textarea)').count()).toBe(0);
  });
});

describe('a steward', () => {
  it('makes a key that is published only when its file has been read back', async () => {
    steward = await open('/sign-in', { acceptDownloads: true });
    const { page } = steward;
    await asRole(page, 'steward');
    await page.goto(`${server.address}/inbox`);
    await page.getByText('No key is published: nobody can report yet').waitFor();
    await press(page, 'Make a key');
    await page.getByLabel('Passphrase', { exact: true }).fill('too short');
    await press(page, 'Make and save the file');
    await page.getByText('Use 16 characters or more.', { exact: true }).waitFor();
    await page.getByLabel('Passphrase', { exact: true }).fill(PASSPHRASE);
    await page.getByLabel('Passphrase once more').fill(PASSPHRASE);
    const [saved] = await Promise.all([page.waitForEvent('download'), press(page, 'Make and save the file')]);
    await saved.saveAs(keyFile);
    expect(await (await fetch(`${server.address}/api/report-keys`)).json()).toEqual({ items: [] });
    const prove = page.getByRole('dialog');
    const other = (await readFile(keyFile, 'utf8')).replace(/"box": ".{5}/, '"box": "AAAAA');
    const asFile = (buffer: Buffer) => ({ name: 'x.safereach-key', mimeType: 'application/octet-stream', buffer });
    await prove.getByRole('button', { name: 'Key file', exact: true }).setInputFiles(asFile(Buffer.from(other)));
    await press(page, 'Check the file and publish the key');
    await prove.getByText('This file holds another key.').waitFor();
    await prove.getByRole('button', { name: 'Key file', exact: true }).setInputFiles(keyFile);
    await press(page, 'Check the file and publish the key');
    await page.getByText(/^Your key is open: ([0-9a-f]{4} ?){6}$/).waitFor();
    const { items } = (await (await fetch(`${server.address}/api/report-keys`)).json()) as { items: unknown[] };
    expect(items).toHaveLength(1);
  });

  it('has the key in memory only: it is gone with a reload, and a wrong passphrase does not open it', async () => {
    const { page } = steward;
    await page.reload();
    await page.getByRole('button', { name: 'Key file', exact: true }).setInputFiles(keyFile);
    await page.getByLabel('Passphrase of the key file').fill(`${PASSPHRASE} not`);
    await press(page, 'Open the key file');
    await page.getByText('The passphrase does not open this file.').waitFor();
    expect(await page.getByText('Your key is open').count()).toBe(0);
    closedDistrict = await closeDistrict(page);
    expect(closedDistrict).toMatch(/^[A-Z]{2,3}\d+$/);
  });
});

describe('a reporter', () => {
  let page: Page;
  let opened: Visit;

  it('reads what happens next before there is anything to type', async () => {
    opened = await open('/report', PHONE);
    page = opened.page;
    await heading(page, 'Tell something in confidence');
    expect(await page.title()).toBe('Information');
    for (const title of ['Who reads it', 'What they may have to pass on', 'If you change your mind'])
      await page.getByRole('heading', { name: title }).waitFor();
    expect(await page.locator('main :is(input, textarea, select)').count()).toBe(0);
  });

  it('is told before telling where nobody near can help, and picks an area on the device', async () => {
    await press(page, 'I agree and go on');
    const warning = page.getByText('We know of no medical or psychosocial service');
    await pickDistrict(page, closedDistrict);
    await warning.waitFor();
    await page.getByText('You can still go on and tell.').waitFor();
    await press(page, 'Go on');
  });

  it('writes where nothing completes, corrects or keeps, and is warned of what names somebody', async () => {
    const field = page.getByLabel('Your words');
    for (const [name, value] of [
      ['autocomplete', 'off'],
      ['spellcheck', 'false'],
      ['data-gramm', 'false'],
    ] as const)
      expect([name, await field.getAttribute(name)]).toEqual([name, value]);
    await press(page, 'Go on');
    await page.getByText('Write something, or add a photo').waitFor();
    await field.fill('My name is Amina Periwinkle. Call 0803 555 0147.');
    await page.getByLabel('On which day?').fill(DAY);
    await press(page, 'Go on');
    await page.getByText('This may tell who somebody is').waitFor();
    expect(await page.locator('.found li').allTextContents()).toEqual([
      '“0803 555 0147” (a number of a phone or a paper)',
      '“My name is Amina” (a name)',
    ]);
    await press(page, 'Change my words');
    expect(await page.getByLabel('On which day?').inputValue()).toBe(DAY);
    await page.getByLabel('Your words').fill(WORDS);
  });

  it('adds a photo that is drawn anew, and is told where a file is none or cannot be small', async () => {
    const file = page.locator('#report-photo');
    const given = (name: string, buffer: Buffer) => ({ name, mimeType: 'image/jpeg', buffer });
    await file.setInputFiles(given('a.jpg', Buffer.from('no picture at all')));
    await page.getByText('This browser cannot read that file as a photo').waitFor();
    await file.setInputFiles(given('b.png', await noisePhoto(page)));
    await page.getByText('This photo cannot be made small enough').waitFor();
    const photo = await cameraPhoto(page);
    expect(exifIn(photo)).toEqual(['Exif', 'camera', 'moment', 'place']);
    await file.setInputFiles(given('c.jpg', photo));
    await page.getByAltText('The photo as it will be sent').waitFor();
    await press(page, 'Go on');
  });

  it('sends, and gets sixteen digits', async () => {
    const started = performance.now();
    await page.getByText('We found no name, number or address').waitFor();
    await press(page, 'Send');
    await heading(page, 'It is sent. Keep these 16 digits');
    process.stdout.write(`sealing, work and sending: ${((performance.now() - started) / 1000).toFixed(1)} s\n`);
    receipt = (await page.locator('.receipt').textContent()) ?? '';
    expect(receipt).toMatch(/^\d{4} \d{4} \d{4} \d{4}$/);
    expect(await page.content()).not.toContain('Zanzibar');
  });

  it('prints nothing but the digits', async () => {
    await page.emulateMedia({ media: 'print' });
    expect((await page.evaluate(() => document.body.innerText)).trim()).toBe(receipt);
    await page.emulateMedia({ media: 'screen' });
  });

  it('leaves no trace in the browser, and none on going back', async () => {
    await press(page, 'I have kept them. Clear this page');
    await heading(page, 'Tell something in confidence');
    expect(await page.content()).not.toContain(receipt);
    await press(page, 'I agree and go on');
    await press(page, 'Go on');
    await page.getByLabel('Your words').fill('Left behind: quicksilver');
    const length = await page.evaluate(() => history.length);
    await page.goto(`${server.address}/find`);
    await page.goBack();
    await heading(page, 'Tell something in confidence');
    expect(await page.content()).not.toContain('quicksilver');
    expect(page.url()).toBe(`${server.address}/report`);
    expect(length).toBe(2);
    expect(await keptBy(page.context(), page)).toEqual({
      cookies: 0,
      local: 0,
      session: 0,
      databases: 0,
      workers: 0,
      cached: [],
    });
    await opened.close();
  });

  it('finds no answer yet, and writes again under the receipt after the same facts', async () => {
    const { page } = await open('/report', PHONE);
    await press(page, 'I have a receipt');
    await lookWith(page, receipt);
    unanswered = await shown(page);
    await press(page, 'Write again under this receipt');
    await page.getByText('What you write now is added under your receipt.').waitFor();
    await toWords(page);
    await page.getByLabel('Your words').fill(MORE);
    await page.getByLabel('I am not sure, or would rather not say').check();
    await press(page, 'Go on');
    await press(page, 'Send');
    await heading(page, 'It is sent under your receipt');
    expect(await page.content()).not.toContain(receipt);
  });
});

describe('the stewards’ inbox', () => {
  it('shows nothing on the day on which it came', async () => {
    await steward.page.reload();
    await steward.page.getByText('No report yet').waitFor();
  });

  it('opens it the next day: all its messages, day, area, and the photo turned upright', async () => {
    const { port } = new URL(server.address);
    // A page that listens for changes would complain that the server is gone.
    await steward.page.goto('about:blank');
    await server.stop();
    await ageReportsIn(join(data, 'db'));
    server = await startServer({
      SAFEREACH_DATA: join(data, 'db'),
      SAFEREACH_PORT: port,
      SAFEREACH_DEMO_SCALE: '0.05',
    });
    const { page } = steward;
    await page.goto(`${server.address}/inbox`);
    await page.getByRole('button', { name: 'Key file', exact: true }).setInputFiles(keyFile);
    await page.getByLabel('Passphrase of the key file').fill(PASSPHRASE);
    await press(page, 'Open the key file');
    await page.getByRole('button', { name: /^Open report 1 of / }).click();
    await page.getByText(WORDS).waitFor();
    await page.getByText(MORE).waitFor();
    await page.getByText('14 Jul 2026').waitFor();
    const picture = page.getByAltText('Photo of this report');
    await picture.waitFor();
    expect(await violations(page)).toEqual([]);
    const photo = await picture.evaluate(async (image: HTMLImageElement) => {
      await image.decode();
      return { source: image.src, width: image.naturalWidth, height: image.naturalHeight };
    });
    expect(photo.source).toMatch(/^blob:/);
    // Turned as the camera's note said, which is gone.
    expect(photo.width).toBeLessThan(photo.height);
    expect(photo.width).toBeGreaterThanOrEqual(320);
  });

  it('takes a state and a reply that is sealed before it leaves', async () => {
    const { page } = steward;
    await page.getByText('in work').click();
    await press(page, 'Seal and send');
    await page.getByText('Write something first.').waitFor();
    await page.getByLabel('Your reply').fill('x'.repeat(4_200));
    await press(page, 'Seal and send');
    await page.getByText('This is too long for one reply.').waitFor();
    await page.getByLabel('Your reply').fill(REPLY);
    await press(page, 'Seal and send');
    await page.getByText('The reply is sent.').waitFor();
    await press(page, 'All reports');
    const row = page.getByRole('row').filter({ hasText: 'in work' });
    await row.waitFor();
    expect(await row.locator('.number').allTextContents()).toEqual(['2', '1']);
  });

  it('warns of a published key that this steward has not confirmed, until it is', async () => {
    const { page } = steward;
    await publishOtherKey(page);
    await page.reload();
    await page.getByText('A key that you have not confirmed is published').waitFor();
    await press(page, 'It is the same');
    await page.getByRole('dialog').getByRole('button', { name: 'It is the same' }).click();
    await page.getByText('A key that you have not confirmed is published').waitFor({ state: 'detached' });
    const row = page.getByRole('row').filter({ hasText: await fingerprintOf(OTHER_KEY) });
    await row.getByRole('button', { name: 'Retire' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Retire' }).click();
    await row.waitFor({ state: 'detached' });
  });
});

describe('a receipt', () => {
  let page: Page;

  it('reads the reply, however it is typed', async () => {
    ({ page } = await open('/report', PHONE));
    await press(page, 'I have a receipt');
    const arabic = receipt.replaceAll(/\d/g, (digit) => String.fromCharCode(0x660 + Number(digit)));
    await lookWith(page, arabic.replaceAll(' ', '-'));
    await page.getByText(REPLY).waitFor();
    await page.getByRole('heading', { name: 'One answer' }).waitFor();
  });

  it('that is wrong and one that is malformed look alike, and like one that nobody has answered', async () => {
    const wrong = receipt.replace(/\d$/, (digit) => String((Number(digit) + 1) % 10));
    const seen: string[][] = [];
    await press(page, 'Back');
    for (const typed of [wrong, '12', 'no digits at all', `${receipt} ${receipt}`]) {
      await press(page, 'I have a receipt');
      await lookWith(page, typed);
      seen.push(await shown(page));
      await press(page, 'Back');
    }
    expect(unanswered[0]).toContain('There is no answer under these digits');
    for (const one of seen) expect(one).toEqual(unanswered);
  });
});

describe('what was sent', () => {
  it('holds no word, no digit of the receipt, no area, no day, no passphrase and no private key', async () => {
    const plain = receipt.replaceAll(' ', '');
    const secrets = [
      ...['Zanzibar', 'Periwinkle', 'Cinnamon', 'quicksilver', 'Amina', '0803', PASSPHRASE, DAY, plain, receipt],
      ...[closedDistrict, receipt.replaceAll(' ', '-'), 'c.jpg', 'Exif'],
    ];
    for (const secret of secrets) {
      for (const form of [secret, encodeURIComponent(secret), Buffer.from(secret).toString('base64').slice(1, -3)]) {
        if (form.length < 4) continue;
        expect([secret, sent.filter((bytes) => bytes.includes(form)).length]).toEqual([secret, 0]);
      }
    }
    // The list is what it seems to be: it has the reports and the reply, by their sizes.
    const bodies = (size: number) =>
      sent.filter((bytes) => bytes.length > size && bytes.includes('/api/report')).length;
    expect(bodies(140_000)).toBe(1);
    expect(bodies(9_000)).toBe(3);
  });

  it('holds a photo in which neither place nor moment nor camera is left', async () => {
    const opened = await openKeyFile(await readFile(keyFile, 'utf8'), PASSPHRASE);
    if ('failure' in opened) throw new Error(opened.failure);
    const found = reports.map(({ envelope }) => openReport(envelope, opened.pair));
    expect(found.map((one) => ('report' in one ? one.report.message.text : one.failure))).toEqual([WORDS, MORE]);
    const photo = found[0] !== undefined && 'report' in found[0] ? found[0].report.photo : null;
    expect(photo?.subarray(0, 2)).toEqual(Uint8Array.from([0xff, 0xd8]));
    expect(photo?.length).toBeLessThanOrEqual(MOST_PHOTO_BYTES);
    expect(exifIn(photo ?? new Uint8Array())).toEqual([]);
  });

  it('went to nobody else, and no page complained', () => {
    expect(visits.flatMap(({ foreign }) => foreign)).toEqual([]);
    expect(visits.flatMap(({ complaints }) => complaints)).toEqual([]);
  });
});
