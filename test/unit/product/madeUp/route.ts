import * as v from 'valibot';
import type { Connection } from '../../../../src/model/connection';
import type { SecurityGroup, Subnet } from '../../../../src/model/landscape';
import type { Service } from '../../../../src/model/service';
import type { Vantage } from '../../../../src/model/vantage';
import type { Environment } from '../../../../src/model/account';
import type { OpenServer } from '../../../../src/setup/dependencies';
import { Fact } from '../../../../src/setup/facts';
import { localVantage } from '../../../../src/setup/localVantage';
import { namesOf } from '../../../../src/setup/names';
import type { Route, RouteEntry } from '../../../../src/setup/routes/route';
import { loaded } from '../../../../src/setup/routes/take';
import { credentialStep } from '../../../../src/setup/steps/credential';
import { endpointGatewayStep } from '../../../../src/setup/steps/endpointGateway';
import { instanceStep, portsInWords, portsOf } from '../../../../src/setup/steps/instance';
import { securityGroupStep } from '../../../../src/setup/steps/securityGroup';
import type { Step } from '../../../../src/setup/steps/step';
import { subnetStep } from '../../../../src/setup/steps/subnet';
import { verifiedStep } from '../../../../src/setup/steps/verified';
import { vpcStep } from '../../../../src/setup/steps/vpc';
import { knownHostsPath } from '../../../../src/ssh/knownHosts';

export const borrowedChoices = v.object({
  vpc: v.object({ id: v.string(), name: v.string() }),
  zone: v.string(),
  /** A server that stands in the VPC already, with its private address and the one that it is reached at. */
  host: v.object({ name: v.string(), inside: v.string(), outside: v.string(), key: v.string() }),
  resourceGroupId: v.string(),
});

export type BorrowedChoices = v.InferOutput<typeof borrowedChoices>;

/** Over somebody's server that is left as it is: its address alone is let in. */
const borrowed: Route<BorrowedChoices> = {
  id: 'borrowed',
  schema: borrowedChoices,
  words: ({ host }) => ({ how: 'over a borrowed host', through: host.name, kind: 'borrowed host' }),
  frame: (choices) => choices,
  steps,
  path: ({ choices: { vpc, zone, host }, instance }, { words }) => [
    { id: 'machine', kind: 'machine', name: 'this machine', details: [], reachedBy: '' },
    { id: 'host', kind: 'office-gateway', name: host.name, details: ['borrowed'], reachedBy: 'SSH', within: `VPC ${vpc.name}`, checks: ['hello-host'] },
    { id: 'gateway', kind: 'endpoint-gateway', name: `door to ${instance.name}`, details: [zone], reachedBy: words.protocol, within: `VPC ${vpc.name}` },
    { id: 'members', kind: 'member', name: instance.name, details: [`its ${words.members}`], reachedBy: 'the private network' },
  ],
  openings: ({ choices: { host }, instance }, { words }) => [
    { from: host.inside, to: `the door to ${instance.name}`, port: words.port, allowedBy: 'the hall\'s group' },
  ],
  vantages: ({ choices }, { environment, openServer }) => ({
    all: [localVantage(environment), hostVantage(choices, environment, openServer)], meant: 'host',
  }),
};

function steps({ id, choices, instance, role }: Connection<BorrowedChoices>, service: Service): readonly Step[] {
  const { vpc, zone, host, resourceGroupId } = choices;
  const names = namesOf(id);
  const [subnet, group] = [new Fact<Subnet>('The subnet'), new Fact<SecurityGroup>('The group')];
  return [
    instanceStep(instance, service),
    vpcStep({ choice: { kind: 'existing', ...vpc }, why: 'The host stands in it.', resourceGroupId }),
    subnetStep({ zone, name: names.of(zone), why: 'For the door.', into: subnet, needed: 1, resourceGroupId }),
    securityGroupStep({
      id: 'door-group', name: names.of('door'), why: 'It lets the host in.', into: group, resourceGroupId,
      rules: (context) => portsOf(context)?.map((port) => (
        { direction: 'inbound', protocol: 'tcp', portMin: port, portMax: port, remote: { kind: 'cidr', cidr: `${host.inside}/32` } }
      )),
      inWords: (context) => `allows ${portsInWords(context)} from ${host.inside}`,
    }),
    endpointGatewayStep({
      name: names.of('endpoint'), why: 'The door.', targetCrn: instance.crn, group, groupName: names.of('door'), resourceGroupId,
      places: [{ subnet, addressName: names.of(`endpoint-${zone}`) }],
    }),
    credentialStep({ name: names.of('credential'), role, why: 'To be heard.' }),
    verifiedStep({
      title: 'Checks from the host', why: 'To be sure.', toDo: 'every check', opening: () => 'knocking',
      vantage: ({ dependencies: { environment, openServer } }) => hostVantage(choices, environment, openServer),
    }),
  ];
}

function hostVantage({ host }: BorrowedChoices, environment: Environment, openServer: OpenServer): Vantage {
  const { network, sshFolder } = environment;
  const access = {
    name: host.name, network, host: host.outside, port: 22, username: 'ubuntu', privateKeyPath: host.key, knownHostsPath: knownHostsPath(sshFolder),
  };
  return {
    id: 'host', name: host.name, resolvesPrivateNames: true, access,
    opening: { id: 'hello-host', title: 'Hello, host', note: 'It was asked kindly.' },
    before: [{
      id: 'mood', title: 'Mood of the host',
      run: () => Promise.resolve({ state: 'passed', code: 'ok', summary: 'willing', evidence: [] }),
    }],
    open: (signal) => openServer(access, signal),
  };
}

export const borrowedRoute: RouteEntry = { id: borrowed.id, load: () => Promise.resolve(loaded(borrowed)) };
