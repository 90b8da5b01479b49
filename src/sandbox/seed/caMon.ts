import type { Region } from '../state/region';
import type { SeedInput } from './account';
import { portOf, type SeedInstances } from './instances';
import { RegionBuilder } from './regionBuilder';
import { allow, outAnywhere } from './rules';

/** Montreal: where the Gen 2 instances are, a working gateway, and one whose group forgot the service's port. */
export function caMon(group: string, instances: SeedInstances, { services, publicKey }: SeedInput): Region {
  const build = new RegionBuilder('ca-mon', group);
  const key = build.key('sandbox-build-box', publicKey);

  const payments = build.vpc('payments-vpc');
  const [app1, app2] = [build.subnet(payments, 'payments-app-1', 1), build.subnet(payments, 'payments-app-2', 2)];
  build.subnet(payments, 'payments-app-3', 3);
  const box = build.securityGroup(payments, 'build-box-sg', [allow('inbound', 'tcp', 22, '203.0.113.77/32'), outAnywhere]);
  const ordersGroup = build.securityGroup(payments, 'orders-gateway-sg', [allow('inbound', 'tcp', portOf(services, instances.orders), box.id)]);
  const buildBox = build.server('build-box', app1, [box], { keys: [key] });
  build.floatingIp('build-box-ip', '198.51.100.21', 1, buildBox);
  build.gateway('orders-gateway', instances.orders, [app1, app2], [ordersGroup]);

  // The mistake that everybody makes once: a group of its own, and nothing comes in on the service's port.
  const staging = build.vpc('payments-staging');
  const stage = build.subnet(staging, 'staging-1', 1);
  const shut = build.securityGroup(staging, 'orders-staging-gateway-sg', [allow('inbound', 'tcp', 443, '10.0.0.0/8')]);
  build.gateway('orders-staging-gateway', instances.orders, [stage], [shut]);
  const testers = build.securityGroup(staging, 'test-runner-sg', [allow('inbound', 'tcp', 22, '203.0.113.77/32'), outAnywhere]);
  const runner = build.server('test-runner', stage, [testers], { keys: [key], image: 'debian-12' });
  build.floatingIp('test-runner-ip', '198.51.100.22', 1, runner);

  build.floatingIp('old-jumphost-ip', '198.51.100.23', 2);
  return build.region;
}
