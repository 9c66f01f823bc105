// The word of a page that is left: the browser is told to forget, nobody is told who left, and no other site can say it.
import { expect, it } from 'vitest';
import { testApp } from '../../support/app.ts';
import { inDatabase } from '../../support/database.ts';

it('has the browser forget this site, with no body and no cookie', () =>
  inDatabase(async (database) => {
    const { request } = testApp(database);
    const answer = await request('/leave', { method: 'POST', headers: { 'Sec-Fetch-Site': 'same-origin' } });
    expect(answer.status).toBe(204);
    expect(answer.headers.get('Clear-Site-Data')).toBe('"cache", "storage"');
    expect(answer.headers.get('Set-Cookie')).toBeNull();
    expect(answer.headers.get('Cache-Control')).toBe('no-store');
    expect(await answer.text()).toBe('');
  }));

it('forgets nothing at the word of another site, nor of a link', () =>
  inDatabase(async (database) => {
    const { request } = testApp(database);
    for (const site of ['cross-site', 'same-site', 'none']) {
      const answer = await request('/leave', { method: 'POST', headers: { 'Sec-Fetch-Site': site } });
      expect(answer.status).toBe(403);
      expect(answer.headers.get('Clear-Site-Data')).toBeNull();
    }
    const read = await request('/leave');
    expect(read.headers.get('Clear-Site-Data')).toBeNull();
  }));
