import assert from 'node:assert/strict';
import type { Connection } from '../../../../src/model/connection';
import type { Image } from '../../../../src/model/landscape';
import type { Offer } from '../../../../src/setup/defaults';
import { openConfirmation } from '../../../../src/ui/prompts/connectAnswers';
import { askConnectPrivately, type ConnectDependencies } from '../../../../src/ui/prompts/connectPrivately';
import { instance, lite, server, vpc } from '../fixtures';
import { ScriptedPrompter, type Act } from './scriptedPrompter';

const payments = vpc('payments');
const orders = instance('orders');
const image: Image = {
  id: 'img', name: 'ibm-ubuntu-24-04-4-minimal-amd64-1', status: 'available',
  operatingSystem: { name: 'ubuntu-24-04-amd64', family: 'Ubuntu Linux', vendor: 'Canonical', version: '24.04', architecture: 'amd64' },
};
const offer: Offer = {
  vpcs: [payments],
  servers: [server('build-box', payments)],
  zones: ['ca-mon-1', 'ca-mon-2', 'ca-mon-3'].map((name) => ({ name, region: 'ca-mon', available: true })),
  profiles: [
    { profile: { name: 'cx2-2x4', family: 'compute', vcpu: 2, memory: 4, architecture: 'amd64' }, price: { kind: 'priced', monthly: 50, currency: 'USD', basis: 'hour' } },
    { profile: { name: 'bx2-2x8', family: 'balanced', vcpu: 2, memory: 8, architecture: 'amd64' }, price: { kind: 'unpublished' } },
  ],
  images: [image],
  resourceGroups: [{ id: 'rg-default', name: 'Default', isDefault: true }],
};

interface Asked {
  readonly prompter: ScriptedPrompter;
  readonly connection: Connection | undefined;
  readonly lookups: number;
}

async function ask(given: typeof orders | undefined, acts: Act[], more: Partial<ConnectDependencies> = {}): Promise<Asked> {
  const prompter = new ScriptedPrompter(...acts);
  let lookups = 0;
  const connection = await askConnectPrivately(given, {
    prompter, accountId: 'acc', sshFolder: '/home/me/.ssh', credentialRole: 'Writer', lookupHost: 'address.example',
    instances: () => Promise.resolve([orders, lite('playground')].map((value) => ({ label: value.name, value }))),
    offer: () => Promise.resolve(offer),
    keyFiles: () => Promise.resolve(['/home/me/.ssh/id_ed25519']),
    ownAddress: () => { lookups += 1; return Promise.resolve('203.0.113.77'); },
    ...more,
  });
  return { prompter, connection, lookups };
}

describe('Connect Privately', () => {
  it('takes defaults for everything: the first VPC, the cheapest new server, this machine\'s address', async () => {
    const { connection, prompter } = await ask(orders, ['enter', 'enter', 'enter']);
    assert.deepEqual(connection?.choices.vpc, { kind: 'existing', id: payments.id, name: 'payments' });
    assert.equal(connection.choices.server.kind === 'new' ? connection.choices.server.profile : '', 'cx2-2x4');
    assert.equal(connection.choices.sshFrom, '203.0.113.77/32');
    assert.equal(connection.choices.loginUser, 'ubuntu');
    assert.deepEqual(connection.choices.zones, ['ca-mon-1', 'ca-mon-2', 'ca-mon-3']);
    assert.deepEqual(connection.choices.key, { kind: 'new', path: `/home/me/.ssh/${connection.id}` });
    assert.equal(connection.choices.credentialRole, 'Writer');
    assert.deepEqual(prompter.seen.map(({ place }) => place?.total), [3, 3, 3]);
  });

  it('asks at most five questions on an instance, and says which one it is (U22, U23)', async () => {
    const { prompter } = await ask(orders, ['enter', { take: 'build-box' }, 'enter', { take: /range that I type/ }, { type: '203.0.113.0/24' }]);
    assert.equal(prompter.seen.length, 5);
    assert.ok(prompter.seen.every(({ place, placeholder }) => place !== undefined && placeholder !== '' && placeholder !== place.title));
    assert.equal(prompter.seen[0]?.place?.title, 'Connect "orders" Privately');
  });

  it('asks for the instance when it is started from the palette', async () => {
    const { connection, prompter } = await ask(undefined, [{ take: 'orders' }, 'enter', 'enter', 'enter']);
    assert.equal(connection?.instance.crn, orders.crn);
    assert.equal(prompter.seen[0]?.placeholder, 'Which Event Streams instance?');
  });

  it('refuses an instance that has no private endpoint, and says why', async () => {
    await assert.rejects(ask(undefined, [{ take: 'playground' }]), /public only/);
  });

  it('makes nothing when it is closed at any question', async () => {
    for (let at = 0; at < 3; at += 1) {
      const { connection, lookups } = await ask(orders, [...Array.from({ length: at }, () => 'enter' as const), 'escape']);
      assert.equal(connection, undefined);
      assert.equal(lookups, 0);
    }
  });

  it('looks this machine\'s address up only when that was chosen', async () => {
    const typed = await ask(orders, ['enter', 'enter', { take: /range that I type/ }, { type: '198.51.100.9' }]);
    assert.equal(typed.lookups, 0);
    assert.equal(typed.connection?.choices.sshFrom, '198.51.100.9/32');
    assert.equal((await ask(orders, ['enter', 'enter', 'enter'])).lookups, 1);
  });

  it('opens SSH to the whole internet only after it was typed out', async () => {
    const { connection, prompter } = await ask(orders, ['enter', 'enter', { take: /whole internet/ }, { type: 'yes' }, { type: openConfirmation }]);
    assert.equal(prompter.refused.length, 1);
    assert.deepEqual([connection?.choices.sshFrom, connection?.choices.openToInternetConfirmed], ['0.0.0.0/0', true]);
  });

  it('takes no range that is open to strangers, and nothing that is no range', async () => {
    const { connection, prompter } = await ask(orders, ['enter', 'enter', { take: /range that I type/ }, { type: '0.0.0.0/0' }, { type: 'home' }, { type: '10.0.0.0/33' }, { type: '198.51.100.0/24' }]);
    assert.equal(prompter.refused.length, 3);
    assert.equal(connection?.choices.sshFrom, '198.51.100.0/24');
    assert.equal(connection.choices.openToInternetConfirmed, undefined);
  });

  it('makes no floating IP and no rule for an address that the user reaches already', async () => {
    const { connection } = await ask(orders, ['enter', 'enter', { take: /reach already/ }, { type: '10.8.0.4' }]);
    assert.deepEqual(connection?.choices.address, { kind: 'address', address: '10.8.0.4' });
    assert.equal(connection.choices.sshFrom, undefined);
  });

  it('asks for the key of an existing server, and makes none', async () => {
    const { connection } = await ask(orders, ['enter', { take: 'build-box' }, 'enter', 'enter']);
    assert.deepEqual(connection?.choices.key, { kind: 'existing', path: '/home/me/.ssh/id_ed25519' });
    assert.equal(connection.choices.server.kind, 'existing');
  });

  it('offers the servers of the chosen VPC alone, and only new ones in a new VPC', async () => {
    const { prompter } = await ask(orders, [{ take: 'Create a new VPC' }, 'back', 'enter', 'escape']);
    assert.ok(!(prompter.seen[1]?.labels ?? []).includes('build-box'));
    assert.ok(prompter.seen[3]?.labels.includes('build-box') === false, 'the answer given before is kept');
  });

  it('offers the cheapest in each zone first, then other sizes, with prices as published', async () => {
    const { prompter } = await ask(orders, ['enter', 'escape']);
    assert.deepEqual(prompter.seen[1]?.labels.slice(0, 3), ['New virtual server in ca-mon-1', 'New virtual server in ca-mon-2', 'New virtual server in ca-mon-3']);
    assert.ok(prompter.seen.at(1)?.labels.some((label) => label.startsWith('New bx2-2x8')));
  });

  it('keeps the answers on the way back', async () => {
    const { prompter, connection } = await ask(orders, ['enter', { take: 'New virtual server in ca-mon-2' }, 'back', 'enter', 'enter']);
    assert.equal(prompter.seen[3]?.current, 'New virtual server in ca-mon-2');
    assert.equal(connection?.choices.zones[0], 'ca-mon-2');
  });

  it('reads what the region offers once, not for every question', async () => {
    let reads = 0;
    await ask(orders, ['enter', 'enter', 'enter'], { offer: () => { reads += 1; return Promise.resolve(offer); } });
    assert.equal(reads, 1);
  });

  it('asks the region again after a failure', async () => {
    let reads = 0;
    const failing = (): Promise<Offer> => { reads += 1; return reads === 1 ? Promise.reject(new Error('no network')) : Promise.resolve(offer); };
    await assert.rejects(ask(orders, ['enter'], { offer: failing }), /no network/);
    assert.ok((await ask(orders, ['enter', 'enter', 'enter'], { offer: failing })).connection !== undefined);
  });

  it('says what is missing when the account shows no resource group', async () => {
    await assert.rejects(ask(orders, ['enter', 'enter', 'enter'], { offer: () => Promise.resolve({ ...offer, resourceGroups: [] }) }), /no resource group/);
  });

  it('says so when there is no private key for an existing server', async () => {
    await assert.rejects(ask(orders, ['enter', { take: 'build-box' }], { keyFiles: () => Promise.resolve([]) }), /private key/);
  });
});
