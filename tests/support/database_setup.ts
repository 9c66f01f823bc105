// Before the server tests: a database of their own. After them: gone again. With DATABASE_URL on that server, under a
// random name; else a folder for the embedded one.
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { makeTemplate } from '../../server/db/embedded_folder.ts';

async function onServer(url: string, text: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query(text);
  } finally {
    await client.end();
  }
}

export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const url = process.env['DATABASE_URL'] ?? '';
  const folder = await mkdtemp(join(tmpdir(), 'safereach-test-'));
  project.provide('dataFolder', folder);
  const removeFolder = () => rm(folder, { recursive: true, force: true, maxRetries: 5 });
  if (url === '') {
    project.provide('databaseUrl', null);
    await makeTemplate((line) => process.stderr.write(`${line}\n`), folder);
    return removeFolder;
  }
  const name = `safereach_test_${randomUUID().replaceAll('-', '')}`;
  await onServer(url, `create database ${name}`);
  const own = new URL(url);
  own.pathname = `/${name}`;
  project.provide('databaseUrl', own.href);
  return async () => {
    await onServer(url, `drop database if exists ${name} with (force)`);
    await removeFolder();
  };
}
