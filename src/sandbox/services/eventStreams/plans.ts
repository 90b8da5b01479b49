/** The plans; ids are the sandbox's own where none is published. */
export const plans = {
  lite: { id: '18ea01cb-ebe2-4c79-a5b8-6d6f8bb6ee2d', name: 'lite', oneTimeCredentials: false },
  standard: { id: 'f1a7ac79-2f3d-4b5c-9e47-5a0d5d0f0c11', name: 'standard', oneTimeCredentials: false },
  enterprise: { id: 'ibm.message.hub.enterprise.3nodes.2tb', name: 'enterprise-3nodes-2tb', oneTimeCredentials: false },
  gen2: { id: 'messagehub-enterprise-gen2', name: 'enterprise-gen2', oneTimeCredentials: true },
} as const;
