import type { Charge } from '../../catalog/charge';

const charge = (metric: string, name: string, unitName: string, price: number): Charge =>
  ({ metric: `part-messagehub.${metric}`, name, unit: unitName.toUpperCase().replaceAll(/[ -]/g, '_'), unitName, price });

const outbound = charge('gigabytes-out', 'Outbound data', 'Gigabyte transmitted outbound', 0.05);
const capacity: readonly Charge[] = [
  charge('capacity-unit-hours', 'Capacity units', 'Capacity Unit-Hour', 6.85), charge('terabyte-hours', 'Storage', 'Terabyte-Hour', 0.21), outbound,
];

/** The plans; ids are the sandbox's own where none is published, and so are the prices. */
export const plans = {
  lite: { id: '18ea01cb-ebe2-4c79-a5b8-6d6f8bb6ee2d', name: 'lite', display: 'Lite', oneTimeCredentials: false },
  standard: {
    id: 'f1a7ac79-2f3d-4b5c-9e47-5a0d5d0f0c11', name: 'standard', display: 'Standard', oneTimeCredentials: false,
    charges: [charge('partition-hours', 'Partitions', 'Partition-Hour', 0.014), outbound],
  },
  enterprise: {
    id: 'ibm.message.hub.enterprise.3nodes.2tb', name: 'enterprise-3nodes-2tb', display: 'Enterprise', oneTimeCredentials: false, charges: capacity,
  },
  gen2: { id: 'messagehub-enterprise-gen2', name: 'enterprise-gen2', display: 'Enterprise (Gen 2)', oneTimeCredentials: true, charges: capacity },
} as const;
