// A contact gateway: whom to call about a kind of care in a district. A public record of its own, linked to no service:
// it is what others than operations and stewards get where the places themselves are protected.
import { z } from 'zod';
import { pcode } from './area.ts';
import { SERVICE_KINDS } from './service_words.ts';

const fields = {
  areaPcode: pcode,
  kind: z.enum(SERVICE_KINDS),
  name: z.string().trim().min(1).max(200),
  phone: z.string().trim().max(60),
  languages: z.array(z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/)).max(30),
  /** When somebody answers, in words. */
  hours: z.string().trim().max(200),
};
export const gatewayChange = z.strictObject(fields).partial();
export const gatewayInput = z.strictObject({
  ...fields,
  phone: fields.phone.default(''),
  languages: fields.languages.default([]),
  hours: fields.hours.default(''),
});
export const gateway = z.strictObject({ ...fields, id: z.uuid(), version: z.number().int().positive() });
export type GatewayInput = z.infer<typeof gatewayInput>;
export type Gateway = z.infer<typeof gateway>;

/** A body of create. */
export const gatewayExample = {
  areaPcode: 'QQ001',
  kind: 'medical',
  name: 'Referral desk of the district',
  phone: '+000 000 000',
  languages: ['ha'],
  hours: 'Every day, 8 to 20',
} satisfies z.input<typeof gatewayInput>;
