// Moving what is hidden changes no byte: incidents within their published cell, protected services anywhere, added or
// removed. Headers are compared too. A server that filters on exact points is caught.
import { cellToBoundary, latLngToCell } from 'h3-js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { randomOf } from '../../geodata/analysis/random.ts';
import { INCIDENT_VIEW, type Role } from '../../geodata/schema/roles.ts';
import { raw, sql } from '../../server/db/sql.ts';
import { told } from './answers.ts';
import { readings } from './answers.ts';
import { openTarget, type Target, UNPRIVILEGED, withoutWalls } from './target.ts';
import { type Ids, loadAttackWorld } from './world.ts';
