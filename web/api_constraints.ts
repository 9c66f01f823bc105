// What hinders access. Fetches through api.ts; knows no screen.
import type { LineString, Point, Polygon } from 'geojson';
import type { Constraint, ConstraintInput } from '../geodata/schema/constraint.ts';
import { readAll, send } from './api.ts';

/** As the server sends it. */
interface Sent {
  readonly geometry: Point | LineString | Polygon;
  readonly properties: Omit<Constraint, 'geom'>;
}

export type { Constraint, ConstraintInput };

const PATH = '/api/constraints';
const at = ({ id, version }: Constraint) => ({ path: `${PATH}/${encodeURIComponent(id)}`, etag: `"${version}"` });
const constraintOf = ({ geometry, properties }: Sent) => ({ ...properties, geom: geometry }) as Constraint;

/** Those that have ended too. */
export const readConstraints = async (signal?: AbortSignal): Promise<Constraint[]> =>
  (await readAll<Sent>(`${PATH}?limit=1000&ended=1`, signal)).map(constraintOf);

/** `key`: the same for every try of one constraint. */
export const createConstraint = async (body: ConstraintInput, key: string): Promise<Constraint> =>
  constraintOf(await send<Sent>({ method: 'POST', path: PATH, body, key }));
export const changeConstraint = async (one: Constraint, body: Partial<ConstraintInput>): Promise<Constraint> =>
  constraintOf(await send<Sent>({ method: 'PATCH', ...at(one), body }));
export const deleteConstraint = (one: Constraint) => send({ method: 'DELETE', ...at(one) });
