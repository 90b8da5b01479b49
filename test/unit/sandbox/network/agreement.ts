import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { NetworkTruth, ServerTruth } from '../../../../src/sandbox/dataPlane';
import type { Ground, Place } from '../../../../src/reach/flow';
import { gatewayMembers } from '../../../../src/reach/members';
import { reach } from '../../../../src/reach/reach';
import { clientPorts } from '../../../../src/sandbox/network/fabric';
import { memberOf } from '../../../../src/sandbox/network/serverMember';
import type { OnServer } from './behaviours/onServer';
import { connects, forwards, type Seen } from './behaviours/seen';
import { Stage, type PlaneUnderTest } from './behaviours/stage';
import { jumpFloatingAddress, plans, truthOf, type Plan } from './randomTruths';
import { laptopAddress } from './truths';

export interface Agreement {
  /** How many networks to make. */
  readonly truths: number;
  /** Of a failure that is to be seen again; a new one each time when left out, and said when it fails. */
  readonly seed?: number | undefined;
}

/** A connection, with what must be seen of it. */
interface Probe {
  readonly from: ServerTruth | 'laptop';
  readonly address: string;
  readonly port: number;
  readonly seen: Seen;
  readonly why: string;
}

/** Shrinking a counterexample makes many more networks; what was found by then is told. */
const longestSearchMs = 120_000;

/** Random networks: whatever packets do there, `reach` says the same of them. */
export function agreesWithReach(make: () => Promise<PlaneUnderTest>, { truths, seed }: Agreement): void {
  const stage = new Stage();

  before(async () => stage.open(await make()));
  after(() => stage.close());

  it(`packets get there exactly when reach says so, in ${truths} random networks`, async function () {
    this.timeout(longestSearchMs + 30_000);
    await fc.assert(
      fc.asyncProperty(plans, async (plan) => assert.deepEqual(await disagreements(plan, stage), [])),
      { numRuns: truths, interruptAfterTimeLimit: longestSearchMs, markInterruptAsFailure: true, ...(seed === undefined ? {} : { seed }) },
    );
  });
}

async function disagreements(plan: Plan, stage: Stage): Promise<string[]> {
  const truth = truthOf(plan, [stage.keys.publicKey]);
  const probes = probesOf(truth);
  try {
    await stage.become(truth);
    const jump = await stage.logIn({ at: jumpFloatingAddress });
    const sessions = new Map<ServerTruth, OnServer>();
    for (const server of randomServers(truth)) {
      sessions.set(server, await stage.logIn({ at: server.address, through: jump }));
    }
    const seen = await Promise.all(probes.map(({ from, address, port, seen: wanted }) => {
      const patience = stage.patience(wanted);
      const on = from === 'laptop' ? undefined : sessions.get(from);
      return on === undefined ? connects(stage.laptop, address, port, patience) : forwards(on.session, address, port, patience);
    }));
    await Promise.all([...sessions.values()].map((on) => on.isThere()));
    return probes.flatMap((probe, at) => seen[at] === probe.seen ? [] : [inWords(probe, seen[at] ?? '')]);
  } finally {
    stage.clear();
  }
}

function inWords({ from, address, port, seen: wanted, why }: Probe, seen: string): string {
  return `${from === 'laptop' ? from : from.name} to ${address}:${port} is "${seen}", not "${wanted}": ${why}`;
}

/** From the laptop to every floating IP, from every server to the others, the gateways and a resolver; somebody listens, or not. */
export function probesOf(truth: NetworkTruth): Probe[] {
  const servers = randomServers(truth);
  const gateways = truth.endpointGateways.flatMap(gatewayMembers);
  const ground: Ground = { ...truth, members: [...truth.servers.map(memberOf), ...gateways] };
  const laptop: Place = { kind: 'address', address: laptopAddress };
  const probe = (from: ServerTruth | 'laptop', to: Place, port: number, listens: boolean, address = to.address): Probe => {
    const flow = { from: from === 'laptop' ? laptop : memberOf(from), to, protocol: 'tcp', port, clientPorts } as const;
    const verdict = reach(flow, ground);
    // The plans have no rule that lets some of the client's ports through: what is open is so for all of them.
    assert.ok(!verdict.open || (verdict.clientPorts.length === 1 && verdict.clientPorts[0]?.max === clientPorts.max));
    return verdict.open
      ? { from, address, port, seen: listens ? 'open' : 'refused', why: verdict.by.map(({ guard, rule }) => `${guard}: ${rule}`).join('; ') }
      : { from, address, port, seen: 'silence', why: verdict.why };
  };
  return [
    ...servers.flatMap((to) => to.floatingAddress === undefined ? [] : [
      probe('laptop', memberOf(to), 22, true, to.floatingAddress), probe('laptop', memberOf(to), 80, false, to.floatingAddress),
    ]),
    ...servers.flatMap((from) => [
      ...servers.filter((to) => to !== from).flatMap((to) => [probe(from, memberOf(to), 22, true), probe(from, memberOf(to), 80, false)]),
      ...gateways.flatMap((to) => [probe(from, to, 9093, true), probe(from, to, 9094, false)]),
      probe(from, { kind: 'address', address: '161.26.0.7' }, 53, true),
    ]),
  ];
}

/** Without the one that leads to them. */
function randomServers({ servers }: NetworkTruth): ServerTruth[] {
  return servers.filter(({ floatingAddress }) => floatingAddress !== jumpFloatingAddress);
}
