import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Flow, Ground, Member } from '../../src/reach/flow';
import { passRules, reach } from '../../src/reach/reach';
import { groundOf, type RawCase, type RawFlow } from './rawVpc';

const folder = process.env['REACHABILITY_DIR'] ?? resolve(import.meta.dirname, '../../../shared/reachability');

// Ends of what is usual, and ports that matter to the product; the edges of the case's own rules and flows are added.
const somePorts = [1, 22, 1024, 9093, 32768, 65535];
const protocols = ['tcp', 'udp', 'icmp'] as const;

describe('reach agrees with an independent analyser', function () {
  // Every pair at every edge: a large configuration takes its time.
  this.timeout(120_000);
  if (!existsSync(folder)) {
    it(`(no cases in ${folder}: set REACHABILITY_DIR)`);
    return;
  }
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.json'))) {
    const raw = JSON.parse(readFileSync(join(folder, file), 'utf8')) as RawCase;
    const ground = groundOf(raw.resources);

    it(`${raw.name}: every address that it speaks of is known`, () => {
      const known = new Set(ground.members.map((member) => member.address));
      assert.deepEqual(raw.flows.flatMap((flow) => [flow.from, flow.to]).filter((address) => !known.has(address)), []);
    });

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
  const edges = ruleEdges(ground);
  return pairs(ground).flatMap(([from, to]) => {
    const own = flows.filter((flow) => flow.from === from.address && flow.to === to.address);
    if (protocol === 'icmp') {
      return compared(`${from.address} to ${to.address}`, expectation(own, protocol), pinged(from, to, ground));
    }
    const ports = [...new Set([...somePorts, ...edges, ...own.flatMap(flowEdges)])].filter((port) => port >= 1 && port <= 65535);
    return ports.flatMap((port) => ports.flatMap((clientPort) => compared(
      `${from.address}:${clientPort} to ${to.address}:${port}`,
      expectation(own, protocol, clientPort, port),
      outcome({ from, to, protocol, port, clientPorts: { min: clientPort, max: clientPort } }, ground),
    )));
  });
}

function ruleEdges(ground: Ground): number[] {
  return [
    ...ground.securityGroups.flatMap((group) => group.rules.flatMap((rule) => [rule.portMin, rule.portMax])),
    ...ground.networkAcls.flatMap((acl) => acl.rules.flatMap((rule) => [
      rule.sourcePortMin, rule.sourcePortMax, rule.destinationPortMin, rule.destinationPortMax,
    ])),
  ].filter((port) => port !== undefined);
}

/** Both sides of where the flow's ports begin and end. */
function flowEdges(flow: RawFlow): number[] {
  return [...flow.src_ports ?? [], ...flow.dst_ports ?? []].flatMap(([min, max]) => [min - 1, min, max, max + 1]);
}

function compared(what: string, expected: Outcome, actual: Outcome): string[] {
  return expected === actual ? [] : [`${what} is ${actual}, not ${expected}`];
}

/** The cases do not tell types of ICMP apart: it is open when any type that the rules name is. */
function pinged(from: Member, to: Member, ground: Ground): Outcome {
  const rules = [...ground.securityGroups, ...ground.networkAcls].flatMap((guard) => [...guard.rules]);
  const kinds = [{ type: 8, code: 0 }, ...rules.flatMap(({ type, code }) => type === undefined ? [] : [{ type, code: code ?? 0 }])];
  return kinds.some((icmp) => outcome({ from, to, protocol: 'icmp', icmp }, ground) === 'open') ? 'open' : 'closed';
}

type Outcome = 'open' | 'no answer' | 'closed';

/** What the flows of one pair say. */
function expectation(own: readonly RawFlow[], protocol: string, clientPort?: number, port?: number): Outcome {
  const found = own.filter((flow) => (flow.protocol === 'all' || flow.protocol === protocol)
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
