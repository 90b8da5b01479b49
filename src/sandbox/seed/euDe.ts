import type { Region } from '../state/region';
import type { AclRuleRow } from '../state/records';
import { seededId } from '../state/ids';
import { seededAt, type SeedInput } from './account';
import { portOf, type SeedInstances } from './instances';
import { RegionBuilder } from './regionBuilder';
import { allow, outAnywhere } from './rules';

/** Frankfurt: the oldest part of the account, with Gen 1, an ACL of its own, a server that is switched off, and DNS that two VPCs share. */
export function euDe(group: string, instances: SeedInstances, { services, publicKey }: SeedInput): Region {
  const build = new RegionBuilder('eu-de', group);
  const key = build.key('sandbox-build-box', publicKey);

  const ledger = build.vpc('ledger-vpc');
  const port = portOf(services, instances.ledger);
  const acl = build.acl(ledger, 'ledger-strict-acl', strictRules(port));
  const [one, two] = [build.subnet(ledger, 'ledger-1', 1, acl.id), build.subnet(ledger, 'ledger-2', 2, acl.id)];
  const app = build.securityGroup(ledger, 'ledger-app-sg', [allow('inbound', 'tcp', 22, '203.0.113.77/32'), outAnywhere]);
  const users = build.securityGroup(ledger, 'ledger-kafka-sg', [allow('inbound', 'tcp', port, app.id), allow('inbound', 'tcp', port, '192.168.40.0/24')]);
  build.gateway('ledger-gateway', instances.ledger, [one, two], [users]);
  const batch = build.server('ledger-batch', one, [app], { keys: [key], image: 'redhat-9', profile: 'bx2-4x16' });
  build.floatingIp('ledger-batch-ip', '198.51.100.31', 1, batch);
  build.server('ledger-batch-old', two, [app], { keys: [], image: 'ubuntu-20-04', status: 'stopped' });

  const web = build.vpc('web-shop-vpc');
  const shop1 = build.subnet(web, 'shop-1', 1);
  const shop2 = build.subnet(web, 'shop-2', 2);
  shop2.publicGateway = build.publicGateway(web, 'shop-egress', '198.51.100.32', 2).id;

  const trial = build.vpc('team-trial');
  build.subnet(trial, 'team-trial-3', 3);
  build.hub(web, shop1);
  build.bind(trial, web);
  return build.region;
}

/** Lets in what the ledger needs, and forgets nothing: an ACL has no memory of a connection. */
function strictRules(port: number): AclRuleRow[] {
  const rule = (name: string, direction: AclRuleRow['direction'], more: Partial<AclRuleRow> = {}): AclRuleRow => ({
    id: seededId('eu-de', 'acl-rule', name), name, createdAt: seededAt, action: 'allow', direction, protocol: 'tcp',
    source: '0.0.0.0/0', destination: '0.0.0.0/0', ...more,
  });
  return [
    rule('ssh-in', 'inbound', { destination_port_min: 22, destination_port_max: 22 }),
    rule('kafka-in', 'inbound', { destination_port_min: port, destination_port_max: port }),
    rule('answers-in', 'inbound', { destination_port_min: 1024, destination_port_max: 65535 }),
    rule('dns-in', 'inbound', { protocol: 'udp', source: '161.26.0.0/16' }),
    rule('everything-out', 'outbound', { protocol: 'any' }),
    rule('nothing-else-in', 'inbound', { action: 'deny', protocol: 'any' }),
  ];
}
