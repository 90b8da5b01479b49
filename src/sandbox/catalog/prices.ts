import { profiles } from '../vpc/profiles';

/** What is charged for one thing, in the sandbox's own made-up US dollars. */
export interface Charge {
  readonly metric: string;
  readonly name: string;
  readonly unit: string;
  readonly unitName: string;
  readonly price: number;
}

/** Without a price on purpose: "no price published" has to be seen as well. */
const unpricedProfile = 'nxf-1x2';

const perHour = (metric: string, name: string, price: number): Charge =>
  ({ metric, name, unit: 'INSTANCE_HOURS', unitName: 'Instance-Hour', price });

/** Charges by catalog plan. A plan that is not here has no pricing: the cloud answers 404. */
export const charges: Readonly<Record<string, readonly Charge[]>> = {
  'is.instance-gen2': profiles.filter(({ name }) => name !== unpricedProfile).map(({ name, vcpu, memory }) =>
    perHour(`part-is.instance-hours-${name}`, `${name} virtual server`, Number((vcpu * 0.0225 + memory * 0.0078).toFixed(4)))),
  'is.volume-gen2': [{
    metric: 'part-is.gigabyte-hours-general-purpose', name: 'general-purpose (3 IOPS a GB)', unit: 'GIGABYTE_HOURS', unitName: 'Gigabyte-Hour', price: 0.000178,
  }],
  'is.floating-ip-gen2': [perHour('part-is.floating-ip', 'Floating IP', 0.0055)],
  'is.public-gateway-gen2': [perHour('part-is.public-gateway', 'Public gateway', 0.0055)],
};
