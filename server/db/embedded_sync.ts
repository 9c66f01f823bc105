// Writes a whole folder through to the disk, many files at a time. Knows no database.
import { open, readdir } from 'node:fs/promises';
import { join } from 'node:path';

const AT_ONCE = 32;

export async function syncFolder(folder: string): Promise<void> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const work = async () => {
    for (let path = files.pop(); path !== undefined; path = files.pop()) {
      const file = await open(path, 'r+');
      await file.sync().finally(() => file.close());
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
}
