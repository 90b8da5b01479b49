import * as tls from 'node:tls';
import { runChecks } from '../../src/diagnose/ladder';
import { Secret } from '../../src/model/secret';
import { makeAuthority } from '../../test/unit/kafka/support/certificates';
import { startPeer, type Peer } from '../../test/unit/kafka/support/kafkaPeer';
import { from, laptop, requestFor, states } from '../../test/unit/diagnose/support';
import { bareLadder } from './bareLadder';
import { delayedNetwork } from './delayedNetwork';
import { median, result, type BenchResult } from './result';

const roundTripMs = 20;
const rounds = 7;
const apiKey = 'the-key';

/** The whole ladder on three brokers, beside its own round trips made by a bare program; the median of some rounds each. */
export async function benchLadder(): Promise<BenchResult[]> {
  const authority = makeAuthority();
  const peers: Peer[] = [];
  const brokers = () => peers.map(({ port }, id) => ({ host: nameOf(id), port }));
  for (const id of [0, 1, 2]) {
    peers.push(await startPeer({ identity: authority.issue([nameOf(id)]), apiKey, advertised: brokers }));
  }
  const network = delayedNetwork(roundTripMs);
  const authorities = [authority.pem];
  const context = tls.createSecureContext({ ca: [...tls.rootCertificates, ...authorities] });
  const ladder = async () => {
    const request = requestFor(brokers(), { vantages: from(laptop(network)), secret: new Secret(apiKey), authorities, timeoutMs: undefined });
    const report = await runChecks(request, () => undefined, new AbortController().signal);
    if (report.headline.state !== 'passed') {
      throw new Error(`the ladder did not pass: ${states(report)}`);
    }
  };
  const bare = () => bareLadder(network, brokers(), apiKey, context);
  try {
    await ladder();
    await bare();
    const times: { ours: number[]; reference: number[] } = { ours: [], reference: [] };
    for (let round = 0; round < rounds; round++) {
      times.ours.push(await timed(ladder));
      times.reference.push(await timed(bare));
    }
    return [result(`ladder on three brokers, ${roundTripMs} ms a round trip, ms`, median(times.ours), median(times.reference))];
  } finally {
    await network.stop();
    await Promise.all(peers.map((peer) => peer.stop()));
  }
}

function nameOf(id: number): string {
  return `kafka-${id}.guid.private.test`;
}

async function timed(work: () => Promise<void>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}
