// The duty board in a real browser over a million reports: how long it takes to load, and what brushing, playing and filtering
// cost the page. The columns are a stand-in for the server's answer, packed as the server packs them. A program of its own:
// npx tsx tests/bench/board_browser.ts. Chromium draws in software here, so frames are slower than on any graphics card.
import { latLngToCell } from 'h3-js';
import type { Page } from 'playwright-core';
import { seededRandom } from '../../geodata/analysis/random.ts';
import { packIncidents } from '../../geodata/formats/incident_columns.ts';
import { manyColumns } from '../geodata/analysis/board/board_rows.ts';
import { launchBrowser, startServer, visit } from '../support/browser.ts';

const ROWS = Number(process.argv[2] ?? 1_000_000);
const DAYS = 17 * 365;
const PLACES = 60_000;

/** Cells over north-east Nigeria, crowded around forty towns. */
function countryCells(): string[] {
  const random = seededRandom(9);
  const towns = Array.from({ length: 40 }, () => [9 + 4.5 * random(), 10 + 4.5 * random()] as const);
  const cells = new Set<string>();
  for (let i = 0; i < PLACES; i++) {
    const [lat, lon] = towns[Math.floor(random() * towns.length)] as readonly [number, number];
    const reach = 1.6 * random() * random();
    const turn = 2 * Math.PI * random();
    cells.add(latLngToCell(lat + reach * Math.sin(turn), lon + reach * Math.cos(turn), 8));
  }
  return [...cells].sort();
}

interface Cost {
  readonly name: string;
  readonly milliseconds: number;
  readonly frames: number;
  readonly worstFrame: number;
  readonly longTasks: number;
  readonly longestTask: number;
  readonly script: number;
}

/** Frames and long tasks (over 50 ms on the page's own thread) while something is done. */
async function cost(page: Page, name: string, work: () => Promise<void>): Promise<Cost> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  const scriptSeconds = async () => {
    const { metrics } = await session.send('Performance.getMetrics');
    return metrics.find((metric) => metric.name === 'ScriptDuration')?.value ?? 0;
  };
  await page.evaluate(() => {
    const kept = { tasks: [] as number[], frames: [] as number[], isOn: true, observer: null as unknown };
    const observer = new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) kept.tasks.push(entry.duration);
    });
    observer.observe({ entryTypes: ['longtask'] });
    const tick = (at: number) => {
      kept.frames.push(at);
      if (kept.isOn) requestAnimationFrame(tick);
    };
    requestAnimationFrame(tick);
    (window as unknown as { kept: typeof kept }).kept = kept;
  });
  const before = await scriptSeconds();
  const start = performance.now();
  await work();
  const milliseconds = performance.now() - start;
  const script = ((await scriptSeconds()) - before) * 1000;
  const { tasks, frames } = await page.evaluate(() => {
    const { kept } = window as unknown as { kept: { tasks: number[]; frames: number[]; isOn: boolean } };
    kept.isOn = false;
    return { tasks: kept.tasks, frames: kept.frames };
  });
  const gaps = frames.slice(1).map((at, i) => at - (frames[i] as number));
  return {
    ...{ name, milliseconds, script },
    frames: frames.length,
    worstFrame: Math.max(0, ...gaps),
    longTasks: tasks.length,
    longestTask: Math.max(0, ...tasks),
  };
}

const print = ({ name, milliseconds, frames, worstFrame, longTasks, longestTask, script }: Cost) =>
  console.log(
    `  ${name.padEnd(34)} ${milliseconds.toFixed(0).padStart(6)} ms, ${frames} frames (longest gap ${worstFrame.toFixed(0)} ms), script ${script.toFixed(0)} ms = ${(script / Math.max(1, frames)).toFixed(1)} a frame, long tasks ${longTasks} (longest ${longestTask.toFixed(0)} ms)`,
  );

const columns = manyColumns(ROWS, countryCells(), DAYS);
const asOf = Math.floor(Date.now() / 86_400_000);
const shift = asOf - (columns.rows.day.at(-1) ?? asOf);
for (let i = 0; i < ROWS; i++) columns.rows.day[i] = (columns.rows.day[i] as number) + shift;
for (let i = 0; i < columns.days.length; i++) columns.days[i] = (columns.days[i] as number) + shift;
const bytes = packIncidents({ ...columns, asOf: new Date().toISOString().slice(0, 10) });
console.log(`${ROWS} reports in ${columns.cells.length} cells, ${(bytes.length / 1e6).toFixed(1)} MB`);

const [server, browser] = await Promise.all([startServer(), launchBrowser()]);
const opened = await visit({ browser, address: server.address, path: null });
const { page } = opened;
page.setDefaultTimeout(120_000);
await page.route('**/api/incidents/columns', (route) =>
  route.fulfill({ body: Buffer.from(bytes), contentType: 'application/octet-stream' }),
);
// The loader of TypeScript names functions by a helper that the page does not have.
await page.addInitScript({ content: 'globalThis.__name = (made) => made;' });
await page.addInitScript(() => {
  const tasks: number[] = [];
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) tasks.push(entry.duration);
  }).observe({ entryTypes: ['longtask'] });
  (window as unknown as { tasks: number[] }).tasks = tasks;
});
const start = performance.now();
await page.goto(`${server.address}/operations`);
await page.locator('.board-number').first().waitFor();
console.log(`  numbers, table and timeline on the page after ${Math.round(performance.now() - start)} ms`);
await opened.settled();
await page.locator('.board-legend').waitFor();
console.log(`  cells on the map after ${Math.round(performance.now() - start)} ms`);
const tasks = await page.evaluate(() => (window as unknown as { tasks: number[] }).tasks);
console.log(`  long tasks while loading: ${tasks.map((task) => Math.round(task)).join(', ')} ms`);
await page.waitForTimeout(3000);

const track = await page.locator('.timeline').boundingBox();
if (track === null) throw new Error('There is no timeline.');
const y = track.y + 30;
print(
  await cost(page, 'idle for 3 s', async () => {
    await page.waitForTimeout(3000);
  }),
);
print(
  await cost(page, 'window of 90 days dragged', async () => {
    await page.mouse.move(track.x + track.width - 8, y);
    await page.mouse.down();
    for (let step = 0; step < 60; step++) await page.mouse.move(track.x + track.width - 8 - step * 14, y);
    await page.mouse.up();
  }),
);
await page
  .getByRole('radiogroup')
  .or(page.getByText('All', { exact: true }))
  .first()
  .click();
print(
  await cost(page, 'all years, first handle dragged', async () => {
    await page.mouse.move(track.x - 4, y);
    await page.mouse.down();
    for (let step = 0; step < 60; step++) await page.mouse.move(track.x + step * 12, y);
    await page.mouse.up();
  }),
);
await page.getByText('All', { exact: true }).first().click();
await page.waitForTimeout(800);
print(
  await cost(page, 'a type chosen, all years', async () => {
    await page.locator('.board-word').nth(1).click();
    await page.waitForTimeout(400);
  }),
);
await page.locator('.board-word').nth(1).click();
await page.getByText('1 y', { exact: true }).click();
print(
  await cost(page, 'a year played for 8 s at 4×', async () => {
    await page.getByText('4×', { exact: true }).click();
    await page.getByRole('button', { name: 'Play' }).click();
    await page.waitForTimeout(8000);
    await page.getByRole('button', { name: 'Pause' }).click();
  }),
);
if (opened.complaints.length > 0) console.log(opened.complaints);
await page.screenshot({ path: process.argv[3] ?? '/tmp/board_browser.png' });
await browser.close();
await server.stop();
