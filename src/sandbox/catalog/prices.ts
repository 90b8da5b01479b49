import { profiles } from '../vpc/profiles';
import type { Charge } from './charge';

/** Without a price on purpose: "no price published" has to be seen as well. */
const unpricedProfile = 'nxf-1x2';

const perHour = (metric: string, name: string, price: number): Charge =>
  ({ metric, name, unit: 'INSTANCE_HOURS', unitName: 'Instance-Hour', price });

/** Charges for what the VPC API makes, by catalog plan. A plan without any has no pricing: the cloud answers 404. */
export const vpcCharges: Readonly<Record<string, readonly Charge[]>> = {
  'is.instance-gen2': profiles.filter(({ name }) => name !== unpricedProfile).map(({ name, vcpu, memory }) =>
    perHour(`part-is.instance-hours-${name}`, `${name} virtual server`, Number((vcpu * 0.0225 + memory * 0.0078).toFixed(4)))),
  'is.volume-gen2': [{
    metric: 'part-is.gigabyte-hours-general-purpose', name: 'general-purpose (3 IOPS a GB)', unit: 'GIGABYTE_HOURS', unitName: 'Gigabyte-Hour', price: 0.000178,
  }],
  'is.floating-ip-gen2': [perHour('part-is.floating-ip', 'Floating IP', 0.0055)],
  // The connections first: who takes the first price that there is takes the wrong one.
  'is.vpn-server-gen2': [
    { metric: 'part-is.vpn-server-connection-hours', name: 'VPN server connection', unit: 'CONNECTION_HOURS', unitName: 'Connection-Hour', price: 0.0021 },
    perHour('part-is.vpn-server-instance-hours', 'VPN server', 0.11),
  ],
  'is.vpn-gen2': [
    { metric: 'part-is.vpn-connection-hours', name: 'VPN connection', unit: 'CONNECTION_HOURS', unitName: 'Connection-Hour', price: 0.0495 },
    perHour('part-is.vpn-instance-hours', 'VPN gateway', 0.0945),
  ],
  'is.public-gateway-gen2': [perHour('part-is.public-gateway', 'Public gateway', 0.0055)],
};
