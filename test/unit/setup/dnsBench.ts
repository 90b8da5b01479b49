import assert from 'node:assert/strict';
import * as v from 'valibot';
import type { Connection } from '../../../src/model/connection';
import type { CustomResolver, DnsServicesInstance } from '../../../src/model/dnsServices';
import type { Subnet } from '../../../src/model/landscape';
import type { RunView } from '../../../src/model/plan';
import { Fact } from '../../../src/setup/facts';
import type { WantedForwarding } from '../../../src/setup/makers/forwardingRule';
import { namesOf } from '../../../src/setup/names';
import { newConnection } from '../../../src/setup/newConnection';
import type { Route, RouteEntry } from '../../../src/setup/routes/route';
import { loaded } from '../../../src/setup/routes/take';
import type { Setup } from '../../../src/setup/setup';
import type { SetupDependencies } from '../../../src/setup/setupDependencies';
import { customResolverStep, type CustomResolverChoice } from '../../../src/setup/steps/customResolver';
import { dnsServicesStep, type DnsServicesChoice } from '../../../src/setup/steps/dnsServices';
import { forwardingRulesStep } from '../../../src/setup/steps/forwardingRules';
import { resolverEnablingStep } from '../../../src/setup/steps/resolverEnabling';
import type { Step } from '../../../src/setup/steps/step';
import { newOne, subnetStep } from '../../../src/setup/steps/subnet';
import { vpcStep } from '../../../src/setup/steps/vpc';
import { Peer, never } from './support';

export interface DnsChoices {
  readonly vpc: { readonly kind: 'existing'; readonly id: string; readonly name: string };
  readonly instance: DnsServicesChoice;
  readonly resolver: CustomResolverChoice;
  /** Of new subnets in them the resolver has its locations. */
  readonly zones: readonly string[];
  readonly confirmed: boolean;
  readonly rules: readonly WantedForwarding[];
  readonly resourceGroupId: string;
}

/** The names' side of a way into a VPC by itself: subnets, instance, resolver, enabling and rules, each used or made. */
export class DnsBench {
  #peer: Peer | undefined;

  get peer(): Peer {
    assert.ok(this.#peer !== undefined);
    return this.#peer;
  }

  async start(): Promise<void> {
    this.#peer = await Peer.start();
  }

  setup(dependencies: Partial<SetupDependencies> = {}): Setup {
    return this.peer.setup({ routes: [dnsSide], ...dependencies });
  }

  /** In the VPC of the seed, all of it new where nothing else is chosen. */
  async connection(id: string, more: Partial<DnsChoices> = {}): Promise<Connection<DnsChoices>> {
    const { cloud, sandbox } = this.peer;
    const [group] = await cloud.resources.listResourceGroups(sandbox.accountId, never);
    const instance = (await cloud.resources.listInstances(never)).find(({ name }) => name === 'telemetry');
    const vpc = (await cloud.vpc('ca-mon').listVpcs(never)).find(({ name }) => name === 'payments-vpc');
    assert.ok(instance !== undefined && vpc !== undefined);
    return newConnection(id, sandbox.accountId, instance, { route: 'site-vpn', role: 'Writer', choices: {
      vpc: { kind: 'existing', id: vpc.id, name: vpc.name }, instance: { kind: 'new', name: `${id}-names` }, resolver: { kind: 'new', name: `${id}-resolver` },
      zones: ['ca-mon-1', 'ca-mon-2'], confirmed: true, rules: [], resourceGroupId: group?.id ?? '', ...more,
    } });
  }

  /** An instance of somebody else's with a resolver in subnets of the seed. */
  async theirs(...subnets: readonly string[]): Promise<{ readonly instance: DnsServicesInstance; readonly resolver: CustomResolver }> {
    const { cloud, sandbox } = this.peer;
    const { dnsServices } = cloud;
    const [group] = await cloud.resources.listResourceGroups(sandbox.accountId, never);
    const { crn } = await dnsServices.create({ name: 'theirs', resourceGroupId: group?.id ?? '' }, never);
    const instance = await settled(() => dnsServices.get(crn, never), ({ state }) => state === 'active');
    const all = await cloud.vpc('ca-mon').listSubnets({}, never);
    const api = dnsServices.open(instance);
    const locations = subnets.map((wanted) => ({ subnetCrn: all.find(({ name }) => name === wanted)?.crn ?? '', enabled: true }));
    const { id } = await api.createResolver({ name: 'their-resolver', locations }, never);
    return { instance, resolver: await settled(() => api.getResolver(id, never), ({ health }) => health === 'HEALTHY') };
  }

  /** Of somebody else's that is chosen. */
  async choosing(
    id: string, { instance, resolver }: { readonly instance: DnsServicesInstance; readonly resolver: CustomResolver }, more: Partial<DnsChoices> = {},
  ): Promise<Connection<DnsChoices>> {
    return await this.connection(id, {
      instance: { kind: 'existing', crn: instance.crn, name: instance.name }, resolver: { kind: 'existing', id: resolver.id, name: resolver.name }, ...more,
    });
  }

  async made(connection: Connection): Promise<RunView> {
    const setup = this.setup();
    await setup.plan(connection, never);
    const run = await setup.run(connection.id, never);
    assert.deepEqual([run.state, ...failuresOf(run)], ['done']);
    return run;
  }

  async undone(id: string): Promise<RunView> {
    const setup = this.setup();
    await setup.load();
    const view = await setup.undo(id, never);
    assert.deepEqual([view.state, ...failuresOf(view)], ['undone']);
    return view;
  }

  /** What the account has of all this, one text a thing. */
  everything(): readonly string[] {
    const { customResolvers, instances, regions } = this.peer.sandbox.state;
    return [
      ...[...customResolvers.values()].map((resolver) => JSON.stringify({ ...resolver, modifiedAt: '' })),
      ...[...instances.values()].filter(({ state }) => state === 'active').map(({ crn }) => crn),
      ...[...regions.values()].flatMap(({ subnets, reservedIps }) => [...subnets.keys(), ...reservedIps.keys()]),
    ].sort();
  }
}

export function failuresOf(view: RunView): readonly string[] {
  return view.steps.flatMap(({ id, failure }) => failure === undefined ? [] : [`${id}: ${failure.what}: ${failure.why} ${failure.next}`]);
}

export async function settled<T>(read: () => Promise<T>, isSo: (value: T) => boolean): Promise<T> {
  for (let reads = 0; ; reads += 1) {
    const value = await read();
    if (isSo(value)) {
      return value;
    }
    assert.ok(reads < 2_000, 'it never comes about');
  }
}

const route: Route<DnsChoices> = {
  id: 'site-vpn', schema: v.custom<DnsChoices>(() => true), words: () => ({ how: 'through a VPN', through: 'office', kind: 'VPN' }),
  frame: (choices) => choices, steps, path: () => [], openings: () => [], vantages: () => ({ all: [], meant: '' }),
};

const dnsSide: RouteEntry = { id: route.id, load: () => Promise.resolve(loaded(route)) };

function steps({ id, choices: { vpc, instance, resolver, zones, confirmed, rules, resourceGroupId } }: Connection<DnsChoices>): readonly Step[] {
  const names = namesOf(id);
  const [held, into] = [new Fact<DnsServicesInstance>('The instance'), new Fact<CustomResolver>('The resolver')];
  const subnets = zones.map((zone) => ({ zone, into: new Fact<Subnet>(`The subnet in ${zone}`) }));
  return [
    vpcStep({ choice: vpc, why: 'w', resourceGroupId }),
    ...subnets.map((each) => subnetStep({ ...each, name: names.of(each.zone), why: 'w', needed: newOne, resourceGroupId })),
    dnsServicesStep({ choice: instance, resourceGroupId, into: held }),
    customResolverStep({ choice: resolver, instance: held, subnets: subnets.map((each) => each.into), into, why: 'w' }),
    resolverEnablingStep({ instance: held, resolver: into, confirmed, why: 'w' }),
    forwardingRulesStep({ instance: held, resolver: into, rules }),
  ];
}
