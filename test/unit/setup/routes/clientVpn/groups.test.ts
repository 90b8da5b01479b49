import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { NewSecurityGroupRule } from '../../../../../src/cloud/vpcRequests';
import { addressText, inRange, parseRange } from '../../../../../src/model/range';
import type { Ground, Member, Place } from '../../../../../src/reach/flow';
import { reach } from '../../../../../src/reach/reach';
import type { ClientVpnChoices } from '../../../../../src/setup/routes/clientVpn/choices';
import { vpnGatewayRules, vpnServerRules, type GatewayEnd } from '../../../../../src/setup/routes/clientVpn/groups';
import { groupOf, ruleOf } from '../../things';
import { vpnChoices } from './choices';

/** A case: choices, where server and gateway stand, and what somebody may try. */
interface Case {
  readonly choices: ClientVpnChoices;
  readonly serverRanges: readonly string[];
  readonly gateway: GatewayEnd;
  /** Picks one of the addresses of a range. */
  readonly pick: number;
  readonly otherPort: number;
  readonly stranger: string;
}

const cases: fc.Arbitrary<Case> = fc.record({
  choices: fc.record({
    protocol: fc.constantFrom('udp', 'tcp'), port: fc.integer({ min: 1, max: 65_535 }), toGateway: fc.constantFrom('deliver', 'translate'),
    clientPool: fc.integer({ min: 16, max: 31 }).map((second) => `172.${second}.0.0/22`),
    allowedFrom: fc.uniqueArray(fc.integer({ min: 0, max: 255 }).map((last) => `203.0.113.${last}/32`), { minLength: 1, maxLength: 3 }),
    dnsServers: fc.constantFrom<string[]>(['161.26.0.7', '161.26.0.8'], ['161.26.0.7'], ['10.200.0.4']),
  }).map((more) => vpnChoices(more)),
  serverRanges: fc.integer({ min: 1, max: 2 }).map((count) => ['10.1.0.0/28', '10.2.0.0/28'].slice(0, count)),
  gateway: fc.record({
    ranges: fc.integer({ min: 1, max: 3 }).map((count) => ['10.5.0.0/28', '10.6.0.0/28', '10.7.0.0/28'].slice(0, count)),
    ports: fc.uniqueArray(fc.constantFrom(9093, 30_000, 30_001), { minLength: 1 }),
  }),
  pick: fc.nat(), otherPort: fc.constantFrom(22, 80, 9092, 30_002), stranger: fc.constantFrom('198.51.100.9', '10.99.0.1', '192.168.1.7', '8.8.8.8'),
});

const at = (address: string): Place => ({ kind: 'address', address });
const oneOf = (range: string, pick: number): string => {
  const { first, last } = parseRange(range) ?? { first: 0, last: 0 };
  return addressText(first + pick % (last - first + 1));
};
const firstOf = <T>([first]: readonly T[]): T => {
  assert.ok(first !== undefined);
  return first;
};

function member(id: string, address: string, group: string, startsConnections: boolean): Member {
  return { kind: 'member', id, name: id, vpcId: 'v', address, securityGroupIds: [group], startsConnections };
}

function groundOf({ choices, serverRanges, gateway }: Case): Ground & { server: Member; door: Member } {
  const rules = (list: readonly NewSecurityGroupRule[]) => list.map((rule, index) => ruleOf(`r${index}`, rule));
  const server = member('server', oneOf(firstOf(serverRanges), 4), 'sg', true);
  const door = member('door', oneOf(firstOf(gateway.ranges), 5), 'gg', false);
  return {
    server, door, members: [server, door], subnets: [], networkAcls: [],
    securityGroups: [
      groupOf('sg', { rules: rules(vpnServerRules(choices, gateway)) }),
      groupOf('gg', { rules: rules(vpnGatewayRules(choices, serverRanges, gateway.ports)) }),
    ],
  };
}

const isOpen = (ground: Ground, from: Place, to: Place, port: number, protocol: 'udp' | 'tcp' = 'tcp'): boolean => reach({ from, to, protocol, port }, ground).open;
const always = (holds: (each: Case) => void): void => fc.assert(fc.property(cases, holds), { numRuns: 300 });

describe('The security groups of a client VPN, by what they let through', () => {
  it('let the VPN in from where it may be dialled, by its own protocol and port, and from nowhere else', () => {
    always((each) => {
      const { choices: { allowedFrom, protocol, port }, stranger, otherPort } = each;
      const ground = groundOf(each);
      for (const range of allowedFrom) {
        assert.equal(isOpen(ground, at(oneOf(range, 0)), ground.server, port, protocol), true);
        assert.equal(isOpen(ground, at(oneOf(range, 0)), ground.server, port, protocol === 'udp' ? 'tcp' : 'udp'), false);
        assert.equal(isOpen(ground, at(oneOf(range, 0)), ground.server, otherPort, protocol), otherPort === port);
      }
      assert.equal(isOpen(ground, at(stranger), ground.server, port, protocol), false);
    });
  });

  it('let clients in to the gateway on the service\'s ports, by the address that it sees, and nobody else', () => {
    always((each) => {
      const { choices: { clientPool, toGateway }, serverRanges, gateway: { ports }, pick, otherPort, stranger } = each;
      const ground = groundOf(each);
      const client = at(oneOf(clientPool, pick));
      for (const port of ports) {
        assert.equal(isOpen(ground, client, ground.door, port), toGateway === 'deliver', 'a client by its own address');
        assert.equal(isOpen(ground, ground.server, ground.door, port), toGateway === 'translate', 'the server by its own, out of its group and in to the other');
        for (const range of serverRanges) {
          assert.equal(isOpen(ground, at(oneOf(range, pick)), ground.door, port), toGateway === 'translate', 'wherever in its subnets it stands after maintenance');
        }
        assert.equal(isOpen(ground, at(stranger), ground.door, port), false);
        assert.equal(isOpen(ground, client, ground.door, port, 'udp'), false);
      }
      assert.equal(isOpen(ground, client, ground.door, otherPort), false);
      assert.equal(isOpen(ground, ground.server, ground.door, otherPort), false);
    });
  });

  it('let the server out to the resolvers and to the gateway\'s subnets, and nowhere else', () => {
    always((each) => {
      const { choices: { dnsServers }, gateway: { ranges, ports }, pick, otherPort, stranger } = each;
      const ground = groundOf(each);
      for (const resolver of dnsServers) {
        for (const protocol of ['udp', 'tcp'] as const) {
          assert.equal(isOpen(ground, ground.server, at(resolver), 53, protocol), true);
        }
        assert.equal(isOpen(ground, ground.server, at(resolver), otherPort), false);
      }
      assert.equal(isOpen(ground, ground.server, at('161.26.0.7'), 53, 'udp'), dnsServers.some((address) => inRange(address, '161.26.0.0/16')));
      for (const range of ranges) {
        for (const port of ports) {
          const inside = oneOf(range, pick);
          assert.equal(isOpen(ground, ground.server, inside === ground.door.address ? at(oneOf(range, pick + 1)) : at(inside), port), true);
        }
      }
      for (const port of [...ports, 53, otherPort]) {
        assert.equal(isOpen(ground, ground.server, at(stranger), port), false);
      }
    });
  });

  it('let the server out to what the user adds, but not to what is to be dropped', () => {
    always((each) => {
      const extraRoutes: ClientVpnChoices['extraRoutes'] = [{ destination: '10.50.0.0/16', action: 'deliver' }, { destination: '10.51.0.0/16', action: 'drop' }];
      const ground = groundOf({ ...each, choices: { ...each.choices, extraRoutes } });
      assert.equal(isOpen(ground, ground.server, at(oneOf('10.50.0.0/16', each.pick)), each.otherPort), true);
      assert.equal(isOpen(ground, ground.server, at(oneOf('10.51.0.0/16', each.pick)), each.otherPort), false);
      assert.equal(isOpen(ground, at(oneOf('10.50.0.0/16', each.pick)), ground.server, each.otherPort), false, 'and nobody in from there');
    });
  });

  it('let the server out everywhere in the full tunnel, and still nobody in', () => {
    always((each) => {
      const ground = groundOf({ ...each, choices: { ...each.choices, tunnel: 'full' } });
      assert.equal(isOpen(ground, ground.server, at(each.stranger), each.otherPort), true);
      assert.equal(isOpen(ground, at(each.stranger), ground.server, each.choices.port, each.choices.protocol), false);
    });
  });
});
