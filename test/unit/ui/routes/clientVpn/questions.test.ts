import assert from 'node:assert/strict';
import * as v from 'valibot';
import { clientVpnChoices, type ClientVpnChoices } from '../../../../../src/setup/routes/clientVpn/choices';
import type { VpnServer } from '../../../../../src/model/vpnServer';
import { askAll, type Question } from '../../../../../src/ui/prompts/answers';
import { answersFrom } from '../../../../../src/ui/routes/clientVpn/answersFrom';
import { openConfirmation } from '../../../../../src/ui/routes/clientVpn/from';
import { ClientVpnQuestions } from '../../../../../src/ui/routes/clientVpn/questions';
import { personOf, type Sources } from '../../../../../src/ui/routes/clientVpn/sources';
import { routeQuestions, type RouteQuestions } from '../../../../../src/ui/routes/routeQuestions';
import { gateway, instance, vpc, vpnServer } from '../../fixtures';
import { ScriptedPrompter, type Act } from '../../prompts/scriptedPrompter';
import { offer, payments, secretsManager, sourcesWith, trial } from './offer';

const target = { instance: instance('orders'), connectionId: 'orders-pc-1a2b' };

interface Asked {
  readonly prompter: ScriptedPrompter;
  /** As the route reads them when they are saved. */
  readonly choices: ClientVpnChoices | undefined;
}

async function ask(acts: readonly Act[], more: Partial<Sources> = {}): Promise<Asked> {
  const prompter = new ScriptedPrompter(...acts);
  const unanswered = routeQuestions(new ClientVpnQuestions(sourcesWith(prompter, more)), {});
  const answered = await askAll<RouteQuestions>('Title', (asked) => Promise.resolve(
    asked.questions.map((question): Question<RouteQuestions> => (_, position) => question(target, position)),
  ), unanswered);
  return { prompter, choices: answered === undefined ? undefined : v.parse(clientVpnChoices, await answered.choices(target)) };
}

const enters = (count: number): readonly Act[] => Array.from({ length: count }, () => 'enter' as const);
/** With the question of that number answered so, the others as proposed. */
const but = (number: number, ...acts: Act[]): readonly Act[] => [...enters(number - 1), ...acts, ...enters(8 - number)];
const there = { ...offer, vpnServers: [vpnServer('office-vpn', payments)] };

describe('the questions of the route through a client VPN', () => {
  it('are eight, with a default each', async () => {
    const { choices, prompter } = await ask(enters(8));
    assert.deepEqual(prompter.seen.map(({ current }) => current), [
      'payments', 'New VPN server in ca-mon-1', 'By certificate', 'Made here, and the authority’s key is kept', 'Create a new instance, Trial', '10.208.0.0/22',
      'From this machine alone', 'As proposed',
    ]);
    assert.deepEqual(prompter.seen.map(({ position }) => `${position?.number ?? 0}/${position?.total ?? 0}`), [1, 2, 3, 4, 5, 6, 7, 8].map((at) => `${at}/8`));
    assert.deepEqual(choices, {
      vpc: { kind: 'existing', id: payments.id, name: 'payments' }, server: { kind: 'new', name: 'orders-pc-1a2b-vpn' },
      places: [{ zone: 'ca-mon-1', subnet: { kind: 'new' } }], zones: ['ca-mon-1', 'ca-mon-2', 'ca-mon-3'], clientPool: '10.208.0.0/22', userRanges: [],
      certificates: { kind: 'made', person: 'anna', keepsAuthorityKey: true }, secretsManager: { kind: 'new', name: 'orders-pc-1a2b-secrets', plan: 'trial' },
      authentication: ['certificate'], tunnel: 'split', protocol: 'udp', port: 443, idleTimeout: 600, dnsServers: ['161.26.0.7', '161.26.0.8'],
      toGateway: 'deliver', extraRoutes: [], allowedFrom: ['203.0.113.77/32'], ownAddress: '203.0.113.77', resourceGroupId: 'rg-default',
    });
  });

  it('are read whole: a row’s lines are short enough for the list, which cuts off what is longer', async () => {
    const { prompter } = await ask([...enters(7), { take: 'When nothing is sent' }, 'back', { take: /endpoint gateway$/ }, 'escape']);
    for (const { labels, descriptions, details } of prompter.seen) {
      for (const [at, label] of labels.entries()) {
        assert.ok((details?.[at] ?? '').length <= 84, details?.[at]);
        assert.ok(`${label} ${descriptions[at] ?? ''}`.length <= 84, `${label} ${descriptions[at] ?? ''}`);
      }
    }
  });

  it('propose the VPC with a gateway to the instance, and what stands there already', async () => {
    const all = { ...offer, vpcs: [vpc('staging'), payments], gateways: [gateway('g', payments, target.instance.crn)] };
    const { choices } = await ask(enters(8), { offer: () => Promise.resolve({ ...all, secretsManagers: [secretsManager('Team')] }) });
    assert.equal(choices?.vpc.name, 'payments');
    assert.equal(choices.secretsManager?.name, 'Team');
  });

  it('make nothing when they are closed, whichever is asked, and look up no address', async () => {
    for (let at = 0; at < 8; at += 1) {
      const { choices } = await ask([...enters(at), 'escape'], { ownAddress: () => assert.fail('looked up') });
      assert.equal(choices, undefined);
    }
  });

  it('keep every answer on the way back', async () => {
    const { prompter } = await ask(['enter', { take: /two zones/ }, { take: 'By both' }, 'back', 'back', 'enter', 'escape']);
    assert.equal(prompter.seen.at(-2)?.current, 'New VPN server in two zones: ca-mon-1 and ca-mon-2');
    assert.equal(prompter.seen.at(-1)?.current, 'By both');
  });

  it('take two zones for high availability', async () => {
    const { choices } = await ask(but(2, { take: /two zones/ }));
    assert.deepEqual(choices?.places.map(({ zone }) => zone), ['ca-mon-1', 'ca-mon-2']);
  });

  it('copy what a VPN server has that is there, and ask only what is not its own', async () => {
    const { choices, prompter } = await ask(['enter', { take: 'office-vpn' }, 'enter', { take: /endpoint gateway$/ }, { take: /translate/ }, 'enter'], { offer: () => Promise.resolve(there) });
    assert.deepEqual(prompter.seen.at(-1)?.position?.total, 4);
    assert.deepEqual(prompter.seen.at(-1)?.labels, ['As the VPN server is', 'The clients’ address at the endpoint gateway', 'What clients reach besides']);
    const { server, places, clientPool, authentication, dnsServers, certificates, secretsManager: manager, toGateway, idleTimeout } = choices ?? assert.fail();
    assert.deepEqual(
      { server, places, clientPool, authentication, dnsServers, certificates, manager, toGateway, idleTimeout },
      {
        server: { kind: 'existing', id: 'id-office-vpn', name: 'office-vpn' }, places: [{ zone: 'ca-mon-1', subnet: { kind: 'existing', id: 's', name: 'one' } }],
        clientPool: '172.20.0.0/22', authentication: ['certificate'], dnsServers: ['161.26.0.7'], certificates: undefined, manager: undefined, toGateway: 'translate',
        idleTimeout: 600,
      },
    );
  });

  const byPasscode: VpnServer = {
    ...vpnServer('office-vpn', payments), splitTunnel: false, protocol: 'tcp', port: 8443, idleTimeout: 0, authentication: [{ method: 'username' }],
  };

  it('show of a VPN server that is there how its own tunnel is, and leave a new one as proposed', async () => {
    const existing = { offer: () => Promise.resolve({ ...offer, vpnServers: [byPasscode] }) };
    const acts: readonly Act[] = ['enter', { take: 'office-vpn' }, 'enter', { take: 'What clients reach besides' }, { type: '0.0.0.0/0' }];
    const { choices, prompter } = await ask([...acts, 'enter'], existing);
    assert.match(prompter.seen.at(-1)?.details?.[0] ?? '', /full tunnel.*TCP 8443.*never disconnected when idle/);
    assert.deepEqual(choices?.extraRoutes, [{ destination: '0.0.0.0/0', action: 'deliver' }], 'its tunnel takes everything already');
    const begun = answersFrom(choices, { ...offer, vpnServers: [byPasscode] });
    const prompters = [new ScriptedPrompter('escape'), new ScriptedPrompter('escape')];
    for (const [at, answers] of [begun, { ...begun, server: { kind: 'new', zones: ['ca-mon-1'] } } as const].entries()) {
      await new ClientVpnQuestions(sourcesWith(prompters[at] ?? assert.fail(), existing)).questions(answers).at(-1)?.(answers, target, { title: '', number: 8, total: 8, back: true });
    }
    assert.match(prompters[0]?.seen[0]?.details?.[0] ?? '', /full tunnel.*TCP 8443/);
    assert.match(prompters[1]?.seen[0]?.details?.[0] ?? '', /split tunnel.*UDP 443.*idle 10 minutes/);
  });

  it('say of a VPN server that is there what whoever dials it needs: a certificate, a passcode, or both', async () => {
    const byBoth: VpnServer = { ...byPasscode, authentication: [...byPasscode.authentication, ...vpnServer('x', payments).authentication] };
    const told = await Promise.all([vpnServer('office-vpn', payments), byPasscode, byBoth].map(async (server) => {
      const { prompter } = await ask(['enter', 'escape'], { offer: () => Promise.resolve({ ...offer, vpnServers: [server] }) });
      return prompter.seen[1]?.details?.[prompter.seen[1].labels.indexOf('office-vpn')] ?? '';
    }));
    assert.deepEqual(told.map((text) => [text.includes('certificate of its own authority'), text.includes('passcode')]), [[true, false], [false, true], [true, true]]);
  });

  it('do not let a VPN server be chosen that is not stable, and say so', async () => {
    const failed = { ...there, vpnServers: [{ ...vpnServer('office-vpn', payments), lifecycleState: 'failed' }] };
    const { prompter } = await ask(['enter', 'escape'], { offer: () => Promise.resolve(failed) });
    const at = prompter.seen[1]?.labels.indexOf('office-vpn') ?? -1;
    assert.match(prompter.seen[1]?.details?.[at] ?? '', /It is failed/);
    await assert.rejects(ask(['enter', { take: 'office-vpn' }], { offer: () => Promise.resolve(failed) }), /no row/);
  });

  it('say before anything billable is made what of this machine speaks against a tunnel, and propose a server all the same', async () => {
    const { prompter } = await ask(['enter', 'escape'], {
      machine: () => Promise.resolve({ rights: { kind: 'none', why: 'This machine has no tunnel device.', next: 'Load it.' }, surroundings: 'container' }),
      ownNetworks: () => Promise.resolve({ networks: [{ range: '10.249.0.0/24', name: 'wlan0' }] }),
    });
    const { labels, details = [], current } = prompter.seen[1] ?? assert.fail();
    const told = labels.slice(0, labels.indexOf('New VPN server in ca-mon-1')).flatMap((label, at) => [label, details[at] ?? '']);
    assert.ok(told.every((line) => line.length <= 64), 'what is longer is cut off');
    assert.match(told.join(' '), /^This machine has no tunnel device\. Load it\. +VS Code works in a container here\. A VPN that its host .* your client runs\./);
    assert.match(told.join(' '), /Your network 10\.249\.0\.0\/24 \(wlan0\) overlaps 10\.249\.0\.0\/18 of the VPC payments: one of them .* another VPC\./);
    assert.equal(current, 'New VPN server in ca-mon-1');
  });

  it('say of each way to sign in what it means, that a passcode is spent at every return among it', async () => {
    const { prompter } = await ask([...enters(2), 'escape']);
    assert.match(prompter.seen[2]?.details?.[1] ?? '', /spent at each connect, and at renegotiation after an hour/);
    assert.equal(prompter.seen[2]?.descriptions[1], 'a new passcode at every return, and the role VPNClient');
  });

  it('take another name for the first person without a question of its own', async () => {
    const { choices } = await ask(but(4, { take: 'The first person: anna' }, { type: 'x'.repeat(65) }, { type: 'B\u202eea' }, { type: ' Bea ' }, { take: /thrown away/ }));
    assert.deepEqual(choices?.certificates, { kind: 'made', person: 'Bea', keepsAuthorityKey: false });
    const inCloud = await ask(but(4, { take: /Private certificates/ }));
    assert.match(inCloud.prompter.seen[3]?.details?.[3] ?? '', /room for five such VPNs/, 'ten templates are the most, and each takes two');
    assert.deepEqual(inCloud.choices?.certificates, { kind: 'private', person: 'anna' });
  });

  it('do not let a Secrets Manager be chosen that this machine cannot reach, nor a second Trial, and say why', async () => {
    const all = [secretsManager('inside', { access: 'private' }), secretsManager('new', { state: 'provisioning' }), secretsManager('far', { region: 'eu-de', ...trial })];
    const { prompter } = await ask([...enters(4), 'escape'], { offer: () => Promise.resolve({ ...offer, secretsManagers: all }) });
    assert.deepEqual(prompter.seen[4]?.labels, ['Create a new instance, Standard', 'Create a new instance, Trial', 'inside', 'new']);
    assert.equal(prompter.seen[4].current, 'Create a new instance, Standard');
    assert.match(prompter.seen[4].details?.[1] ?? '', /one Trial is used: "far" in eu-de/);
    assert.match(prompter.seen[4].details?.[2] ?? '', /Only a private endpoint/);
    for (const take of ['inside', 'new', 'Create a new instance, Trial']) {
      await assert.rejects(ask([...enters(4), { take }], { offer: () => Promise.resolve({ ...offer, secretsManagers: all }) }), /no row/);
    }
  });

  it('propose what costs least, and say what each way means in money and days: a server in two zones too', async () => {
    const { prompter } = await ask([...enters(5), 'escape']);
    const [, servers, , , managers] = prompter.seen;
    assert.deepEqual(servers?.descriptions.slice(0, 2), ['$73.00 a month', '$73.00 to $146.00 a month']);
    assert.deepEqual(managers?.labels, ['Create a new instance, Trial', 'Create a new instance, Standard']);
    assert.match(managers.descriptions[0] ?? '', /costs nothing/);
    assert.match(managers.details?.[0] ?? '', /Ends after 30 days: the VPN stops then, unless it was changed to Standard before/);
    assert.match(managers.descriptions[1] ?? '', /\$300\.00 a month/);
    const there = await ask([...enters(4), 'escape'], { offer: () => Promise.resolve({ ...offer, secretsManagers: [secretsManager('shared')] }) });
    assert.equal(there.prompter.seen[4]?.current, 'shared', 'one that is there costs less than a new one, and does not end');
  });

  it('refuse a pool as it is typed, with what it overlaps, and take one that is free', async () => {
    const typed = ['10.249.0.0/20', '192.168.0.0/16', '172.20.0.0/22', '10.20.0.0/16', '10.0.0.0/24', '10.64.0.0/22'].map((type) => ({ type }));
    const { choices, prompter } = await ask(but(6, { take: 'Name ranges that are in use' }, { type: '10.20.0.0/16' }, { take: 'A pool that I type' }, ...typed), { offer: () => Promise.resolve(there) });
    assert.deepEqual(prompter.refused.map((words) => words.replace(/^\S+ /, '').slice(0, 35)), [
      'overlaps 10.249.0.0/18, an address ', 'overlaps your own network 192.168.1', 'overlaps 172.20.0.0/22, the client ', 'overlaps 10.20.0.0/16, which you na',
      'is too small: a VPN server takes po',
    ]);
    assert.deepEqual([choices?.clientPool, choices?.userRanges], ['10.64.0.0/22', ['10.20.0.0/16']]);
  });

  it('propose another pool once the proposed one was named as in use', async () => {
    const { choices } = await ask(but(6, { take: 'Name ranges that are in use' }, { type: '10.208.0.0/12' }, 'enter'));
    assert.deepEqual([choices?.clientPool, choices?.userRanges], ['10.0.0.0/22', ['10.208.0.0/12']]);
  });

  it('open the VPN server to the whole internet only after it was typed out, and take no range that is open to strangers', async () => {
    const open = await ask(but(7, { take: 'From the whole internet' }, { type: 'yes' }, { type: openConfirmation }), { ownAddress: () => assert.fail('looked up') });
    assert.deepEqual([open.choices?.allowedFrom, open.choices?.openToInternetConfirmed, open.prompter.refused.length], [['0.0.0.0/0'], true, 1]);
    const typed = await ask(but(7, { take: /that I type/ }, { type: '0.0.0.0/0' }, { type: 'home' }, { type: '198.51.100.7, 203.0.113.0/24' }));
    assert.deepEqual([typed.choices?.allowedFrom, typed.prompter.refused.length], [['198.51.100.7/32', '203.0.113.0/24'], 2]);
  });

  it('change the tunnel one thing after the other, and take it then', async () => {
    const { choices } = await ask(but(
      8, { take: 'What goes through it' }, { take: /^Full/ }, { take: 'Protocol and port' }, { take: 'TCP 443' }, { take: 'When nothing is sent' }, { take: /that I type/ },
      { type: '30000' }, { type: '3600' }, { take: /endpoint gateway$/ }, { take: /translate/ }, { take: 'What clients reach besides' }, { type: '10.77.0.0/16, 10.78.0.0/16 drop' },
      { take: 'As chosen below' },
    ));
    const { tunnel, protocol, port, idleTimeout, toGateway, extraRoutes } = choices ?? assert.fail();
    assert.deepEqual([tunnel, protocol, port, idleTimeout, toGateway, extraRoutes], ['full', 'tcp', 443, 3600, 'translate', [
      { destination: '10.77.0.0/16', action: 'deliver' }, { destination: '10.78.0.0/16', action: 'drop' },
    ]]);
  });

  it('refuse routes that stand there twice, hold the clients, or are all of a full tunnel', async () => {
    const typed = ['10.77.0.0/16, 10.77.0.0/16', '10.208.0.0/16', '0.0.0.0/0', 'office', ''].map((type) => ({ type }));
    const { choices, prompter } = await ask(but(8, { take: 'What clients reach besides' }, ...typed, 'enter'));
    assert.deepEqual(prompter.refused.map((words) => words.slice(0, 30)), ['10.77.0.0/16 stands there twic', '10.208.0.0/16 overlaps 10.208.', '0.0.0.0/0 is everything: that ', 'Type ranges such as 10.20.0.0/']);
    assert.deepEqual(choices?.extraRoutes, []);
  });

  it('come back to the list from a box, and end at Escape in one', async () => {
    const { choices } = await ask(but(8, { take: 'Protocol and port' }, 'back', { take: 'What clients reach besides' }, 'back', 'enter'));
    assert.equal(choices?.port, 443);
    assert.equal((await ask([...enters(7), { take: 'Protocol and port' }, 'escape'])).choices, undefined);
  });

  it('begin with the answers that made the choices, whatever they are, and make the same again', async () => {
    const ways: readonly (readonly Act[])[] = [
      enters(8), but(2, { take: /two zones/ }), but(3, { take: 'By both' }), but(4, { take: /thrown away/ }), but(5, { take: /Trial/ }),
      but(6, { take: 'Name ranges that are in use' }, { type: '10.208.0.0/12' }, { take: 'A pool that I type' }, { type: '10.64.0.0/22' }),
      but(7, { take: /that I type/ }, { type: '198.51.100.7' }), but(7, { take: /whole internet/ }, { type: openConfirmation }),
      but(8, { take: 'What clients reach besides' }, { type: '10.77.0.0/16 translate' }, 'enter'), ['enter', { take: 'office-vpn' }, 'enter', 'enter'],
    ];
    for (const acts of ways) {
      const first = await ask(acts, { offer: () => Promise.resolve(there) });
      const again = routeQuestions(new ClientVpnQuestions(sourcesWith(new ScriptedPrompter(), { offer: () => Promise.resolve(there) })), answersFrom(first.choices, there));
      assert.deepEqual(v.parse(clientVpnChoices, await again.choices(target)), first.choices);
    }
  });

  it('ask anew for what is not there any more when they are changed', async () => {
    const { choices } = await ask(but(5, { take: 'Team' }), { offer: () => Promise.resolve({ ...offer, secretsManagers: [secretsManager('Team')] }) });
    assert.equal(answersFrom(choices, offer).secretsManager, undefined);
    assert.equal(answersFrom(choices, { ...offer, vpcs: [] }).vpc, undefined);
    assert.equal(answersFrom(choices, { ...offer, zones: [] }).server, undefined);
    assert.deepEqual(answersFrom({ server: 'build-box' }, offer), {});
  });

  it('propose as the first person who is signed in, or else the user of this machine', () => {
    assert.equal(personOf('anna.b@example.com (Acme)', () => 'me'), 'anna.b');
    assert.equal(personOf('Key of the build, Acme', () => 'me'), 'me');
  });
});
