import type { Region } from '../state/region';
import type { SeedInput } from './account';
import { RegionBuilder } from './regionBuilder';
import { allow, outAnywhere } from './rules';

/** Dallas: where people try things out. No gateway, a Lite instance, and addresses that nobody gave back. */
export function usSouth(group: string, { publicKey }: SeedInput): Region {
  const build = new RegionBuilder('us-south', group);
  const key = build.key('sandbox-build-box', publicKey);
  const analytics = build.vpc('analytics-vpc');
  const subnet = build.subnet(analytics, 'analytics-1', 1);
  build.subnet(analytics, 'analytics-2', 2);
  const notebooks = build.securityGroup(analytics, 'notebooks-sg', [
    allow('inbound', 'tcp', 22, '203.0.113.77/32'), allow('inbound', 'icmp', undefined, '0.0.0.0/0'), outAnywhere,
  ]);
  const notebook = build.server('notebook-server', subnet, [notebooks], { keys: [key], profile: 'mx2-2x16' });
  build.floatingIp('notebook-ip', '198.51.100.41', 1, notebook);
  build.floatingIp('forgotten-ip', '198.51.100.42', 3);
  build.vpc('default-vpc');
  return build.region;
}
