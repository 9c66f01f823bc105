// What the tests lend to an analysis: the same programs as the server does.
import { surroundings } from '../../server/jobs/surroundings.ts';

export const LENT = surroundings();
