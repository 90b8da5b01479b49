import * as v from 'valibot';

const times = { createdAt: v.string(), modifiedAt: v.string() };

const location = v.object({
  id: v.string(), subnet: v.string(),
  /** Its reserved IP: where it answers. */
  ip: v.string(),
  enabled: v.boolean(),
  /** What answers there has started. */
  isUp: v.boolean(),
});

const forwardingRule = v.object({
  id: v.string(), ...times, type: v.picklist(['default', 'zone']), match: v.string(), forwardTo: v.array(v.string()), description: v.string(),
});

/** A custom resolver of DNS Services; the VPC that it is for is that of its locations' subnets. */
export const customResolver = v.object({
  id: v.string(), name: v.string(), description: v.string(), ...times,
  /** The guid of its DNS Services instance. */
  instance: v.string(),
  enabled: v.boolean(), profile: v.picklist(['essential', 'advanced', 'premier']),
  /** Deleted, while its locations still hold their subnets. */
  isGoing: v.boolean(),
  locations: v.array(location), rules: v.array(forwardingRule),
});

export type CustomResolverRow = v.InferOutput<typeof customResolver>;
export type LocationRow = v.InferOutput<typeof location>;
export type ForwardingRuleRow = v.InferOutput<typeof forwardingRule>;
