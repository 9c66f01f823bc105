// A full session on /find as a person has it on a phone, with everything noted that reaches the server: nothing of it tells a
// place, a need, a time or a word. And what is sent, saved and printed when somebody wants it.
import { readFileSync } from 'node:fs';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser, type RunningServer, startServer } from '../support/browser.ts';
import { back, firstCard, openEverything, openFind } from '../support/find_list.ts';
import { keptForOffline, listShown, toList } from '../support/find_visit.ts';

const LANGUAGES = ['en', 'fr', 'es', 'ar'] as const;
/** Where the phone is: no other number of the test has these digits. */
const HERE = { longitude: 13.178934, latitude: 11.827465, accuracy: 15 };

interface Sent {
  readonly method: string;
  readonly path: string;
  readonly headers: string;
  body: string;
}
interface Recorder {
  readonly address: string;
  readonly sent: Sent[];
  stop(): Promise<void>;
}

/** Stands between browser and server and notes every byte that the browser sends, workers' requests with it. */
async function recorderOf(target: string): Promise<Recorder> {
  const sent: Sent[] = [];
  const { port, hostname } = new URL(target);
  const proxy = createServer((asked, answer) => {
    const { method = '', url: path = '', headers } = asked;
    const one: Sent = { method, path, headers: JSON.stringify(asked.rawHeaders), body: '' };
    sent.push(one);
    const onward = request({ hostname, port, method, path, headers });
    onward.on('response', (response) => {
      answer.writeHead(response.statusCode ?? 502, response.headers);
      response.pipe(answer);
    });
    onward.on('error', () => answer.destroy());
    asked.on('data', (bytes: Buffer) => {
      one.body += bytes.toString('latin1');
      onward.write(bytes);
    });
    asked.on('end', () => onward.end());
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  return {
    address: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
    sent,
    stop: () =>
      new Promise((resolve) => {
        proxy.close(() => resolve());
        proxy.closeAllConnections();
      }),
  };
}

let server: RunningServer;
let browser: Browser;
let recorder: Recorder;

beforeAll(async () => {
  [server, browser] = await Promise.all([startServer(), launchBrowser()]);
  recorder = await recorderOf(server.address);
});
afterAll(async () => {
  await browser?.close();
  await recorder?.stop();
  await server?.stop();
});

describe('a full session', () => {
  it('tells the server no coordinate, need, time or word, and asks for nothing after the packs but files of the page', async () => {
    const { page, complaints, close } = await openFind(
      { browser, address: recorder.address },
      { geolocation: HERE, permissions: ['geolocation'] },
    );
    const address = () => page.evaluate(() => [location.href, document.title, history.length, document.cookie]);
    const before = await address();
    await toList(page, { place: 'Maidugury' });
    await keptForOffline(page);
    const packs = recorder.sent.length;

    await back(page);
    await page.getByLabel('Type a place or a position').fill('11.83719, 13.15648');
    await page.locator('.choice').first().click();
    await listShown(page);
    await back(page);
    await page.getByRole('button', { name: 'Near me' }).click();
    await listShown(page);
    await page.getByText('What still helps, and until when').click();
    await page.getByText('I know the number of hours').click();
    await page.getByLabel('Hours ago').fill('61.75');
    await page.getByRole('button', { name: 'Show what still helps' }).click();
    await page.getByText('Medicine against HIV (PEP)').first().waitFor();
    await page.getByRole('radio', { name: 'By vehicle' }).check();
    await page.locator('.leaving summary').click();
    await page.getByLabel('Day and time on this phone').fill('2031-05-17T06:43');
    await page.getByRole('button', { name: 'Use this time' }).click();
    await page.locator('.leaving summary').getByText('06:43').waitFor();
    await openEverything(page);
    await page.getByRole('button', { name: 'Free of charge' }).click();
    await listShown(page);
    await page.getByRole('tab', { name: 'Map' }).click();
    await page.waitForFunction(() => window.__mapIdle === true, null, { timeout: 60_000 });
    for (const language of [...LANGUAGES, 'en']) {
      await page.locator('.language select').selectOption(language);
      await page.waitForFunction((wanted) => document.documentElement.lang === wanted, language);
    }
    await page.getByRole('tab', { name: 'List' }).click();
    await listShown(page);

    expect(await address()).toEqual(before);
    const wrong = recorder.sent.filter(({ method, path, headers, body }) => {
      const all = decodeURIComponent(`${path} ${headers} ${body}`);
      const tells =
        /11\.8|13\.1[5-9]|827465|178934|83719|15648|maidugur|61\.75|2031|06:43|\brape\b|hiv|medical|counsel|vehicle|walk|female/i;
      return method !== 'GET' || body !== '' || /cookie|authorization|referer/i.test(headers) || tells.test(all);
    });
    expect(wrong).toEqual([]);
    const asked = recorder.sent.map(({ path }) => path);
    expect(
      asked.filter(
        (path) =>
          !/^\/(find|report|information\.svg|service_worker\.js|assets\/[\w.-]+|api\/packs(\/[\w-]+\/(directory|travel))?)$/.test(
            path,
          ),
      ),
    ).toEqual([]);
    expect(asked.slice(packs).filter((path) => !/^\/assets\/[\w.-]+\.(js|css|woff2)$/.test(path))).toEqual([]);
    expect(complaints).toEqual([]);
    await close();
  });

  it('sends one word about an entry when somebody says so twice, and says before what it will be', async () => {
    const { page, close } = await openFind({ browser, address: recorder.address });
    await toList(page);
    await keptForOffline(page);
    await firstCard(page).getByRole('button', { name: 'Details' }).click();
    await firstCard(page).getByRole('button', { name: 'Report a problem' }).click();
    const name = (await firstCard(page).getByRole('heading', { level: 3 }).textContent()) ?? '';
    await page.getByText(`Only this is sent: the entry “${name}”`).waitFor();
    const from = recorder.sent.length;
    await page.getByLabel('The phone number is wrong').check();
    expect(recorder.sent.slice(from)).toEqual([]);
    await page.getByRole('button', { name: 'Send this' }).click();
    await page.getByText('It was sent, and the entry will be looked at.').waitFor({ timeout: 60_000 });
    const posted = recorder.sent.slice(from).filter(({ method }) => method === 'POST');
    expect(posted.map(({ path }) => path)).toEqual([
      expect.stringMatching(/^\/api\/services\/[0-9a-f-]{36}\/problems$/),
    ]);
    const said = JSON.parse(posted[0]?.body ?? '{}');
    expect(Object.keys(said).sort()).toEqual(['problem', 'work']);
    expect(said.problem).toBe('wrong_phone');
    await close();
  });

  it('without a network sends no word about an entry, and says when to try again', async () => {
    const { page, close } = await openFind({ browser, address: server.address }, { serviceWorkers: 'block' });
    await toList(page);
    await firstCard(page).getByRole('button', { name: 'Details' }).click();
    await firstCard(page).getByRole('button', { name: 'Report a problem' }).click();
    await page.getByLabel('The phone number is wrong').check();
    await page.context().setOffline(true);
    await page.getByRole('button', { name: 'Send this' }).click();
    await page.getByText('There is no network, so nothing was sent. Try again later.').waitFor();
    await close();
  });
});

describe('a card', () => {
  it('is saved as a PDF of one picture that says nothing of a need', async () => {
    const { page, close } = await openFind({ browser, address: server.address });
    await toList(page);
    await firstCard(page).getByRole('button', { name: 'Details' }).click();
    await firstCard(page).getByRole('button', { name: 'Card to print or send' }).click();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Save as PDF' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('card.pdf');
    const file = readFileSync(await download.path()).toString('latin1');
    expect(file.startsWith('%PDF-1.7')).toBe(true);
    const said = Buffer.from(/\/Alt<FEFF([0-9a-f]+)>/.exec(file)?.[1] ?? '', 'hex')
      .swap16()
      .toString('utf16le');
    expect(said).toMatch(/^Appointment\n/);
    expect(said).not.toMatch(/medical|rape|hiv|pep/i);
    expect(await page.getByLabel('Text of the message').inputValue()).toBe(said);
    const sms = await page.getByRole('link', { name: 'Send as text message' }).getAttribute('href');
    expect(decodeURIComponent(sms ?? '')).toBe(`sms:?&body=${said}`);
    await close();
  });

  it('is all that is printed', async () => {
    const { page, close } = await openFind({ browser, address: server.address });
    await toList(page);
    await firstCard(page).getByRole('button', { name: 'Details' }).click();
    await firstCard(page).getByRole('button', { name: 'Card to print or send' }).click();
    await page.locator('.paper').waitFor();
    await page.emulateMedia({ media: 'print' });
    const shown = await page.evaluate(() => document.body.innerText.split('\n').filter((line) => line.trim() !== ''));
    const paper = await page.locator('.paper').innerText();
    expect(shown.join('\n')).toBe(
      paper
        .split('\n')
        .filter((line) => line.trim() !== '')
        .join('\n'),
    );
    await close();
  });
});
