// If-Match: whoever changes or removes a record names the version that was read, so that nobody is overwritten.
import { z } from '@hono/zod-openapi';
import { Problem } from '../../geodata/schema/problem.ts';
import { writeHeaders } from './write_once.ts';

/** Headers of every change and removal, for the OpenAPI document. */
export const ifMatch = z.object({
  ...writeHeaders,
  'if-match': z.string().optional().describe('The ETag that was read; missing is 428, stale is 412'),
});

/** The version that If-Match names, `"7"`; missing is 428, anything else is 412. */
export function versionWanted(header: string | undefined): number {
  if (header === undefined) {
    throw new Problem('version_required', 'Send If-Match with the ETag that you read, so that nobody is overwritten.');
  }
  const match = /^"(\d{1,9})"$/.exec(header);
  if (match === null) throw new Problem('stale_version', 'Read it again and send its ETag in If-Match.');
  return Number(match[1]);
}
