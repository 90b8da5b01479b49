import { Peer, assertUnchanged, never, sshFiles, states, stepOf } from './support';
import { readFile, writeFile } from 'node:fs/promises';
import assert from 'node:assert/strict';
import { Mortal } from './mortal';
import { join } from 'node:path';
import { newKeyPair } from '../../../src/ssh/keyPair';
import type { VsiChoices } from '../../../src/setup/routes/vsi/choices';

const id = 'telemetry-pc-1a2b';

describe('An undo', () => {
  let peer: Peer;
  beforeEach(async () => { peer = await Peer.start(); });
  afterEach(() => peer.stop());

  it('leaves account, SSH folder and vault as they were', async () => {
    await writeFile(join(peer.sandbox.environment.sshFolder, 'config'), 'Host *\n  ForwardAgent no\n');
    const [account, files] = [await peer.account(), await sshFiles(peer)];
    const setup = peer.setup();
    await setup.plan(await peer.connection(id), never);
    await setup.run(id, never);
    assert.notDeepEqual(await peer.account(), account);
    const view = await setup.undo(id, never);
    assert.equal(view.state, 'undone', states(view));
    await assertUnchanged(peer, account);
    assert.deepEqual(await sshFiles(peer), files);
    assert.equal(peer.vault.secrets.size, 0);
    assert.deepEqual(setup.undoList(id), []);
  });

  it('lists beforehand what it deletes, in that order', async () => {
    const setup = peer.setup();
    await setup.plan(await peer.connection(id), never);
    await setup.run(id, never);
    const names = setup.undoList(id).map(({ name }) => name);
    assert.deepEqual(names.slice(0, 3), [id, `${id}-credential`, `${id}-endpoint`]);
    assert.equal(names.at(-1), `${id}-vpc`);
    assert.ok(setup.undoList(id).every(({ origin }) => origin === 'made'));
  });

  it('can be followed by another run, and the connection be forgotten after', async () => {
    const account = await peer.account();
    const setup = peer.setup();
    await setup.plan(await peer.connection(id), never);
    await setup.run(id, never);
    await assert.rejects(setup.forget(id), { code: 'setup.not-undone' });
    await setup.undo(id, never);
    assert.equal((await setup.run(id, never)).state, 'done');
    await setup.undo(id, never);
    await setup.forget(id);
    assert.deepEqual([setup.connections(), setup.views()], [[], []]);
    await assertUnchanged(peer, account);
    const again = peer.setup();
    await again.load();
    assert.deepEqual(again.connections(), []);
  });

  it('does not mind what someone else has deleted already', async () => {
    const account = await peer.account();
    const setup = peer.setup();
    await setup.plan(await peer.connection(id), never);
    await setup.run(id, never);
    const vpc = peer.cloud.vpc('ca-mon');
    const gateway = (await vpc.listEndpointGateways({}, never)).find(({ name }) => name === `${id}-endpoint`);
    await vpc.deleteEndpointGateway(gateway?.id ?? '', never);
    assert.equal((await setup.undo(id, never)).state, 'undone');
    await assertUnchanged(peer, account);
  });

  it('fails with the server’s words when something cannot be deleted, and goes on from there', async () => {
    const setup = peer.setup();
    const account = await peer.account();
    await setup.plan(await peer.connection(id), never);
    await setup.run(id, never);
    const fault = peer.sandbox.faults.add({
      method: 'DELETE', path: '/subnets/', effect: { kind: 'refuse', status: 403, code: 'not_authorized', message: 'Ask your administrator' },
    });
    const failed = await setup.undo(id, never);
    assert.equal(failed.state, 'failed');
    assert.equal(stepOf(failed, 'subnet-ca-mon-2').failure?.why, 'Ask your administrator');
    assert.deepEqual(setup.undoList(id).map(({ what }) => what), ['Subnet in ca-mon-2', 'Subnet in ca-mon-1', `VPC ${id}-vpc`]);
    peer.sandbox.faults.remove(fault);
    assert.equal((await setup.undo(id, never)).state, 'undone');
    await assertUnchanged(peer, account);
  });

  it('that failed, was cancelled or was cut off goes on as an undo, in another window too', async () => {
    const account = await peer.account();
    for (const end of ['failed', 'cancelled', 'interrupted'] as const) {
      const setup = peer.setup();
      await setup.plan(await peer.connection(id), never);
      await setup.run(id, never);
      const clock = new Mortal(end === 'interrupted' ? 14 : Infinity);
      const cancel = new AbortController();
      peer.sandbox.faults.add({
        method: 'DELETE', path: '/subnets/', effect: { kind: 'refuse', status: 403, code: 'not_authorized', message: 'Ask your administrator' },
      });
      const stopping = peer.setup({ clock });
      await stopping.load();
      stopping.onDidChange(() => {
        if (end === 'cancelled' && stopping.views()[0]?.steps.some(({ state }) => state === 'undone') === true) {
          cancel.abort();
        }
      });
      await stopping.undo(id, AbortSignal.any([clock.signal, cancel.signal])).catch(() => undefined);
      peer.sandbox.faults.clear();
      peer.forgetExchanges();
      const other = peer.setup();
      await other.load();
      const [view] = other.views();
      assert.deepEqual([view?.state, view?.goal, view?.undoable], [end, 'undo', other.undoList(id).length]);
      assert.ok((view?.undoable ?? 0) > 0);
      const undone = await other.resume(id, never);
      assert.equal(undone.state, 'undone', states(undone));
      assert.deepEqual(peer.writes().filter((write) => write.startsWith('POST')), []);
      await assertUnchanged(peer, account);
      await other.forget(id);
    }
  });

  it('followed by a new plan is over: what stops then is a run', async () => {
    const setup = peer.setup();
    await setup.plan(await peer.connection(id), never);
    await setup.run(id, never);
    await setup.undo(id, never);
    assert.equal((await setup.plan(await peer.connection(id), never)).goal, 'run');
    const view = await setup.run(id, AbortSignal.abort());
    assert.deepEqual([view.state, view.goal], ['cancelled', 'run']);
    assert.equal((await setup.resume(id, never)).state, 'done');
  });

  it('tries again to delete a security group that still hangs on something', async () => {
    const setup = peer.setup();
    await setup.plan(await peer.connection(id), never);
    await setup.run(id, never);
    peer.sandbox.faults.add({
      method: 'DELETE', path: '/security_groups/[^/]+$', times: 2,
      effect: { kind: 'refuse', status: 409, code: 'security_group_in_use', message: 'still attached' },
    });
    assert.equal((await setup.undo(id, never)).state, 'undone');
  });

  it('does not try again and again what hangs on a thing that had to be left', async () => {
    const setup = peer.setup();
    await setup.plan(await peer.connection(id), never);
    await setup.run(id, never);
    peer.forgetExchanges();
    peer.sandbox.faults.add({
      method: 'DELETE', path: '/endpoint_gateways/', effect: { kind: 'refuse', status: 403, code: 'not_authorized', message: 'No.' },
    });
    const view = await setup.undo(id, never);
    assert.equal(view.state, 'failed');
    const deletes = peer.writes().filter((each) => each.startsWith('DELETE'));
    assert.equal(new Set(deletes).size, deletes.length, 'nothing was tried twice');
    assert.match(stepOf(view, 'subnet-ca-mon-1').detail, /^kept: used by the endpoint gateway /, 'it is said what it waits for');
    peer.sandbox.faults.clear();
    assert.equal((await setup.resume(id, never)).state, 'undone');
  });
});

describe('What a connection adopts', () => {
  let peer: Peer;
  let choices: Partial<VsiChoices>;
  beforeEach(async () => {
    peer = await Peer.start();
    const vpc = peer.cloud.vpc('ca-mon');
    const payments = (await vpc.listVpcs(never)).find(({ name }) => name === 'payments-vpc');
    const box = (await vpc.listVirtualServers({}, never)).find(({ name }) => name === 'build-box');
    const keyPath = join(peer.sandbox.environment.sshFolder, 'mine');
    await writeFile(keyPath, newKeyPair('mine').privateKey, { mode: 0o600 });
    choices = {
      vpc: { kind: 'existing', id: payments?.id ?? '', name: 'payments-vpc' },
      server: { kind: 'existing', id: box?.id ?? '', name: 'build-box' },
      key: { kind: 'existing', path: keyPath },
    };
  });
  afterEach(() => peer.stop());

  /** The gateway lets the server in no more, so that ours must. */
  async function shutGateway(): Promise<void> {
    const vpc = peer.cloud.vpc('ca-mon');
    const group = (await vpc.listSecurityGroups({}, never)).find(({ name }) => name === 'orders-gateway-sg');
    for (const { id: rule } of group?.rules ?? []) await vpc.deleteSecurityGroupRule(group?.id ?? '', rule, never);
  }

  it('gets nothing added where the way is open already', async () => {
    const account = await peer.account();
    const setup = peer.setup();
    const connection = await peer.connection('orders-pc-1a2b', { ...choices, sshFrom: '203.0.113.77/32' }, 'orders');
    const plan = await setup.plan(connection, never);
    for (const step of ['server-group', 'gateway-group', 'server-to-gateway']) {
      assert.match(stepOf(plan, step).detail, /^not needed · rules that are there let /, step);
    }
    assert.deepEqual(['server', 'gateway'].map((step) => stepOf(plan, step).state), ['exists', 'exists']);
    peer.forgetExchanges();
    const view = await setup.run('orders-pc-1a2b', never);
    assert.equal(view.state, 'done', states(view));
    assert.deepEqual(peer.writes(), ['POST /v2/resource_keys']);
    assert.equal((await setup.undo('orders-pc-1a2b', never)).state, 'undone');
    await assertUnchanged(peer, account);
  });

  it('gets the server\'s group alone added where only the sign-in is closed', async () => {
    const setup = peer.setup();
    const plan = await setup.plan(await peer.connection('orders-pc-1a2b', { ...choices, sshFrom: '203.0.113.9/32' }, 'orders'), never);
    assert.deepEqual(['server-group', 'gateway-group', 'server-to-gateway', 'server', 'gateway'].map((step) => stepOf(plan, step).state), [
      'to-make', 'exists', 'exists', 'to-make', 'exists',
    ]);
  });

  it('gets our groups added though those of another connection let it through: they go with that one', async () => {
    await shutGateway();
    const setup = peer.setup();
    await setup.save(await peer.connection('orders-pc-1a2b', choices, 'orders'));
    await setup.run('orders-pc-1a2b', never);
    const second = await setup.plan(await peer.connection('orders-pc-2b3c', { ...choices, sshFrom: '203.0.113.77/32' }, 'orders'), never);
    assert.deepEqual(['server-group', 'gateway-group', 'server-to-gateway'].map((step) => stepOf(second, step).state), ['to-make', 'to-make', 'to-make']);
  });

  it('gets our groups added, and nothing else', async () => {
    await shutGateway();
    const setup = peer.setup();
    const plan = await setup.plan(await peer.connection('orders-pc-1a2b', choices, 'orders'), never);
    assert.equal(stepOf(plan, 'gateway').detail, 'exists, will be changed · the security group orders-pc-1a2b-gateway is added to orders-gateway');
    assert.deepEqual(stepOf(plan, 'gateway').cost, { kind: 'none' });
    peer.forgetExchanges();
    const view = await setup.run('orders-pc-1a2b', never);
    assert.equal(view.state, 'done', states(view));
    const writes = peer.writes().map((write) => write.replace(/r058-[0-9a-f-]+/g, 'x'));
    assert.deepEqual(writes, [
      'POST /security_groups', 'POST /security_groups', 'POST /security_groups/x/rules', 'PUT /security_groups/x/targets/x',
      'PUT /security_groups/x/targets/x', 'POST /v2/resource_keys',
    ]);
  });

  it('is left exactly as it was by an undo', async () => {
    await shutGateway();
    const account = await peer.account();
    const key = await readFile(choices.key?.path ?? '', 'utf8');
    const setup = peer.setup();
    await setup.plan(await peer.connection('orders-pc-1a2b', choices, 'orders'), never);
    await setup.run('orders-pc-1a2b', never);
    const listed = setup.undoList('orders-pc-1a2b').map(({ what }) => what);
    assert.ok(listed.includes('our security group on: Virtual server build-box'), listed.join());
    assert.ok(!listed.includes('Virtual server build-box'), 'nobody is told that their own server goes');
    const undone = await setup.undo('orders-pc-1a2b', never);
    assert.equal(undone.state, 'undone');
    assert.equal(stepOf(undone, 'server').detail, 'left as it was, our security group taken off it');
    await assertUnchanged(peer, account);
    assert.equal(await readFile(choices.key?.path ?? '', 'utf8'), key);
  });

  it('may be a key that the account has under another name', async () => {
    const { publicLine } = newKeyPair('x');
    assert.ok(publicLine.startsWith('ssh-ed25519'));
    const setup = peer.setup();
    const connection = await peer.connection(id, { key: { kind: 'existing', path: choices.key?.path ?? '' } });
    await setup.plan(connection, never);
    await setup.run(id, never);
    const account = await peer.account();
    const second = 'telemetry-pc-2b3c';
    await setup.plan(await peer.connection(second, { ...connection.choices, vpc: choices.vpc ?? connection.choices.vpc, server: { ...connection.choices.server, name: 'other' } }), never);
    const view = await setup.run(second, never);
    assert.equal(stepOf(view, 'ssh-key').resource?.origin, 'adopted');
    await setup.undo(second, never);
    await assertUnchanged(peer, account);
  });
});
