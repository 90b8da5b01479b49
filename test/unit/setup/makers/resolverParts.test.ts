import assert from 'node:assert/strict';
import type { Cloud } from '../../../../src/cloud/cloud';
import type { DnsServicesApi } from '../../../../src/cloud/dnsServicesService';
import type { CustomResolver, DnsServicesInstance, ForwardingRule, ResolverLocation } from '../../../../src/model/dnsServices';
import type { RunContext } from '../../../../src/setup/context';
import { customResolverMaker, untilUp } from '../../../../src/setup/makers/customResolver';
import { dnsServicesMaker } from '../../../../src/setup/makers/dnsServices';
import { forwardingRuleMaker } from '../../../../src/setup/makers/forwardingRule';
import { resolverEnabled, resolverEnabledMaker } from '../../../../src/setup/makers/resolverEnabled';
import { resolverLocation, resolverLocationMaker } from '../../../../src/setup/makers/resolverLocation';
import { absent, inTurn, later, refused, scripted, type Scripted } from '../scripted';
import { subnetOf, vpcOf } from '../things';

const crn = 'crn:v1:bluemix:public:dns-svcs:global:a/a:g::';
const subnetCrn = 'crn:v1:bluemix:public:is:ca-mon-1:a/a::subnet:s1';
const instance: DnsServicesInstance = { guid: 'g', crn, name: 'names', resourceGroupId: 'r', state: 'active', createdAt: '' };

function locationOf(id: string, more: Partial<ResolverLocation> = {}): ResolverLocation {
  return { id, subnetCrn, enabled: true, healthy: true, address: '10.0.0.4', ...more };
}

function resolverOf(more: Partial<CustomResolver> = {}): CustomResolver {
  return { id: 'x', name: 'orders-resolver', description: '', enabled: false, health: 'HEALTHY', locations: [locationOf('l')], createdAt: '', ...more };
}

const rule: ForwardingRule = { id: 'f', type: 'zone', match: 'office.example', forwardTo: ['192.168.7.53'], description: '' };

interface Given extends Partial<DnsServicesApi> {
  readonly instances?: readonly DnsServicesInstance[];
}

/** Calls of the instance's API are written down as deeds. */
function cloudWith({ instances = [instance], ...api }: Given, more: Partial<RunContext> = {}, vpc: Parameters<typeof scripted>[0] = {}): Scripted {
  const run: Scripted = scripted(vpc, more, { cloud: { dnsServices: {
    list: () => Promise.resolve(instances),
    get: (wanted) => instances.some((each) => each.crn === wanted) ? Promise.resolve(instance) : absent(),
    create: () => Promise.reject(new Error('none is made here')), delete: () => Promise.resolve(),
    open: () => new Proxy(api as DnsServicesApi, {
      // It is awaited, and no promise.
      get: (target, name): unknown => name === 'then' ? undefined : (...given: readonly unknown[]): unknown => {
        run.deeds.push([name, ...given.slice(0, -1)]);
        const member: unknown = Reflect.get(target, name);
        assert.ok(typeof member === 'function', `${String(name)} was not expected to be asked for`);
        return Reflect.apply(member, target, given);
      },
    }),
  } satisfies Cloud['dnsServices'] } });
  return run;
}

const made = { id: `${crn}/x`, kind: 'custom-resolver', name: 'orders-resolver', origin: 'made' } as const;
const lost = (kind: string, name: string) => ({ kind, name });
const ours = { originOf: (id: string) => id === crn || id === `${crn}/x` ? 'made' as const : undefined };

describe('A custom resolver', () => {
  it('is waited for until what is needed of it answers at an address, every 20 s and ten minutes at most', () => {
    const wait = untilUp(cloudWith({}).context, { instance, resolver: resolverOf() }, ({ id }) => id !== 'theirs');
    assert.deepEqual([wait.what, wait.everyMs, wait.limitMs], ['the custom resolver orders-resolver', 20_000, 600_000]);
    const check = (...locations: readonly ResolverLocation[]) => wait.check({ instance, resolver: resolverOf({ locations, health: 'CRITICAL' }) });
    const waiting = (up: number, all: number) => ({ waitingUntil: `its locations answer (now: ${up} of ${all}, its health is CRITICAL); it takes some minutes` });
    assert.equal(check(locationOf('l')), 'ready');
    assert.equal(check(locationOf('l'), locationOf('theirs', { healthy: false }), locationOf('off', { enabled: false, healthy: false })), 'ready');
    assert.deepEqual(check(locationOf('l'), locationOf('m', { healthy: false })), waiting(1, 2));
    assert.deepEqual(check(locationOf('l', { address: undefined })), waiting(0, 1));
    assert.deepEqual(check(locationOf('theirs', { healthy: false })), waiting(0, 1));
    assert.deepEqual(check(), waiting(0, 0));
  });

  it('is disabled, deleted, and gone when its subnets are free again', async () => {
    let left = 3;
    const there = resolverOf({ enabled: true });
    const { context, deeds, waits } = cloudWith({
      getResolver: () => later(() => { left -= 1; return left > 1 ? there : absent(); }), updateResolver: () => Promise.resolve(there), deleteResolver: () => Promise.resolve(),
    }, {}, { listTakenAddresses: inTurn([[{ id: 'i', name: 'i', address: '10.0.0.4' }], []]) });
    await customResolverMaker.remove(context, made);
    assert.deepEqual(deeds.filter(([name]) => name !== 'discard' && name !== 'getResolver'), [
      ['updateResolver', 'x', { enabled: false }], ['deleteResolver', 'x'], ['untilGone', 'the custom resolver orders-resolver'],
      ['listTakenAddresses', 's1'], ['listTakenAddresses', 's1'],
    ]);
    assert.match(waits.join(), /DNS Services gives back the address 10\.0\.0\.4\. It is not given back where its "auto-release" was switched off/);
  });

  it('that is gone, or whose instance is, needs no deletion; one that cannot be read is not gone', async () => {
    await customResolverMaker.remove(cloudWith({ instances: [] }).context, made);
    await customResolverMaker.remove(cloudWith({ getResolver: absent }).context, made);
    await assert.rejects(customResolverMaker.remove(cloudWith({ getResolver: () => Promise.reject(refused(403)) }).context, made), { code: 'http-403' });
  });

  it('is recovered by its name in instances of ours alone', async () => {
    const api = { listResolvers: () => Promise.resolve([resolverOf()]) };
    const wanted = { kind: 'custom-resolver', id: `${crn}/x`, name: 'orders-resolver', address: '10.0.0.4' };
    assert.deepEqual(await customResolverMaker.recover(cloudWith(api, ours).context, lost('custom-resolver', 'orders-resolver')), wanted);
    assert.equal(await customResolverMaker.recover(cloudWith(api).context, lost('custom-resolver', 'orders-resolver')), undefined);
    assert.equal(await customResolverMaker.recover(cloudWith(api, ours).context, lost('custom-resolver', 'other')), undefined);
  });

  it('stays where somebody put a rule on it, or asks it through a hub', async () => {
    const user = (resolver: CustomResolver, rules: readonly ForwardingRule[], isHub: boolean, more: Partial<RunContext> = {}) => customResolverMaker.usedBy?.(cloudWith({
      getResolver: () => Promise.resolve(resolver), listRules: () => Promise.resolve(rules),
    }, more, {
      getSubnet: () => Promise.resolve(subnetOf('s1')),
      getVpc: () => Promise.resolve(vpcOf('v', { dns: { isHub, bindings: 1, resolver: { kind: 'custom', servers: [] } } })),
      listDnsBindings: () => Promise.resolve([{ id: 'b', name: 'b', vpc: { id: 'v2', name: 'spoke' }, isForeign: false, lifecycleState: 'stable', endpointGateways: [] }]),
    }).context, made);
    const standard = { ...rule, type: 'default', match: '*' };
    assert.equal(await user(resolverOf({ enabled: true }), [standard], false), undefined);
    assert.equal(await user(resolverOf({ enabled: true }), [standard], true), 'the VPC spoke, which asks it for names by the DNS resolution binding b');
    assert.equal(await user(resolverOf(), [standard], true), undefined);
    assert.equal(await user(resolverOf(), [standard, rule], false), 'the forwarding rule for office.example');
    assert.equal(await user(resolverOf(), [rule], false, { originOf: (id) => id === `${crn}/x/f` ? 'made' : undefined }), undefined);
  });
});

describe('A location that is added to a custom resolver', () => {
  const specification = resolverLocation(instance, 'x', subnetCrn);
  const location = { kind: 'resolver-location', id: `${crn}/x/l`, name: `${subnetCrn} ${crn}/x` };

  it('is found, described and recovered by its subnet, where it is switched on', async () => {
    const at = (...locations: readonly ResolverLocation[]) => cloudWith({ getResolver: () => Promise.resolve(resolverOf({ locations })) }).context;
    assert.equal((await resolverLocationMaker.find(at(locationOf('l')), specification))?.id, 'l');
    assert.equal(await resolverLocationMaker.find(at(locationOf('l', { enabled: false }), locationOf('m', { subnetCrn: 'crn:other' })), specification), undefined);
    assert.deepEqual(resolverLocationMaker.describe(locationOf('l'), specification), location);
    assert.deepEqual(await resolverLocationMaker.recover(at(locationOf('l')), lost('resolver-location', specification.name)), location);
    assert.equal(await resolverLocationMaker.recover(at(), lost('resolver-location', specification.name)), undefined);
  });

  it('is switched off before it is deleted where the resolver is asked, and its subnet is free then', async () => {
    for (const enabled of [true, false]) {
      const { context, deeds } = cloudWith({
        getResolver: inTurn([resolverOf({ enabled }), resolverOf({ enabled, locations: [] })]), updateLocation: () => Promise.resolve(locationOf('l')),
        deleteLocation: () => Promise.resolve(),
      }, {}, { listTakenAddresses: () => Promise.resolve([]) });
      await resolverLocationMaker.remove(context, { ...location, origin: 'made' });
      assert.deepEqual(deeds.filter(([name]) => name === 'updateLocation' || name === 'deleteLocation' || name === 'listTakenAddresses'), [
        ...enabled ? [['updateLocation', 'x', 'l', { enabled: false }]] : [], ['deleteLocation', 'x', 'l'], ['listTakenAddresses', 's1'],
      ]);
    }
  });
});

describe('That a custom resolver is enabled', () => {
  const specification = resolverEnabled(instance, 'x');
  const enabled = { kind: 'resolver-enabled', id: `${crn}/x/enabled`, name: `enabled/${crn}/x` };
  const at = (...answers: readonly [CustomResolver, ...CustomResolver[]]) => cloudWith({ getResolver: inTurn(answers), updateResolver: () => Promise.resolve(answers[0]) });

  it('is asked for, found, described, recovered and taken off by the resolver as it is', async () => {
    const { context, deeds } = at(resolverOf());
    await resolverEnabledMaker.make(context, specification);
    assert.deepEqual(deeds.at(-1), ['updateResolver', 'x', { enabled: true }]);
    assert.equal(await resolverEnabledMaker.find(context, specification), undefined);
    assert.equal((await resolverEnabledMaker.find(at(resolverOf({ enabled: true })).context, specification))?.id, 'x');
    assert.deepEqual(resolverEnabledMaker.describe(resolverOf(), specification), enabled);
    assert.deepEqual(await resolverEnabledMaker.recover(at(resolverOf({ enabled: true })).context, lost('resolver-enabled', specification.name)), enabled);
    assert.equal(await resolverEnabledMaker.recover(at(resolverOf()).context, lost('resolver-enabled', specification.name)), undefined);
    const on = at(resolverOf({ enabled: true }), resolverOf());
    await resolverEnabledMaker.remove(on.context, { ...enabled, origin: 'made' });
    assert.ok(on.deeds.some(([name, , change]) => name === 'updateResolver' && (change as { enabled?: boolean }).enabled === false));
    const off = at(resolverOf());
    await resolverEnabledMaker.remove(off.context, { ...enabled, origin: 'made' });
    assert.ok(off.deeds.every(([name]) => name !== 'updateResolver'));
  });

  it('is not made where somebody enabled it a moment before, and a refusal is told from a missing permission', async () => {
    await assert.rejects(resolverEnabledMaker.make(at(resolverOf({ enabled: true })).context, specification), { code: 'setup.switched-on-meanwhile' });
    const refusing = (status: number) => cloudWith({ getResolver: () => Promise.resolve(resolverOf()), updateResolver: () => Promise.reject(refused(status)) }).context;
    await assert.rejects(resolverEnabledMaker.make(refusing(409), specification), { code: 'setup.resolver-not-up', why: 'The cloud said no.', status: 409 });
    await assert.rejects(resolverEnabledMaker.make(refusing(403), specification), { code: 'http-403' });
  });
});

describe('A forwarding rule', () => {
  const specification = { name: 'office.example', instance, resolverId: 'x', match: 'office.example', forwardTo: ['192.168.7.53'], description: 'orders-pc' };

  it('is made anew of none that is there for the domain, and the refusal of a second one says what is there', async () => {
    const context = cloudWith({ createRule: () => Promise.reject(refused(409)), listRules: () => Promise.resolve([{ ...rule, forwardTo: ['10.9.9.9'] }]) }).context;
    await assert.rejects(forwardingRuleMaker.make(context, specification), {
      code: 'setup.rule-taken', why: 'The cloud said no. The resolver forwards "office.example" to 10.9.9.9 already, and not to 192.168.7.53.',
    });
    const same = cloudWith({ createRule: () => Promise.reject(refused(409)), listRules: () => Promise.resolve([rule]) }).context;
    await assert.rejects(forwardingRuleMaker.make(same, specification), { code: 'http-409' });
    assert.equal(await forwardingRuleMaker.find(same, specification), rule);
    assert.equal(await forwardingRuleMaker.find(context, specification), undefined);
  });

  it('is recovered on resolvers of the connection alone, and never by the default rule', async () => {
    const api = { listResolvers: () => Promise.resolve([resolverOf(), resolverOf({ id: 'strange' })]), listRules: () => Promise.resolve([{ ...rule, type: 'default' }, rule]) };
    const run = cloudWith(api, ours);
    assert.deepEqual(await forwardingRuleMaker.recover(run.context, lost('forwarding-rule', 'Office.example')), {
      kind: 'forwarding-rule', id: `${crn}/x/f`, name: 'office.example',
    });
    assert.deepEqual(run.deeds.filter(([name]) => name === 'listRules'), [['listRules', 'x']]);
    assert.equal(await forwardingRuleMaker.recover(cloudWith(api).context, lost('forwarding-rule', 'office.example')), undefined);
  });
});

describe('A DNS Services instance', () => {
  it('is waited for until it is active, and given up where it ends otherwise', () => {
    const wait = dnsServicesMaker.wait?.(cloudWith({}).context, instance);
    assert.equal(wait?.check(instance), 'ready');
    assert.deepEqual(wait.check({ ...instance, state: 'provisioning' }), { waitingUntil: 'it is active (now: provisioning)' });
    for (const state of ['failed', 'inactive', 'pending_reclamation', 'removed']) {
      assert.throws(() => wait.check({ ...instance, state }), { code: `state.${state}`, what: 'Could not finish the DNS Services instance names' });
    }
  });

  it('stays where a resolver is in it that is not ours any more or never was', async () => {
    const user = (resolvers: readonly CustomResolver[]) => dnsServicesMaker.usedBy?.(cloudWith({ listResolvers: () => Promise.resolve(resolvers) }).context, { ...made, id: crn });
    assert.deepEqual([await user([]), await user([resolverOf()])], [undefined, 'the custom resolver orders-resolver in it']);
    assert.equal(await dnsServicesMaker.usedBy?.(cloudWith({ instances: [] }).context, { ...made, id: crn }), undefined);
  });
});
