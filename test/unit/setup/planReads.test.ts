import { Peer, never, shareDns, states } from './support';
import type { VsiChoices } from '../../../src/setup/routes/vsi/choices';
import { newKeyPair } from '../../../src/ssh/keyPair';
import { nullPlane } from '../../../src/sandbox/nullPlane';
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { writeFile } from 'node:fs/promises';

const id = 'orders-pc-1a2b';

describe('A plan', function () {
  this.timeout(60_000);
  const asked: string[] = [];
  let peer: Peer;
  before(async () => {
    peer = await Peer.start({ record: ({ method, service, path }) => {
      if (method === 'GET' && !isPage(path)) {
        // The catalogue has one path for everything that it is asked for.
        asked.push(service === 'globalCatalog' ? path : `${service} ${path.split('?')[0] ?? ''}`);
      }
    } }, { dataPlane: nullPlane() });
  });
  after(() => peer.stop());

  for (const [what, choicesOf, lists] of [
    ['in a new VPC', () => Promise.resolve({}), ['/vpcs', '/floating_ips', '/instances']],
    ['with a new server in an existing VPC', inPayments, ['/vpcs', '/subnets', '/security_groups', '/endpoint_gateways', '/instances', '/floating_ips']],
    ['with an existing server', toBuildBox, ['/vpcs', '/subnets', '/security_groups', '/endpoint_gateways', '/instances', '/floating_ips']],
    ['in a VPC that shares DNS', inShared, ['/vpcs', '/subnets', '/dns_resolution_bindings', '/endpoint_gateways', '/instances', '/floating_ips']],
  ] as const) {
    it(`${what} asks for nothing twice`, async () => {
      const connection = await peer.connection(id, await choicesOf(peer), 'orders');
      asked.length = 0;
      const plan = await peer.setup().plan(connection, never);
      assert.equal(plan.state, 'plan', states(plan));
      assert.deepEqual(asked.filter((path, index) => asked.indexOf(path) !== index), []);
      assert.deepEqual(lists.filter((path) => !asked.some((each) => each.endsWith(path))), [], `it asked only for ${asked.join(', ')}`);
    });
  }
});

/** A page after the first. */
function isPage(path: string): boolean {
  return /[?&](?:start|offset|cursor)=/.test(path);
}

async function inPayments({ cloud }: Peer): Promise<Partial<VsiChoices>> {
  const payments = (await cloud.vpc('ca-mon').listVpcs(never)).find(({ name }) => name === 'payments-vpc');
  return { vpc: { kind: 'existing', id: payments?.id ?? '', name: 'payments-vpc' } };
}

/** The VPC of the staging servers is its hub. */
async function inShared(peer: Peer): Promise<Partial<VsiChoices>> {
  shareDns(peer, { hub: 'payments-staging', spoke: 'payments-vpc' });
  return inPayments(peer);
}

async function toBuildBox(peer: Peer): Promise<Partial<VsiChoices>> {
  const box = (await peer.cloud.vpc('ca-mon').listVirtualServers({}, never)).find(({ name }) => name === 'build-box');
  const path = join(peer.sandbox.environment.sshFolder, 'mine');
  await writeFile(path, newKeyPair('mine').privateKey, { mode: 0o600 });
  return { ...await inPayments(peer), server: { kind: 'existing', id: box?.id ?? '', name: 'build-box' }, key: { kind: 'existing', path } };
}
