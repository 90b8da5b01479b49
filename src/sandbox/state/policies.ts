import * as v from 'valibot';

// What the account's policies and restrictions keep, in the words of their documents.

const attribute = v.strictObject({ name: v.string(), value: v.string(), operator: v.optional(v.string()) });
const attributes = v.pipe(v.array(attribute), v.minLength(1));

export const policySubject = v.strictObject({ attributes });
export const policyRole = v.strictObject({ role_id: v.string(), display_name: v.optional(v.string()), description: v.optional(v.string()) });
/** Tags are conditions as attributes are. */
export const restrictedResource = v.strictObject({ attributes, tags: v.optional(v.array(attribute)) });

export const policy = v.object({
  id: v.string(), createdAt: v.string(), type: v.picklist(['access', 'authorization']), description: v.optional(v.string()),
  subjects: v.array(policySubject), roles: v.array(policyRole), resources: v.array(restrictedResource),
  /** `pending` is one that no part of IAM but the one that made it knows; `known` is read and listed, and does not yet count where it is asked for. */
  phase: v.picklist(['pending', 'known', 'effective']),
});
export type PolicyRow = v.InferOutput<typeof policy>;

export const restrictionContext = v.strictObject({ attributes });
export const zoneAddress = v.variant('type', [
  v.strictObject({ type: v.picklist(['ipAddress', 'ipRange', 'subnet', 'vpc', 'instance']), value: v.string() }),
  v.strictObject({
    type: v.literal('serviceRef'),
    ref: v.strictObject({
      account_id: v.string(), service_type: v.optional(v.string()), service_name: v.optional(v.string()), service_instance: v.optional(v.string()),
      location: v.optional(v.string()),
    }),
  }),
]);
export const enforcement = v.picklist(['enabled', 'disabled', 'report']);

export const restrictionRule = v.object({
  id: v.string(), createdAt: v.string(), description: v.string(), contexts: v.array(restrictionContext), resources: v.array(restrictedResource), enforcement,
});
export type RestrictionRuleRow = v.InferOutput<typeof restrictionRule>;

export const networkZone = v.object({
  id: v.string(), createdAt: v.string(), name: v.string(), description: v.string(), addresses: v.array(zoneAddress), excluded: v.array(zoneAddress),
});
export type NetworkZoneRow = v.InferOutput<typeof networkZone>;
