import fc from 'fast-check';
import type { NetworkAclRule, RuleRemote, SecurityGroupRule } from '../../../../src/model/landscape';
import { emptyTruth, type NetworkTruth } from '../../../../src/sandbox/dataPlane';
import {
  acl, aclRule, anotherServer, fromPorts, gateway, group, laptopAddress, reservedIp, rule, server, service, subnet, tcp, toPorts,
} from './truths';

/** A small network in few words, so that a counterexample can be read. */
export interface Plan {
  readonly groups: readonly (readonly Partial<SecurityGroupRule>[])[];
  /** Lists of the two subnets. */
  readonly lists: readonly (readonly Partial<NetworkAclRule>[])[];
  readonly servers: readonly { readonly subnet: 0 | 1; readonly groups: readonly number[]; readonly floating: boolean }[];
  readonly gateways: readonly { readonly subnets: readonly (0 | 1)[]; readonly groups: readonly number[] }[];
}

/** The server that leads to all others whatever the rules: it has a subnet of its own, and nothing is random about it. */
export const jumpFloatingAddress = '198.51.100.10';
const jumpAddress = '10.240.128.4';
const groupCount = 3;

const serverAddress = (number: number, at: 0 | 1): string => `10.240.${at * 64}.${10 + number}`;
const gatewayAddress = (number: number, at: 0 | 1): string => `10.240.${at * 64}.${20 + number}`;
const groupName = (number: number): string => `group-${number}`;

// Few values each, so that rules and connections meet often. No range of ports begins or ends within those that Linux
// gives to clients: what passes now and then is nothing that can be looked at.
const port = fc.constantFrom(22, 53, 80, 9093, 9094);
const groupPorts = fc.oneof(port.map((each) => tcp(each)), fc.constantFrom(tcp(1, 1023), tcp(9093, 9094), tcp(1, 65535)));
const portless = fc.constantFrom('any', 'any', 'tcp', 'tcp', 'icmp_tcp_udp', 'all', 'udp', 'icmp', 'gre', 'number_99').map((protocol) => ({ protocol }));
const range = fc.constantFrom(
  '0.0.0.0/0', '0.0.0.0/0', '0.0.0.0/0', '10.240.0.0/16', '10.240.0.0/24', '10.240.64.0/24', `${laptopAddress}/32`, '161.26.0.0/16', '192.0.2.0/24',
);
const address = fc.constantFrom(serverAddress(0, 0), serverAddress(1, 1), gatewayAddress(0, 0), gatewayAddress(0, 1), laptopAddress);
const cidr: fc.Arbitrary<RuleRemote> = range.map((value) => ({ kind: 'cidr', cidr: value }));
const single: fc.Arbitrary<RuleRemote> = address.map((value) => ({ kind: 'address', address: value }));
const members: fc.Arbitrary<RuleRemote> = fc.nat(groupCount - 1).map((number) => ({ kind: 'security-group', id: groupName(number), name: groupName(number) }));
const anywhere = fc.constant<RuleRemote>({ kind: 'cidr', cidr: '0.0.0.0/0' });
const direction = fc.constantFrom('inbound' as const, 'outbound' as const);

const groupRule: fc.Arbitrary<Partial<SecurityGroupRule>> = fc.record({
  direction, what: fc.oneof(groupPorts, portless), remote: fc.oneof(cidr, cidr, members, members, single), local: fc.oneof(anywhere, anywhere, anywhere, cidr, single),
}).map(({ what, ...rest }) => ({ ...rest, ...what }));

const end: fc.Arbitrary<readonly [min: number, max: number]> = fc.oneof(
  port.map((each) => [each, each] as const), fc.constantFrom([1, 1023] as const, [1024, 65535] as const, [32768, 60999] as const),
);
const listRule: fc.Arbitrary<Partial<NetworkAclRule>> = fc.record({
  action: fc.constantFrom('allow' as const, 'allow' as const, 'deny' as const), direction, source: range, destination: range,
  what: fc.oneof(end.map((ports) => toPorts(...ports)), end.map((ports) => fromPorts(...ports)), portless),
}).map(({ what, ...rest }) => ({ ...rest, ...what }));

// Most end with what lets everything through, else so little would pass that the comparison said little.
const everything = [{ direction: 'inbound' }, { direction: 'outbound' }] as const;
const nothing = [] as const;
const ending = <T>(rules: fc.Arbitrary<T>, ...ends: readonly (readonly T[])[]): fc.Arbitrary<readonly T[]> =>
  fc.tuple(fc.array(rules, { maxLength: 4 }), fc.constantFrom(...ends)).map(([some, last]) => [...some, ...last]);
const allOut = [{ direction: 'outbound' }] as const;
const ruleSet = ending<Partial<SecurityGroupRule>>(groupRule, nothing, allOut, allOut, everything);
const list = ending<Partial<NetworkAclRule>>(listRule, nothing, everything, everything, everything);
const where = fc.constantFrom(0 as const, 1 as const);
const memberships = fc.subarray([0, 1, 2], { minLength: 1 });

export const plans: fc.Arbitrary<Plan> = fc.record({
  groups: fc.array(ruleSet, { minLength: groupCount, maxLength: groupCount }),
  lists: fc.array(list, { minLength: 2, maxLength: 2 }),
  servers: fc.array(fc.record({ subnet: where, groups: memberships, floating: fc.boolean() }), { minLength: 2, maxLength: 3 }),
  gateways: fc.array(fc.record({ subnets: fc.subarray([0 as const, 1 as const], { minLength: 1 }), groups: memberships }), { minLength: 1, maxLength: 2 }),
});

/** The network of a plan, with the server in it that leads to the others: those let it in, and their lists let it through. */
export function truthOf(plan: Plan, authorizedKeys: readonly string[]): NetworkTruth {
  const fromJump = [
    aclRule('jump-in', { source: `${jumpAddress}/32`, ...toPorts(22) }), aclRule('jump-out', { direction: 'outbound', destination: `${jumpAddress}/32`, ...fromPorts(22) }),
  ];
  return {
    ...emptyTruth,
    subnets: [...([0, 1] as const).map((at) => ({ ...subnet(subnetName(at), `10.240.${at * 64}.0/24`), networkAcl: { id: `list-${at}`, name: `list-${at}` } })),
      { ...subnet('jump-subnet', '10.240.128.0/24'), networkAcl: { id: 'jump-list', name: 'jump-list' } }],
    securityGroups: [
      ...plan.groups.map((rules, number) => group(groupName(number), rules.map((each, at) => rule(`${groupName(number)}-${at}`, each)))),
      group('managed', [rule('managed-in', { ...tcp(22), remote: { kind: 'address', address: jumpAddress } })]),
      group('jump-group', [rule('jump-in', {}), rule('jump-out', { direction: 'outbound' })]),
    ],
    networkAcls: [
      ...plan.lists.map((rules, at) => acl([...fromJump, ...rules.map((each, number) => aclRule(`rule-${at}-${number}`, each))], `list-${at}`)),
      acl([aclRule('all-in', {}), aclRule('all-out', { direction: 'outbound' })], 'jump-list'),
    ],
    servers: [
      server(authorizedKeys, { id: 'jump', interfaceId: 'jump-interface', subnetId: 'jump-subnet', address: jumpAddress, securityGroupIds: ['jump-group'], floatingAddress: jumpFloatingAddress }),
      // A server stays in its subnet for life, so one elsewhere is another one.
      ...plan.servers.map(({ subnet: at, groups, floating }, number) => anotherServer(authorizedKeys, 100 + number * 10 + at, {
        subnetId: subnetName(at), address: serverAddress(number, at), securityGroupIds: ['managed', ...groups.map(groupName)],
        floatingAddress: floating ? `198.51.100.${20 + number}` : undefined,
      })),
    ],
    endpointGateways: plan.gateways.map(({ subnets, groups }, number) => gateway({
      id: `random-gateway-${number}`, name: `random-gateway-${number}`, targetCrn: crnOf(number), securityGroups: groups.map((each) => ({ id: groupName(each), name: groupName(each) })),
      addresses: subnets.map((at) => reservedIp(gatewayAddress(number, at), subnetName(at))), serviceEndpoints: [nameOf(number)],
    })),
    services: plan.gateways.map((_, number) => service({ crn: crnOf(number), members: [{ host: nameOf(number), port: 9093 }], privateNames: [nameOf(number)] })),
  };
}

const subnetName = (at: 0 | 1): string => `random-subnet-${at}`;
const crnOf = (number: number): string => `crn:service-${number}`;
const nameOf = (number: number): string => `kafka-0.service-${number}.example.com`;
