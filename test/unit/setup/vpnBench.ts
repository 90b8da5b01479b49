import assert from 'node:assert/strict';
import type { Connection } from '../../../src/model/connection';
import type { SecurityGroup, Subnet } from '../../../src/model/landscape';
import { clientVpnChoices, type ClientVpnChoices } from '../../../src/setup/routes/clientVpn/choices';
import { clientVpnFrame, openVpnRefused } from '../../../src/setup/routes/clientVpn/frame';
import { vpnServerRules } from '../../../src/setup/routes/clientVpn/groups';
import { wantedRoutes } from '../../../src/setup/routes/clientVpn/wantedRoutes';
import type { Route, RouteEntry } from '../../../src/setup/routes/route';
import { loaded } from '../../../src/setup/routes/take';
import type { SetupDependencies } from '../../../src/setup/setupDependencies';
import type { Setup } from '../../../src/setup/setup';
import { Fact } from '../../../src/setup/facts';
import { namesOf } from '../../../src/setup/names';
import { newConnection } from '../../../src/setup/newConnection';
import { routingTablesStep } from '../../../src/setup/steps/routingTables';
import { securityGroupStep } from '../../../src/setup/steps/securityGroup';
import type { Step } from '../../../src/setup/steps/step';
import { subnetStep } from '../../../src/setup/steps/subnet';
import { vpcStep } from '../../../src/setup/steps/vpc';
import { vpnRoutesStep } from '../../../src/setup/steps/vpnRoutes';
import { vpnServerStep } from '../../../src/setup/steps/vpnServer';
import { Shelf, secretCrn } from '../sandbox/vpc/vpnStory';
import { vpnChoices } from './routes/clientVpn/choices';
import { Peer, never } from './support';

/** The steps of a VPN server's side, with certificates that are there already: no gateway, but the subnets that it would be in. */
export class VpnBench {
  readonly shelf = new Shelf('server', 'clients');
  #peer: Peer | undefined;

  get peer(): Peer {
    assert.ok(this.#peer !== undefined);
    return this.#peer;
  }

  async start(): Promise<void> {
    this.#peer = await Peer.start({ certificates: this.shelf });
  }

  setup(dependencies: Partial<SetupDependencies> = {}): Setup {
    return this.peer.setup({ routes: [vpnServersSide], ...dependencies });
  }

  /** In the VPC of the seed, where nothing else is chosen. */
  async connection(id: string, more: Partial<ClientVpnChoices> = {}): Promise<Connection<ClientVpnChoices>> {
    const { cloud, sandbox } = this.peer;
    const [group] = await cloud.resources.listResourceGroups(sandbox.accountId, never);
    const instance = (await cloud.resources.listInstances(never)).find(({ name }) => name === 'telemetry');
    const vpc = (await cloud.vpc('ca-mon').listVpcs(never)).find(({ name }) => name === 'payments-vpc');
    assert.ok(instance !== undefined && vpc !== undefined);
    return newConnection(id, sandbox.accountId, instance, { route: 'client-vpn', role: 'Writer', choices: vpnChoices({
      vpc: { kind: 'existing', id: vpc.id, name: vpc.name }, server: { kind: 'new', name: `${id}-vpn` }, zones: ['ca-mon-1'], resourceGroupId: group?.id ?? '', ...more,
    }) });
  }
}

const route: Route<ClientVpnChoices> = {
  id: 'client-vpn', schema: clientVpnChoices,
  words: ({ server }) => ({ how: 'through a VPN', through: server.name, kind: 'VPN server' }),
  frame: clientVpnFrame, refuse: openVpnRefused, steps, path: () => [], openings: () => [], vantages: () => ({ all: [], meant: '' }),
};

const vpnServersSide: RouteEntry = { id: route.id, load: () => Promise.resolve(loaded(route)) };

function steps({ id, choices }: Connection<ClientVpnChoices>): readonly Step[] {
  const { vpc, server, places, resourceGroupId, authentication, tunnel } = choices;
  const names = namesOf(id);
  const [group, subnets] = [new Fact<SecurityGroup>('The group'), places.map(({ zone }) => ({ zone, into: new Fact<Subnet>(`The subnet in ${zone}`) }))];
  const [first] = subnets;
  assert.ok(first !== undefined);
  return [
    vpcStep({ choice: vpc, why: 'w', resourceGroupId }),
    ...subnets.map(({ zone, into }) => subnetStep({ zone, name: names.of(zone), why: 'w', into, needed: 2, resourceGroupId })),
    securityGroupStep({
      id: 'server-group', name: names.of('server'), why: 'w', into: group, resourceGroupId, inWords: () => 'w',
      rules: ({ facts }) => {
        const range = facts.get(first.into)?.cidr;
        return range === undefined ? undefined : vpnServerRules(choices, { ranges: [range], ports: [9093] });
      },
    }),
    vpnServerStep({
      choice: server, why: 'w', options: { ...choices, splitTunnel: tunnel === 'split' }, methods: authentication, subnets: subnets.map(({ into }) => into), group,
      certificateCrn: () => secretCrn('server'), authorityCrn: () => secretCrn('clients'),
    }),
    routingTablesStep({ why: 'w', subnets: ({ facts }) => subnets.flatMap(({ into }) => facts.get(into)?.id ?? []) }),
    vpnRoutesStep({
      why: 'w', inWords: 'to the gateway', splitTunnel: tunnel === 'split',
      routes: ({ facts }) => {
        const range = facts.get(first.into)?.cidr;
        return range === undefined ? undefined : wantedRoutes(choices, [range]);
      },
    }),
  ];
}
