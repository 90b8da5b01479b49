/** Global Catalog's id of Event Streams (IBM-CLOUD A.1). */
export const messagehubId = '6a7f4e38-f218-48ef-9dd2-df408747568e';

/** Event Streams' plans; ids are the sandbox's own where none is published. */
export const plans = {
  lite: { id: '18ea01cb-ebe2-4c79-a5b8-6d6f8bb6ee2d', name: 'lite' },
  standard: { id: 'f1a7ac79-2f3d-4b5c-9e47-5a0d5d0f0c11', name: 'standard' },
  enterprise: { id: 'ibm.message.hub.enterprise.3nodes.2tb', name: 'enterprise-3nodes-2tb' },
  gen2: { id: 'messagehub-enterprise-gen2', name: 'enterprise-gen2' },
} as const;
export type PlanName = keyof typeof plans;
