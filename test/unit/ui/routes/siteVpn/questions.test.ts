import assert from 'node:assert/strict';
import * as v from 'valibot';
import { keyOf } from '../../../../../src/setup/office/key';
import { siteVpnChoices } from '../../../../../src/setup/routes/siteVpn/choices';
import { answersFrom } from '../../../../../src/ui/routes/siteVpn/answersFrom';
import { SiteVpnQuestions } from '../../../../../src/ui/routes/siteVpn/questions';
import { routeQuestions } from '../../../../../src/ui/routes/routeQuestions';
import { MemoryVault } from '../../../setup/support';
import { gateway, subnet, vpc } from '../../fixtures';
import { ScriptedPrompter, type Act } from '../../prompts/scriptedPrompter';
import { dnsInstance, offer, payments, resolverIn, sourcesWith, vpnConnection, vpnGateway } from './offer';
import { agreed, ask, but, office, target } from './walk';

describe('the questions of the route through a site-to-site VPN', () => {
  it('are nine, with a default each but for the address of the office and the agreement to another resolver', async () => {
    const { choices, prompter } = await ask(but());
    assert.deepEqual(prompter.seen.filter(({ labels }) => labels.length > 0).map(({ current, position }) => [current, position?.number, position?.total]), [
      ['payments', 1, 9], ['New VPN gateway in ca-mon-1', 2, 9], ['Policy mode', 3, 9], ['An address that I type', 4, 9], ['192.168.1.0/24', 5, 9], ['Recommended', 6, 9],
      ['A new one, made here', 7, 9], ['New custom resolver, 2 locations', 8, 9], ['Enable it once it is healthy', 9, 9],
    ]);
    assert.deepEqual(choices, {
      vpc: { kind: 'existing', id: payments.id, name: 'payments' }, mode: 'policy',
      places: [{
        zone: 'ca-mon-1', gateway: { kind: 'new', name: 'orders-pc-1a2b-vpn' }, subnet: { kind: 'new' }, connection: { kind: 'new', name: 'orders-pc-1a2b-office' },
      }],
      zones: ['ca-mon-1'],
      office: {
        peer: { kind: 'address', address: '203.0.113.7' }, isBehindNat: false, identity: { type: 'ipv4_address', value: '203.0.113.7' }, ranges: ['192.168.1.0/24'],
      },
      keyIsBrought: false,
      ike: { version: 2, cipher: 'aes256', integrity: 'sha256', group: 14, lifetime: 28_800 },
      esp: { cipher: 'aes256', integrity: 'sha256', group: 14, lifetime: 3600 },
      resolver: { kind: 'new', name: 'orders-pc-1a2b-resolver', instance: { kind: 'new', name: 'orders-pc-1a2b-dns' }, zones: ['ca-mon-1', 'ca-mon-1'] },
      enablingConfirmed: true, resourceGroupId: 'rg-default',
    });
  });

  it('are read whole: a row’s lines are short enough for the list, which cuts off what is longer', async () => {
    const there = {
      offer: () => Promise.resolve({
        ...offer, vpnGateways: [vpnGateway('office-vpn'), vpnGateway('broken', { lifecycleState: 'failed' })], dnsInstances: [dnsInstance],
        gateways: [twoZones], subnets: [...offer.subnets, second],
      }),
      connections: () => Promise.resolve([vpnConnection('berlin'), vpnConnection('odd', { peerIdentity: { type: 'new', value: 'x' }, peerRanges: ['172.31.0.0/24'] })]),
    };
    const walks = [
      await ask([...but({ 6: [{ take: 'IKE version' }, 'back', { take: 'Perfect forward secrecy' }, 'back', { take: 'Diffie-Hellman group' }, { take: 'group 24' }, 'enter'] })], there),
      await ask(['enter', { take: 'office-vpn' }, { take: 'berlin' }, 'enter', 'enter', 'enter', { type: 'payments' }], there),
      await ask([{ take: 'Create a new VPC' }, ...but({ 9: ['enter'] }).slice(1)], { sharesAddress: true }),
      await ask(but({ 9: [] }), { offer: () => Promise.resolve({ ...offer, resolvers: [resolverIn(payments)] }) }),
    ];
    for (const { labels, descriptions, details } of walks.flatMap(({ prompter }) => prompter.seen)) {
      for (const [at, label] of labels.entries()) {
        assert.ok((details?.[at] ?? '').length <= 84, details?.[at]);
        assert.ok(`${label} ${descriptions[at] ?? ''}`.length <= 84, `${label} ${descriptions[at] ?? ''}`);
      }
    }
  });

  it('make nothing when they are closed, whichever is asked, and look up and keep nothing', async () => {
    for (let at = 1; at <= 9; at += 1) {
      const secrets = new MemoryVault();
      const all = but({ [at]: ['escape'] });
      const { choices } = await ask(all.slice(0, all.indexOf('escape') + 1), { secrets, ownAddress: () => assert.fail('looked up') });
      assert.equal(choices, undefined);
      assert.equal(await keyOf(secrets, target.connectionId), undefined);
    }
  });

  it('propose of the VPC’s own resolver nothing but that one, and ask for no agreement where it is enabled already', async () => {
    const there = { offer: () => Promise.resolve({ ...offer, resolvers: [resolverIn(vpc('other'), { id: 'x' }), resolverIn(payments)] }) };
    const { choices, prompter } = await ask(but({ 9: [] }), there);
    assert.deepEqual(prompter.seen.at(-1)?.labels, ['resolver', 'None: a hosts block', 'What the VPC asks the office for']);
    assert.equal(prompter.seen.at(-1)?.position?.total, 9);
    assert.deepEqual(choices?.resolver, { kind: 'existing', id: 'resolver-id', name: 'resolver', instance: { crn: dnsInstance.crn, name: 'names' } });
    assert.equal(choices.enablingConfirmed, undefined);
    const disabled = await ask(but(), { offer: () => Promise.resolve({ ...offer, resolvers: [resolverIn(payments, { enabled: false })] }) });
    assert.equal(disabled.choices?.enablingConfirmed, true);
  });

  it('enable a resolver only after the VPC’s name was typed, and leave it disabled by choice', async () => {
    const wrong = await ask(but({ 9: ['enter', { type: 'yes' }, { type: 'payments' }] }));
    assert.deepEqual([wrong.choices?.enablingConfirmed, wrong.prompter.refused.length], [true, 1]);
    assert.match(wrong.prompter.prompts.at(-1) ?? '', /All hosts of payments change their name servers/);
    assert.equal((await ask(but({ 9: ['enter', 'back', { take: 'Leave it disabled' }] }))).choices?.enablingConfirmed, undefined);
    const fresh = await ask([{ take: 'Create a new VPC' }, ...but({ 9: ['enter'] }).slice(1)]);
    assert.equal(fresh.choices?.enablingConfirmed, true, 'nobody is in a new one');
  });

  it('take one location or none, and domains that the VPC asks the office for', async () => {
    const { choices, prompter } = await ask(but({ 8: [
      { take: 'What the VPC asks the office for' }, { type: 'corp.example' }, { type: 'appdomain.cloud 10.1.0.53' }, { type: 'corp.example 10.1.0.53; corp.example 10.1.0.54' },
      { type: 'Corp.example 10.1.0.53, 10.1.0.54; lab.example 10.1.0.53' }, { take: 'New custom resolver, one location' },
    ] }));
    assert.equal(prompter.refused.length, 3);
    assert.deepEqual(choices?.forwarding, [{ match: 'corp.example', forwardTo: ['10.1.0.53', '10.1.0.54'] }, { match: 'lab.example', forwardTo: ['10.1.0.53'] }]);
    assert.deepEqual(choices.resolver.kind === 'new' ? choices.resolver.zones : [], ['ca-mon-1']);
    const none = await ask(but({ 8: [{ take: 'None: a hosts block' }], 9: [] }));
    assert.deepEqual([none.choices?.resolver, none.choices?.forwarding, none.choices?.enablingConfirmed], [{ kind: 'none' }, undefined, undefined]);
  });

  const second = { ...subnet('two', payments, 'ca-mon-2'), id: 't' };
  const plain = gateway('g', payments, target.instance.crn, ['10.249.0.5', '10.249.1.5']);
  const twoZones = { ...plain, addresses: plain.addresses.map((address, at) => ({ ...address, subnetId: at === 0 ? 's' : 't' })) };

  it('propose a VPN gateway in each zone where the endpoint gateway has an address, with the price of all', async () => {
    const { choices, prompter } = await ask(but(), { offer: () => Promise.resolve({ ...offer, gateways: [twoZones], subnets: [...offer.subnets, second] }) });
    const [, gateways] = prompter.seen;
    assert.deepEqual([gateways?.labels[0], gateways?.descriptions.slice(0, 2)], ['New VPN gateways in ca-mon-1, ca-mon-2', ['$200.00 a month', '$100.00 a month']]);
    assert.deepEqual(choices?.places.map(({ zone, gateway: of }) => [zone, of.name]), [['ca-mon-1', 'orders-pc-1a2b-vpn-1'], ['ca-mon-2', 'orders-pc-1a2b-vpn-2']]);
    assert.deepEqual([choices.zones, choices.resolver.kind === 'new' ? choices.resolver.zones : []], [['ca-mon-1', 'ca-mon-2'], ['ca-mon-1', 'ca-mon-2']]);
  });

  it('say of route mode that it is experimental, and give the endpoint gateway an address in every zone then', async () => {
    const { choices, prompter } = await ask(but({ 3: [{ take: 'Route mode' }] }));
    assert.equal(prompter.seen[2]?.descriptions[1], 'experimental');
    assert.match(prompter.seen[2].details?.[1] ?? '', /IBM’s documents do not prove it with an endpoint gateway/);
    assert.deepEqual([choices?.mode, choices?.zones], ['route', ['ca-mon-1', 'ca-mon-2', 'ca-mon-3']]);
  });

  const adopting = {
    offer: () => Promise.resolve({ ...offer, vpnGateways: [vpnGateway('office-vpn'), vpnGateway('elsewhere', { vpc: vpc('other') })] }),
    connections: () => Promise.resolve([vpnConnection('berlin'), vpnConnection('odd', { peerIdentity: { type: 'new', value: 'x' }, peerRanges: ['172.31.0.0/24'] })]),
  };

  it('take a connection that is there as it is, and ask only for ranges that are missing and for names', async () => {
    const { choices, prompter } = await ask(
      ['enter', { take: 'office-vpn' }, { take: 'berlin' }, { take: 'Ranges that I type' }, { type: '192.168.21.0/24' }, { type: '192.168.20.0/24, 192.168.21.0/24' }, 'enter', ...agreed], adopting,
    );
    assert.match(prompter.refused[0] ?? '', /^192\.168\.20\.0\/24 is of the connection already, and stays/);
    assert.equal(prompter.seen.at(-1)?.position?.total, 6);
    assert.deepEqual(choices?.places, [{
      zone: 'ca-mon-1', gateway: { kind: 'existing', id: 'id-office-vpn', name: 'office-vpn' }, subnet: { kind: 'existing', id: 's', name: 'one' },
      connection: { kind: 'existing', id: 'id-berlin', name: 'berlin' },
    }]);
    assert.deepEqual([choices.office, choices.esp.group, choices.keyIsBrought], [
      { peer: { kind: 'address', address: '198.51.100.9' }, isBehindNat: false, identity: { type: 'ipv4_address', value: '198.51.100.9' }, ranges: ['192.168.20.0/24', '192.168.21.0/24'] },
      undefined, false,
    ]);
    assert.ok(!JSON.stringify([prompter.seen, choices]).includes('canary-key'));
  });

  it('let no connection be chosen that is not understood, and hold a new one’s ranges against those of the others', async () => {
    await assert.rejects(ask(['enter', { take: 'office-vpn' }, { take: 'odd' }], adopting), /no row/);
    const { choices, prompter } = await ask(
      ['enter', { take: 'office-vpn' }, 'enter', ...office, { take: 'Ranges that I type' }, { type: '192.168.20.128/25' }, { type: '192.168.30.0/24' }, ...but().slice(6)], adopting,
    );
    assert.match(prompter.refused[0] ?? '', /overlaps 192\.168\.20\.0\/24, which the VPN connection berlin leads to already/);
    assert.deepEqual(choices?.places[0]?.connection, { kind: 'new', name: 'orders-pc-1a2b-office' });
  });

  it('read what a connection’s policies ask for, where several are taken the first that is known here', async () => {
    const base = { connections: [], keyLifetime: 36_000 };
    const policies = {
      ikePolicies: [{ ...base, id: 'ike', name: 'ike', version: 2, authentication: ['sha384'], encryption: ['aes192', 'aes256'], dhGroups: [19, 20] }],
      ipsecPolicies: [{ ...base, id: 'esp', name: 'esp', authentication: ['disabled'], encryption: ['aes256gcm16'], pfs: ['group_19'] }],
    };
    const { choices } = await ask(['enter', { take: 'office-vpn' }, { take: 'berlin' }, 'enter', 'enter', ...agreed], {
      offer: async () => ({ ...await adopting.offer(), ...policies }),
      connections: () => Promise.resolve([vpnConnection('berlin', { ikePolicy: { id: 'ike', name: 'ike' }, ipsecPolicy: { id: 'esp', name: 'esp' } })]),
    });
    assert.deepEqual(choices?.ike, { version: 2, cipher: 'aes192', integrity: 'sha384', group: 19, lifetime: 36_000 });
    assert.deepEqual(choices.esp, { cipher: 'aes256gcm16', group: 19, lifetime: 36_000 });
  });

  it('do not let a VPN gateway be chosen that is not stable, and say so', async () => {
    const failed = { offer: () => Promise.resolve({ ...offer, vpnGateways: [vpnGateway('office-vpn', { lifecycleState: 'failed' })] }) };
    const { prompter } = await ask(['enter', 'escape'], failed);
    assert.match(prompter.seen[1]?.details?.at(-1) ?? '', /It is failed/);
    await assert.rejects(ask(['enter', { take: 'office-vpn' }], failed), /no row/);
  });

  it('begin with the answers that made the choices, whatever they are, and make the same again', async () => {
    const all = { ...offer, vpnGateways: [vpnGateway('office-vpn')], dnsInstances: [dnsInstance] };
    const sources = { offer: () => Promise.resolve(all), connections: adopting.connections, secrets: new MemoryVault() };
    const ways: readonly (readonly Act[])[] = [
      but(), but({ 2: [{ take: /ca-mon-2/ }] }), but({ 3: [{ take: 'Route mode' }] }), but({ 4: [{ take: 'None of its own' }] }),
      but({ 4: [{ take: 'A name that I type' }, { type: 'vpn.example.com' }] }), but({ 6: [{ take: 'IKE version' }, { take: 'IKEv1' }, { take: 'As chosen below' }] }),
      but({ 7: [{ take: 'One that I paste' }, { type: 'abcdefgh' }] }), but({ 8: [{ take: 'None: a hosts block' }], 9: [] }),
      but({ 8: [{ take: 'What the VPC asks the office for' }, { type: 'corp.example 10.1.0.53' }, 'enter'] }), but({ 9: [{ take: 'Leave it disabled' }] }),
      ['enter', { take: 'office-vpn' }, { take: 'berlin' }, 'enter', 'enter', ...agreed], ['enter', { take: 'office-vpn' }, ...but().slice(2)],
    ];
    for (const acts of ways) {
      const first = await ask(acts, sources);
      const again = routeQuestions(new SiteVpnQuestions(sourcesWith(new ScriptedPrompter(), sources)), answersFrom(first.choices, all));
      assert.deepEqual(v.parse(siteVpnChoices, await again.choices(target)), first.choices, JSON.stringify(acts));
    }
  });

  it('ask anew for what is not there any more when they are changed', async () => {
    const { choices } = await ask(['enter', { take: 'office-vpn' }, { take: 'berlin' }, 'enter', 'enter', ...agreed], adopting);
    assert.equal(answersFrom(choices, offer).gateway, undefined);
    assert.equal(answersFrom(choices, { ...offer, vpcs: [] }).vpc, undefined);
    assert.deepEqual(answersFrom({ mode: 'policy' }, offer), {});
  });
});
