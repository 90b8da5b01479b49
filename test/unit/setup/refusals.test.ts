import { Peer, never, states, stepOf } from './support';
import { readFile, writeFile } from 'node:fs/promises';
import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { join } from 'node:path';
import type { VsiChoices } from '../../../src/setup/routes/vsi/choices';

const id = 'telemetry-pc-1a2b';

describe('A plan is blocked', () => {
  let peer: Peer;
  before(async () => { peer = await Peer.start(); });
  after(() => peer.stop());
  afterEach(() => peer.sandbox.faults.clear());

  async function blocked(step: string, choices: Partial<VsiChoices> = {}, instance = 'telemetry'): Promise<string> {
    const setup = peer.setup();
    peer.forgetExchanges();
    const view = await setup.plan(await peer.connection(id, choices, instance), never);
    assert.equal(stepOf(view, step).state, 'blocked', states(view));
    await assert.rejects(setup.run(id, never), { code: 'setup.blocked' });
    assert.deepEqual(peer.writes(), []);
    return stepOf(view, step).detail;
  }

  it('by a VPC name that is taken', async () => {
    assert.match(await blocked('vpc', { vpc: { kind: 'new', name: 'payments-vpc' } }), /^blocked: A VPC named "payments-vpc" exists already\. · Choose it/);
  });

  it('by a VPC that is not there any more', async () => {
    assert.match(await blocked('vpc', { vpc: { kind: 'existing', id: 'gone', name: 'gone' } }), /not there any more/);
  });

  it('by a server name that is taken', async () => {
    const { choices } = await peer.connection(id);
    assert.ok(choices.server.kind === 'new');
    assert.match(await blocked('server', { server: { ...choices.server, name: 'build-box' } }), /"build-box" exists already/);
  });

  it('by a profile, an image or a zone that the region does not have', async () => {
    const { choices } = await peer.connection(id);
    assert.ok(choices.server.kind === 'new');
    assert.match(await blocked('server', { server: { ...choices.server, profile: 'gx9' } }), /no profile "gx9"/);
    assert.match(await blocked('server', { server: { ...choices.server, imageId: 'gone' } }), /not available/);
    assert.match(await blocked('server', { zones: ['ca-mon-2'] }), /not among the connection's zones/);
  });

  it('by a server in another VPC', async () => {
    const runner = (await peer.cloud.vpc('ca-mon').listVirtualServers({}, never)).find(({ name }) => name === 'test-runner');
    const payments = (await peer.cloud.vpc('ca-mon').listVpcs(never)).find(({ name }) => name === 'payments-vpc');
    assert.match(await blocked('server', {
      vpc: { kind: 'existing', id: payments?.id ?? '', name: 'payments-vpc' },
      server: { kind: 'existing', id: runner?.id ?? '', name: 'test-runner' },
    }), /another VPC: payments-staging/);
  });

  it('by a new key for a server that exists already', async () => {
    assert.match(await blocked('ssh-key', { server: { kind: 'existing', id: 'x', name: 'x' } }), /cannot be put on a server/);
  });

  it('by a key that the cloud does not take, or that nobody can read without its passphrase', async () => {
    const path = join(peer.folder, 'key-of-rsa');
    const choices = { key: { kind: 'existing' as const, path } };
    await writeFile(path, rsaKey(3072));
    assert.match(await blocked('ssh-key', choices), /an RSA key of 3072 bits; the cloud takes 2048 and 4096/);
    await writeFile(path, rsaKey(2048, 'secret'));
    assert.match(await blocked('ssh-key', choices), /protected by a passphrase/);
    await writeFile(path, rsaKey(2048));
    assert.equal(stepOf(await peer.setup().plan(await peer.connection(id, choices), never), 'ssh-key').state, 'to-make');
  });

  it('by a key file that is there already, which is left as it is', async () => {
    const path = join(peer.sandbox.environment.sshFolder, 'precious');
    await writeFile(path, 'precious');
    assert.match(await blocked('ssh-key', { key: { kind: 'new', path } }), /never overwritten/);
    assert.equal(await readFile(path, 'utf8'), 'precious');
    assert.match(await blocked('ssh-key', { key: { kind: 'existing', path } }), /cannot be used/);
    assert.match(await blocked('ssh-key', { key: { kind: 'existing', path: `${path}-not` } }), /is not there/);
  });

  it('by an instance that is not active, or has no private endpoint', async () => {
    assert.match(await blocked('instance', {}, 'fraud-detection'), /provisioning/);
    const lite = await peer.connection(id, {}, 'telemetry');
    const playground = (await peer.cloud.resources.listInstances(never)).find(({ name }) => name === 'playground');
    const setup = peer.setup();
    const view = await setup.plan({ ...lite, instance: { ...lite.instance, crn: playground?.crn ?? '' } }, never);
    assert.match(stepOf(view, 'instance').detail, /public only/);
  });

  it('not by a broken SSH configuration, which is left as it is: the rest goes on, with what to do by hand', async () => {
    const path = join(peer.sandbox.environment.sshFolder, 'config');
    await writeFile(path, 'Host *\n  User\n');
    const setup = peer.setup();
    const { state, detail } = stepOf(await setup.plan(await peer.connection(id), never), 'ssh-host');
    assert.equal(state, 'to-make');
    assert.match(detail, /left as it is: line 2.*yourself: Include/);
    assert.equal(await readFile(path, 'utf8'), 'Host *\n  User\n');
    await writeFile(path, '');
  });

  it('by a missing permission, in the server’s words and with its trace; the rest is planned all the same', async () => {
    peer.sandbox.faults.add({
      method: 'GET', path: '/floating_ips$', effect: { kind: 'refuse', status: 403, code: 'not_authorized', message: 'No access to floating IPs' },
    });
    const detail = await blocked('floating-ip');
    assert.match(detail, /403 vpc\.not_authorized: No access to floating IPs \(trace [^)]+\)/);
  });

  it('and when it is no more, its plan is shown before anything is made', async () => {
    const fault = { method: 'GET', path: '/floating_ips$', effect: { kind: 'refuse', status: 403, code: 'not_authorized', message: 'No' } } as const;
    peer.sandbox.faults.add(fault);
    const setup = peer.setup();
    peer.forgetExchanges();
    await setup.plan(await peer.connection(id), never);
    peer.sandbox.faults.clear();
    await assert.rejects(setup.run(id, never), { code: 'setup.plan-changed' });
    assert.deepEqual(peer.writes(), []);
    const [view] = setup.views();
    assert.ok(view?.state === 'plan');
    assert.equal(stepOf(view, 'floating-ip').state, 'to-make');
  });

  it('by SSH for the whole internet, until that is confirmed', async () => {
    const setup = peer.setup();
    const open = await peer.connection(id, { sshFrom: '0.0.0.0/0' });
    await setup.plan(open, never);
    await assert.rejects(setup.run(id, never), { code: 'setup.open-to-internet' });
    assert.deepEqual(peer.writes(), []);
  });

  it('by a subnet for which the VPC has no room', async () => {
    const vpc = peer.cloud.vpc('ca-mon');
    const payments = (await vpc.listVpcs(never)).find(({ name }) => name === 'payments-vpc');
    peer.sandbox.faults.add({ method: 'GET', path: '/address_prefixes$', effect: { kind: 'status', status: 200, body: { address_prefixes: [], first: { href: 'x' }, limit: 50, total_count: 0 } } });
    peer.sandbox.faults.add({ method: 'GET', path: '/subnets$', effect: { kind: 'status', status: 200, body: { subnets: [], first: { href: 'x' }, limit: 50, total_count: 0 } } });
    assert.match(await blocked('subnet-ca-mon-1', { vpc: { kind: 'existing', id: payments?.id ?? '', name: 'payments-vpc' } }), /no room/);
  });
});

describe('A run stops at once', () => {
  let peer: Peer;
  beforeEach(async () => { peer = await Peer.start(); });
  afterEach(() => peer.stop());

  it('at a refusal that waiting does not help, with message, code and trace unchanged', async () => {
    const setup = peer.setup();
    await setup.plan(await peer.connection(id), never);
    peer.sandbox.faults.add({
      method: 'POST', path: '/floating_ips$', effect: { kind: 'refuse', status: 400, code: 'over_quota', message: '40 floating IPs in ca-mon-1' },
    });
    const view = await setup.run(id, never);
    const { failure, detail, state } = stepOf(view, 'floating-ip');
    assert.equal(view.state, 'failed');
    assert.equal(state, 'failed');
    assert.equal(failure?.why, '40 floating IPs in ca-mon-1');
    assert.equal(failure.code, 'vpc.over_quota');
    assert.ok(failure.trace !== undefined && detail.endsWith(`trace ${failure.trace}`), detail);
    assert.equal(stepOf(view, 'gateway').state, 'to-make');
    assert.ok(!setup.undoList(id).some(({ name }) => name === `${id}-ip`), 'what the cloud refused is not ours');
    peer.sandbox.faults.clear();
    assert.equal((await setup.run(id, never)).state, 'done');
  });

  it('and claims nothing of the same name that someone else made', async () => {
    const setup = peer.setup();
    await setup.plan(await peer.connection(id), never);
    const groupId = (await peer.connection(id)).choices.resourceGroupId;
    const theirs = await peer.cloud.vpc('ca-mon').createFloatingIp({ name: `${id}-ip`, zone: 'ca-mon-2', resourceGroupId: groupId }, never);
    await setup.run(id, never);
    await setup.undo(id, never);
    assert.ok((await peer.account()).some((text) => text.startsWith(theirs.crn)));
  });

  it('when the answer is a web page, and shows how it begins', async () => {
    const setup = peer.setup();
    await setup.plan(await peer.connection(id), never);
    peer.sandbox.faults.add({ method: 'POST', path: '/vpcs$', effect: { kind: 'html', status: 403 } });
    const view = await setup.run(id, never);
    assert.match(stepOf(view, 'vpc').failure?.why ?? '', /not JSON/);
  });
});

function rsaKey(bits: number, passphrase?: string): string {
  const protection = passphrase === undefined ? {} : { cipher: 'aes-256-cbc', passphrase };
  return generateKeyPairSync('rsa', {
    modulusLength: bits, privateKeyEncoding: { type: 'pkcs1', format: 'pem', ...protection }, publicKeyEncoding: { type: 'spki', format: 'pem' },
  }).privateKey;
}
