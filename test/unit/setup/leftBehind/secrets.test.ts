import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Failure } from '../../../../src/model/failure';
import type { ClientVpnChoices } from '../../../../src/setup/routes/clientVpn/choices';
import { SecretsBench } from '../secretsBench';
import { never, states, type Peer } from '../support';
import { madeBy, vpnConnection, wholeAccount } from '../routes/clientVpn/vpnPeer';

const id = 'orders-pc-1a2b';

describe('What a client VPN left behind in Secrets Manager and IAM', function suite() {
  this.timeout(60_000);
  let bench: SecretsBench;
  let peer: Peer;
  beforeEach(async () => {
    bench = await SecretsBench.start();
    ({ peer } = bench);
  });
  afterEach(() => peer.stop());

  /** Run by a window whose files and vault are gone since. */
  async function orphaned(more: Partial<ClientVpnChoices>): Promise<readonly string[]> {
    const account = await wholeAccount(peer);
    await madeBy(peer.setup(), await vpnConnection(peer, id, more));
    await rm(join(peer.folder, 'connections'), { recursive: true });
    peer.vault.secrets.clear();
    return account;
  }

  async function undone(account: readonly string[], kinds: readonly string[]): Promise<void> {
    const setup = peer.setup();
    const [left, ...others] = await setup.findLeftBehind(never);
    assert.ok(left !== undefined && others.length === 0, others.map(({ base }) => base).join());
    assert.deepEqual([left.base, left.region], [id, 'ca-mon']);
    assert.deepEqual(left.things.map(({ kind }) => kind).filter((kind) => kinds.includes(kind)), kinds);
    const connection = await setup.takeOver(left, never);
    assert.deepEqual(await setup.findLeftBehind(never), [], 'what was taken over is known');
    const view = await setup.undo(connection.id, never);
    assert.equal(view.state, 'undone', `${states(view)} ${JSON.stringify(view.steps.flatMap(({ failure }) => failure ?? []))}`);
    assert.deepEqual(await wholeAccount(peer), account);
  }

  it('is found with the instance, its authorities and what they issued, priced, and deleted by its undo', async () => {
    const account = await orphaned({ certificates: { kind: 'private', person: 'anna' } });
    const [left] = await peer.setup().findLeftBehind(never);
    const plain = peer.cloud.catalog.monthlyPrice({ kind: 'secrets-manager' }, 'ca-mon', never);
    const { monthly } = await plain.then((price) => price.kind === 'priced' ? price : assert.fail());
    assert.ok((left?.total.monthly ?? 0) >= monthly, 'the instance costs as long as it is there');
    await undone(account, [
      'secrets-manager', 'private-authority', 'private-authority', 'private-template', 'private-template', 'certificate-secret', 'certificate-secret', 'authorization',
      'vpn-server',
    ]);
  });

  it('is found in an instance of somebody else’s, which stays', async () => {
    const { crn, name } = await bench.instance('shared-secrets');
    const account = await orphaned({ secretsManager: { kind: 'existing', crn, name } });
    await undone(account, ['certificate-secret', 'authorization', 'vpn-server']);
  });

  it('is not what a journal here tells of, and is counted among what was made from here', async () => {
    const setup = peer.setup();
    await madeBy(setup, await vpnConnection(peer, id, { certificates: { kind: 'private', person: 'anna' } }));
    assert.deepEqual(await peer.setup().findLeftBehind(never), []);
    const [made, there] = [setup.made(), await setup.madeAndThere(never)];
    assert.deepEqual(there.map(({ name }) => name).sort(), made.map(({ name }) => name).sort());
    assert.deepEqual(made.filter(({ kind }) => kind === 'secrets-manager').map(({ what }) => what), ['Secrets Manager instance']);
  });

  it('where an instance or IAM does not let us look is told, and keeps nobody from the rest', async () => {
    await orphaned({ certificates: { kind: 'private', person: 'anna' } });
    const no = { kind: 'refuse', status: 403, code: 'forbidden', message: 'Not you.' } as const;
    peer.sandbox.faults.add({ service: 'secretsManager', path: '/configurations$', effect: no });
    peer.sandbox.faults.add({ path: '/v1/policies$', effect: no });
    const told: Failure[] = [];
    const [left] = await peer.setup({ onFallback: (failure) => told.push(failure) }).findLeftBehind(never);
    assert.deepEqual(told.map(({ status }) => status), [403, 403]);
    const kinds = left?.things.map(({ kind }) => kind);
    assert.ok(kinds?.includes('secrets-manager') === true && kinds.includes('vpn-server'));
    assert.ok(!kinds.includes('authorization'));
  });
});
