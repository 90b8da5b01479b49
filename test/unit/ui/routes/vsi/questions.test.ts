import assert from 'node:assert/strict';
import * as v from 'valibot';
import { vsiChoices, type VsiChoices } from '../../../../../src/setup/routes/vsi/choices';
import { askAll, type Question } from '../../../../../src/ui/prompts/answers';
import { answersFrom } from '../../../../../src/ui/routes/vsi/answersFrom';
import { routeQuestions, type RouteQuestions } from '../../../../../src/ui/routes/routeQuestions';
import { VsiQuestions } from '../../../../../src/ui/routes/vsi/questions';
import type { Sources } from '../../../../../src/ui/routes/vsi/sources';
import { openConfirmation } from '../../../../../src/ui/routes/vsi/texts';
import { gateway, instance, resource, server, vpc } from '../../fixtures';
import { newServer, ScriptedPrompter, type Act } from '../../prompts/scriptedPrompter';
import { offer, payments } from './offer';

const target = { instance: instance('orders'), connectionId: 'orders-pc-1a2b' };

interface Asked {
  readonly prompter: ScriptedPrompter;
  /** As the route reads them when they are saved. */
  readonly choices: VsiChoices | undefined;
  readonly lookups: number;
}

function sourcesWith(prompter: ScriptedPrompter): Sources {
  return {
    prompter, sshFolder: '/home/me/.ssh', lookupHost: 'address.example',
    offer: () => Promise.resolve(offer),
    keyFiles: () => Promise.resolve([{ path: '/home/me/.ssh/id_ed25519', about: 'Ed25519', isUsable: true }]),
    agentKeys: () => Promise.resolve([]),
    knownAddress: () => undefined,
    isKnown: () => Promise.resolve(true),
    sshSettings: () => Promise.resolve(undefined),
    ownAddress: () => Promise.reject(new Error('not asked for')),
  };
}

async function ask(acts: Act[], more: Partial<Sources> = {}): Promise<Asked> {
  const prompter = new ScriptedPrompter(...acts);
  let lookups = 0;
  const sources: Sources = {
    ...sourcesWith(prompter),
    ownAddress: () => { lookups += 1; return Promise.resolve('203.0.113.77'); },
    ...more,
  };
  const unanswered = routeQuestions(new VsiQuestions(sources), {});
  const answered = await askAll<RouteQuestions>('Title', (asked) => Promise.resolve(
    asked.questions.map((question): Question<RouteQuestions> => (_, position) => question(target, position)),
  ), unanswered);
  return { prompter, choices: answered === undefined ? undefined : v.parse(vsiChoices, await answered.choices(target)), lookups };
}

describe('the questions of the route through a virtual server', () => {
  it('have a default each: what is there already, and this machine\'s address', async () => {
    const staging = vpc('staging');
    const there = { ...offer, vpcs: [staging, payments], gateways: [gateway('orders-gateway', payments, target.instance.crn)] };
    const { choices, prompter } = await ask(['enter', 'enter', 'enter', 'enter', 'enter'], { offer: () => Promise.resolve(there) });
    assert.deepEqual(choices?.vpc, { kind: 'existing', id: payments.id, name: 'payments' }, 'the one with a gateway to the instance');
    assert.deepEqual(choices.server, { kind: 'existing', id: server('build-box', payments).id, name: 'build-box' });
    assert.equal(choices.sshFrom, '203.0.113.77/32');
    assert.deepEqual(choices.key, { kind: 'existing', path: '/home/me/.ssh/id_ed25519' });
    assert.deepEqual(prompter.seen.map(({ current }) => current), ['payments', 'build-box', 'id_ed25519', 'Floating IP, for this machine alone', 'ubuntu']);
  });

  it('have the cheapest new server for a default where none is running, or no key could open it', async () => {
    const { choices, prompter } = await ask(['enter', 'enter', 'enter'], { offer: () => Promise.resolve({ ...offer, servers: [] }) });
    assert.deepEqual(choices?.vpc, { kind: 'existing', id: payments.id, name: 'payments' });
    assert.equal(choices.server.kind === 'new' ? choices.server.profile : '', 'cx2-2x4');
    assert.equal(choices.sshFrom, '203.0.113.77/32');
    assert.equal(choices.loginUser, 'ubuntu');
    assert.deepEqual(choices.zones, ['ca-mon-1', 'ca-mon-2', 'ca-mon-3']);
    assert.deepEqual(choices.key, { kind: 'new', path: '/home/me/.ssh/orders-pc-1a2b' });
    assert.deepEqual(prompter.seen.map(({ position }) => position?.total), [5, 3, 3]);
    const keyless = await ask(['enter', 'enter', 'enter'], { keyFiles: () => Promise.resolve([]) });
    assert.equal(keyless.choices?.server.kind, 'new');
  });

  it('say which floating IP the chosen server has, and nothing of one for a new server', async () => {
    const box = server('build-box', payments);
    const own = { ...resource('address', 'floating_ip'), address: '198.51.100.1', zone: box.zone, status: 'available', targetId: box.primaryInterface?.id };
    const there = { offer: () => Promise.resolve({ ...offer, servers: [box], floatingIps: [own] }) };
    const said = async (...acts: Act[]): Promise<readonly (string | undefined)[]> =>
      [...new Set((await ask(acts, there)).prompter.seen.at(-1)?.descriptions)];
    assert.deepEqual(await said('enter', { take: 'build-box' }, 'enter', 'escape'), ['build-box has 198.51.100.1', undefined]);
    assert.deepEqual(await said('enter', newServer, 'escape'), [undefined]);
  });

  it('count the key of a server that is likely to be taken from the start, so that their number does not grow under way', async () => {
    const { prompter } = await ask(['enter', 'enter', 'enter', 'enter', 'enter']);
    assert.deepEqual(prompter.seen.map(({ position }) => position?.total), [5, 5, 5, 5, 5]);
    const anew = await ask(['enter', newServer, 'enter']);
    assert.deepEqual(anew.prompter.seen.map(({ position }) => position?.total), [5, 5, 3]);
  });

  it('are at most six, each with what it asks', async () => {
    const { prompter } = await ask(['enter', { take: 'build-box' }, 'enter', { take: /range that I type/ }, { type: '203.0.113.0/24' }, 'enter']);
    assert.deepEqual(prompter.seen.map(({ position }) => position?.number), [1, 2, 3, 4, 5, 6]);
    assert.ok(prompter.seen.every(({ position, placeholder }) => placeholder !== '' && placeholder !== position?.title));
  });

  it('make nothing when they are closed, whichever is asked', async () => {
    for (let at = 0; at < 3; at += 1) {
      const { choices, lookups } = await ask([...['enter' as const, newServer].slice(0, at), 'escape']);
      assert.equal(choices, undefined);
      assert.equal(lookups, 0);
    }
  });

  it('look this machine\'s address up only when that was chosen', async () => {
    const typed = await ask(['enter', newServer, { take: /range that I type/ }, { type: '198.51.100.9' }]);
    assert.equal(typed.lookups, 0);
    assert.equal(typed.choices?.sshFrom, '198.51.100.9/32');
    assert.equal((await ask(['enter', newServer, 'enter'])).lookups, 1);
  });

  it('keep this machine\'s address where it was looked up before, so that the plan can say that a range leaves it out', async () => {
    const typed = await ask(['enter', { take: /^New/ }, { take: /range that I type/ }, { type: '198.51.100.0/24' }], { knownAddress: () => '203.0.113.77' });
    assert.deepEqual([typed.choices?.sshFrom, typed.choices?.ownAddress, typed.lookups], ['198.51.100.0/24', '203.0.113.77', 0]);
  });

  it('begin with the answers that made the choices, whatever they are, and make the same again', async () => {
    const ways: readonly Act[][] = [
      ['enter', { take: /^New/ }, 'enter'], [{ take: 'Create a new VPC' }, 'enter', { take: /range that I type/ }, { type: '198.51.100.0/24' }],
      ['enter', { take: 'build-box' }, 'enter', { take: /reach already/ }, { type: '10.8.0.4' }, { type: 'admin:2222' }],
      ['enter', { take: /^New/ }, { take: /whole internet/ }, { type: openConfirmation }],
    ];
    for (const acts of ways) {
      const first = await ask([...acts]);
      const again = answersFrom(first.choices, offer);
      const questions = routeQuestions(new VsiQuestions({ ...sourcesWith(new ScriptedPrompter()), ownAddress: () => Promise.resolve('203.0.113.77') }), again);
      assert.deepEqual(v.parse(vsiChoices, await questions.choices(target)), first.choices);
    }
  });

  it('ask anew for what is not there any more when they are changed', async () => {
    const { choices } = await ask(['enter', { take: 'build-box' }, 'enter', 'enter', 'enter']);
    assert.deepEqual(Object.keys(answersFrom(choices, { ...offer, vpcs: [] })), ['key', 'ssh', 'login']);
    assert.equal(answersFrom(choices, { ...offer, servers: [] }).server, undefined);
    assert.deepEqual(answersFrom({ tunnel: true }, offer), {});
  });

  it('open SSH to the whole internet only after it was typed out', async () => {
    const { choices, prompter } = await ask(['enter', newServer, { take: /whole internet/ }, { type: 'yes' }, { type: openConfirmation }]);
    assert.equal(prompter.refused.length, 1);
    assert.deepEqual([choices?.sshFrom, choices?.openToInternetConfirmed], ['0.0.0.0/0', true]);
  });

  it('take no range that is open to strangers, and nothing that is no range', async () => {
    const typed = ['0.0.0.0/0', 'home', '10.0.0.0/33', '198.51.100.0/24'].map((type) => ({ type }));
    const { choices, prompter } = await ask(['enter', newServer, { take: /range that I type/ }, ...typed]);
    assert.equal(prompter.refused.length, 3);
    assert.equal(choices?.sshFrom, '198.51.100.0/24');
    assert.equal(choices.openToInternetConfirmed, undefined);
  });

  it('make no floating IP and no rule for an address that the user reaches already', async () => {
    const { choices } = await ask(['enter', newServer, { take: /reach already/ }, { type: '10.8.0.4' }]);
    assert.deepEqual(choices?.address, { kind: 'address', address: '10.8.0.4' });
    assert.equal(choices.sshFrom, undefined);
  });

  it('take no name that this machine does not know', async () => {
    const isKnown = (host: string): Promise<boolean> => Promise.resolve(host !== 'banana');
    const { choices, prompter } = await ask(['enter', newServer, { take: /reach already/ }, { type: 'banana' }, { type: '10.8.0.4' }], { isKnown });
    assert.match(prompter.refused[0] ?? '', /^This machine knows no address of banana\. /);
    assert.deepEqual(choices?.address, { kind: 'address', address: '10.8.0.4' });
  });

  it('ask for the key of an existing server, and make none', async () => {
    const { choices } = await ask(['enter', { take: 'build-box' }, 'enter', 'enter', 'enter']);
    assert.deepEqual(choices?.key, { kind: 'existing', path: '/home/me/.ssh/id_ed25519' });
    assert.equal(choices.server.kind, 'existing');
  });

  it('offer the servers of the chosen VPC alone, and only new ones in a new VPC', async () => {
    const { prompter } = await ask([{ take: 'Create a new VPC' }, 'back', 'enter', 'escape']);
    assert.ok(!(prompter.seen[1]?.labels ?? []).includes('build-box'));
    assert.ok(prompter.seen[3]?.labels.includes('build-box') === false, 'the answer given before is kept');
  });

  it('offer after the servers there the cheapest new one in each zone, then other sizes, with prices as published', async () => {
    const { prompter } = await ask(['enter', 'escape']);
    const zones = ['ca-mon-1', 'ca-mon-2', 'ca-mon-3'];
    assert.deepEqual(prompter.seen[1]?.labels.slice(1, 4), zones.map((zone) => `New virtual server in ${zone}`));
    assert.ok(prompter.seen.at(1)?.labels.some((label) => label.startsWith('New bx2-2x8')));
  });

  it('keep the answers on the way back', async () => {
    const { prompter, choices } = await ask(['enter', { take: 'New virtual server in ca-mon-2' }, 'back', 'enter', 'enter']);
    assert.equal(prompter.seen[3]?.current, 'New virtual server in ca-mon-2');
    assert.equal(choices?.zones[0], 'ca-mon-2');
  });

  it('say what is missing when the account shows no resource group', async () => {
    await assert.rejects(ask(['enter', newServer, 'enter'], { offer: () => Promise.resolve({ ...offer, resourceGroups: [] }) }), /no resource group/);
  });

  it('offer what the SSH agent has besides the files, and keep which one it was', async () => {
    const publicKey = { type: 'ed25519' as const, line: 'ssh-ed25519 AAAA', fingerprint: 'SHA256:abc' };
    const agentKeys = (): ReturnType<Sources['agentKeys']> => Promise.resolve([{ publicKey, comment: 'me@laptop' }, { publicKey: { ...publicKey, fingerprint: 'SHA256:def' }, comment: '' }]);
    const key = { kind: 'agent', path: '', fingerprint: 'SHA256:abc', comment: 'me@laptop' };
    const { choices, prompter } = await ask(['enter', 'enter', { take: 'me@laptop' }, 'back', 'enter', 'enter', 'enter'], { agentKeys });
    assert.deepEqual(choices?.key, key);
    assert.deepEqual(prompter.seen[2]?.labels, ['id_ed25519', 'me@laptop', 'SHA256:def']);
    assert.deepEqual(prompter.seen[2].descriptions, ['Ed25519', 'Ed25519 · SHA256:abc', 'Ed25519']);
    assert.equal(prompter.seen[4]?.current, 'me@laptop', 'what was answered is marked');
    assert.deepEqual(answersFrom(choices, offer).key, key);
    const fileless = await ask(['enter', 'enter', 'enter', 'enter', 'enter'], { agentKeys, keyFiles: () => Promise.resolve([]) });
    assert.deepEqual(fileless.choices?.key, key, 'a running server can be opened, and is proposed');
  });

  it('propose who signs in to an existing server, and take another user and port', async () => {
    const sshSettings = (host: string): ReturnType<Sources['sshSettings']> =>
      Promise.resolve(host === '10.8.0.4' ? { host, user: 'admin', port: 2022, jump: undefined, command: undefined, keyPaths: [] } : undefined);
    const acts: Act[] = ['enter', { take: 'build-box' }, 'enter', { take: /reach already/ }, { type: '10.8.0.4' }];
    const proposed = await ask([...acts, 'enter'], { sshSettings });
    assert.equal(proposed.prompter.seen.at(-1)?.current, 'admin:2022', 'as the SSH configuration says of the typed address');
    assert.deepEqual([proposed.choices?.loginUser, proposed.choices?.sshPort], ['admin', 2022]);
    const typed = await ask([...acts, { type: 'no one' }, { type: 'operator' }]);
    assert.match(typed.prompter.refused[0] ?? '', /^Type a login user/);
    assert.deepEqual([typed.choices?.loginUser, typed.choices?.sshPort], ['operator', undefined]);
    assert.equal(typed.prompter.seen.at(-1)?.current, 'ubuntu', 'the image\'s, where nothing else is known');
  });

  /** What an SSH configuration says of some hosts. */
  const saying = (known: Readonly<Record<string, { host?: string; jump?: string; command?: string }>>) => (host: string): ReturnType<Sources['sshSettings']> =>
    Promise.resolve({ host, user: undefined, port: 22, jump: undefined, command: undefined, keyPaths: [], ...known[host] });

  it('take a bastion that is named, for a server that has only its address inside the VPC: no floating IP, no rule', async () => {
    const { choices, prompter } = await ask(['enter', { take: 'build-box' }, 'enter', { take: /bastion/ }, { type: '-oProxyCommand=id' }, { type: 'me@jump,inner' }, 'enter']);
    assert.deepEqual(choices?.address, { kind: 'address', address: '10.249.0.7', through: { kind: 'bastion', jump: 'me@jump,inner' } });
    assert.equal(choices.sshFrom, undefined);
    assert.match(prompter.refused[0] ?? '', /^Type a host such as admin@/);
    assert.deepEqual(answersFrom(choices, offer), { ...answersFrom(choices, offer), ssh: 'bastion', typed: 'me@jump,inner' });
    const proposed = await ask(['enter', { take: 'build-box' }, 'enter', { take: /bastion/ }, 'enter', 'enter'], { sshSettings: saying({ '10.249.0.7': { jump: 'corp' } }) });
    assert.deepEqual(proposed.choices?.address, { kind: 'address', address: '10.249.0.7', through: { kind: 'bastion', jump: 'corp' } });
  });

  it('lead as the SSH configuration does to an address that is typed, or to a name that stands for one', async () => {
    const isKnown = (): Promise<boolean> => Promise.resolve(false);
    const reach = { take: /reach already/ };
    const sshSettings = saying({ '10.249.0.7': { jump: 'corp' }, 'inner': { host: '10.9.0.4', command: 'nc %h %p' }, 'alias': { host: '10.8.0.9' } });
    const proposed = await ask(['enter', { take: 'build-box' }, 'enter', reach, 'enter', 'enter'], { sshSettings, isKnown });
    assert.deepEqual(proposed.choices?.address, { kind: 'address', address: '10.249.0.7', through: { kind: 'ssh-config', name: '10.249.0.7' } }, 'what it knows of the server is proposed');
    const named = await ask(['enter', { take: 'build-box' }, 'enter', reach, { type: 'inner' }, 'enter'], { sshSettings, isKnown });
    assert.deepEqual(named.choices?.address, { kind: 'address', address: '10.9.0.4', through: { kind: 'ssh-config', name: 'inner' } });
    assert.equal(answersFrom(named.choices, offer).typed, 'inner', 'what was typed');
    const alias = await ask(['enter', { take: 'build-box' }, 'enter', reach, { type: 'alias' }, 'enter'], { sshSettings });
    assert.deepEqual(alias.choices?.address, { kind: 'address', address: '10.8.0.9' });
  });

  it('offer no bastion for a server whose address nobody knows yet', async () => {
    const { prompter } = await ask(['enter', newServer, 'escape']);
    assert.deepEqual(prompter.seen.at(-1)?.labels.filter((label) => label.includes('bastion')), []);
    const { choices } = await ask(['enter', { take: 'build-box' }, 'enter', { take: /bastion/ }, 'back', 'back', 'back', newServer, 'enter']);
    assert.deepEqual([choices?.address, choices?.sshFrom], [{ kind: 'floating-ip' }, '203.0.113.77/32'], 'after it was chosen for another');
  });

  it('propose no running server where no file is a key that can be used', async () => {
    const broken = { path: '/home/me/.ssh/key.ppk', about: 'It is a key in PuTTY\'s form, which ssh does not read.', isUsable: false };
    const { choices } = await ask(['enter', 'enter', 'enter'], { keyFiles: () => Promise.resolve([broken]) });
    assert.equal(choices?.server.kind, 'new');
  });

  it('say so when there is no private key for an existing server', async () => {
    await assert.rejects(ask(['enter', { take: 'build-box' }], { keyFiles: () => Promise.resolve([]) }), /private key/);
  });
});
