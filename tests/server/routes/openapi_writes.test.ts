// What the OpenAPI document says of writes: every one takes an Idempotency-Key, every create has an example that is valid.
import { expect, it } from 'vitest';
import type { z } from 'zod';
import { areaExample, areaInput } from '../../../geodata/schema/area.ts';
import { datasetChange, datasetExample } from '../../../geodata/schema/dataset.ts';
import { gatewayExample, gatewayInput } from '../../../geodata/schema/gateway.ts';
import { patrolExample, patrolInput, patrolRunExample, patrolRunInput } from '../../../geodata/schema/patrol.ts';
import { placeExample, placeInput } from '../../../geodata/schema/place.ts';
import { populationExample, populationInput } from '../../../geodata/schema/population.ts';
import { referralExample, referralInput } from '../../../geodata/schema/referral.ts';
import { roadExample, roadInput } from '../../../geodata/schema/road.ts';
import { serviceExample, serviceInput } from '../../../geodata/schema/service.ts';
import { settingChange, settingExample } from '../../../geodata/schema/setting.ts';
import { zoneExample, zoneInput } from '../../../geodata/schema/zone.ts';
import { testApp } from '../../support/app.ts';
import { inDatabase } from '../../support/database.ts';

const BODIES: Record<string, readonly [schema: z.ZodType, example: object]> = {
  'post /api/services': [serviceInput, serviceExample],
  'post /api/zones': [zoneInput, zoneExample],
  'post /api/areas': [areaInput, areaExample],
  'post /api/places': [placeInput, placeExample],
  'post /api/roads': [roadInput, roadExample],
  'post /api/gateways': [gatewayInput, gatewayExample],
  'post /api/patrols': [patrolInput, patrolExample],
  'post /api/patrols/{route}/runs': [patrolRunInput, patrolRunExample],
  'post /api/population/{id}/cells': [populationInput, populationExample],
  'post /api/referrals': [referralInput, referralExample],
  'patch /api/datasets/{id}': [datasetChange, datasetExample],
  'patch /api/settings': [settingChange, settingExample],
};

it('shows one valid body of each noun, and the headers that a write may and must carry', () =>
  inDatabase(async (database) => {
    const { paths } = (await testApp(database).visitor.get('/api/openapi.json')).json;
    for (const [address, [schema, example]] of Object.entries(BODIES)) {
      const [method = '', path = ''] = address.split(' ');
      const content = paths[path]?.[method]?.requestBody?.content['application/json'];
      expect([address, content?.example]).toEqual([address, example]);
      expect(schema.safeParse(example).error).toBeUndefined();
    }
    const nouns = new Set(Object.keys(BODIES).map((address) => address.split(' ')[1]?.split('/')[2]));
    let writes = 0;
    for (const [path, methods] of Object.entries<Record<string, { parameters?: { name: string; in: string }[] }>>(
      paths,
    )) {
      // What anybody says of an entry belongs to nobody to whom a key could belong.
      if (!nouns.has(path.split('/')[2]) || path.endsWith('/problems')) continue;
      for (const [method, route] of Object.entries(methods)) {
        if (!['post', 'patch', 'delete'].includes(method)) continue;
        const headers = (route.parameters ?? []).filter((one) => one.in === 'header').map((one) => one.name);
        const expected = ['idempotency-key', ...(method === 'post' ? [] : ['if-match'])];
        expect([method, path, headers.sort()]).toEqual([method, path, expected]);
        writes += 1;
      }
    }
    expect(writes).toBe(32);
  }));
