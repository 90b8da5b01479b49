import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Flow, Ground, Member } from '../../src/reach/flow';
import { passRules, reach } from '../../src/reach/reach';
import { groundOf, type RawCase, type RawFlow } from './rawVpc';

const folder = process.env['REACHABILITY_DIR'] ?? resolve(import.meta.dirname, '../../../shared/reachability');

// Ports on both sides of every boundary that the cases' rules have, and the ones that matter to the product.
const somePorts = [1, 22, 99, 100, 200, 201, 443, 444, 1023, 1024, 9093, 32768, 65535];
const protocols = ['tcp', 'udp', 'icmp'] as const;

describe('reach agrees with an independent analyser', () => {
  if (!existsSync(folder)) {
    it(`(no cases in ${folder}: set REACHABILITY_DIR)`);
    return;
  }
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.json'))) {
    const raw = JSON.parse(readFileSync(join(folder, file), 'utf8')) as RawCase;
    const ground = groundOf(raw.resources);
    for (const protocol of protocols) {
      it(`${raw.name}: ${protocol} between every two addresses`, () => {
        assert.deepEqual(disagreements(ground, raw.flows, protocol), []);
      });
    }

    it(`${raw.name}: an endpoint gateway starts no connection`, () => {
      for (const [from, to] of pairs(ground).filter(([member]) => !member.startsConnections)) {
        assert.equal(reach({ from, to, protocol: 'tcp', port: 443 }, ground).open, false);
      }
    });
  }
});

function disagreements(ground: Ground, flows: readonly RawFlow[], protocol: Flow['protocol']): string[] {
  const ports = protocol === 'icmp' ? [undefined] : somePorts;
  return pairs(ground).flatMap(([from, to]) => ports.flatMap((port) => ports.flatMap((clientPort) => {
    const expected = expectation(flows, from, to, protocol, clientPort, port);
    const actual = outcome({
      from, to, protocol, port, clientPorts: clientPort === undefined ? undefined : { min: clientPort, max: clientPort },
    }, ground);
    return expected === actual ? [] : [`${from.address}:${String(clientPort)} to ${to.address}:${String(port)} is ${actual}, not ${expected}`];
  })));
}

type Outcome = 'open' | 'no answer' | 'closed';

function expectation(
  flows: readonly RawFlow[], from: Member, to: Member, protocol: string, clientPort?: number, port?: number,
): Outcome {
  const found = flows.filter((flow) => flow.from === from.address && flow.to === to.address
    && (flow.protocol === 'all' || flow.protocol === protocol)
    && within(flow.src_ports, clientPort) && within(flow.dst_ports, port));
  if (found.length === 0) {
    return 'closed';
  }
  return found.some((flow) => flow.answer !== false) ? 'open' : 'no answer';
}

function outcome(flow: Flow, ground: Ground): Outcome {
  const verdict = passRules(flow, ground);
  if (verdict.open) {
    return 'open';
  }
  if (!verdict.at.startsWith('acl-answer')) {
    return 'closed';
  }
  // The cases speak of answers for TCP alone: of UDP and ICMP they say only that the packet gets there.
  return flow.protocol === 'tcp' ? 'no answer' : 'open';
}

function within(ranges: readonly (readonly [number, number])[] | undefined, port: number | undefined): boolean {
  return ranges === undefined || port === undefined || ranges.some(([min, max]) => port >= min && port <= max);
}

function pairs(ground: Ground): [Member, Member][] {
  return ground.members.flatMap((from) => ground.members
    .filter((to) => to.address !== from.address && to.vpcId === from.vpcId)
    .map((to): [Member, Member] => [from, to]));
}
