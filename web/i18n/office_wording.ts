// Adds the wording of the pages that are not the map. Imported by those pages alone, so that it comes with them.
import { EN_ACCOUNT } from './en_account.ts';
import { EN_DRAW } from './en_draw.ts';
import { EN_DUTY } from './en_duty.ts';
import { EN_STEWARD } from './en_steward.ts';
import { addWording } from './messages.ts';

addWording({ ...EN_ACCOUNT, ...EN_DRAW, ...EN_DUTY, ...EN_STEWARD });
