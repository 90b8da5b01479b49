import type { Connection } from '../../../model/connection';
import type { Opening, Path } from '../../../model/path';
import type { Service } from '../../../model/service';
import { namesOf } from '../../names';
import type { VsiChoices } from './choices';
import { portOf } from './login';

/** This machine, the server and the endpoint gateway in the VPC, the members of the instance. */
export function vsiPath({ choices, instance }: Connection<VsiChoices>, { words }: Service): Path {
  const { server, address, vpc, zones } = choices;
  const within = `VPC ${vpc.name} (${instance.region})`;
  return [
    { id: 'machine', kind: 'machine', name: 'this machine', details: [], reachedBy: '' },
    {
      id: 'server', kind: 'virtual-server', name: server.name, within, checks: ['server'],
      details: [`virtual server, ${server.kind === 'new' ? server.zone : 'where it is'}`],
      reachedBy: `SSH, port ${portOf(choices)}, ${address.kind === 'address' ? address.address : 'floating IP'}`,
    },
    {
      id: 'gateway', step: 'gateway', kind: 'endpoint-gateway', name: `endpoint gateway of ${instance.name}`, within,
      details: zones.map((zone) => `one address in ${zone}`),
      reachedBy: `${words.protocol} over TLS, ${words.port}`,
    },
    {
      id: 'members', kind: 'member', name: `${instance.name} (${words.title})`,
      details: [`its ${words.members}, under their own names`],
      reachedBy: 'IBM Cloud’s private network',
    },
  ];
}

/** Who will be able to reach what. */
export function vsiOpenings({ id, choices, instance }: Connection<VsiChoices>, { words }: Service): readonly Opening[] {
  const { server, sshFrom } = choices;
  const names = namesOf(id);
  const port = `TCP ${portOf(choices)}`;
  const [serverGroup, gatewayGroup] = [names.of('server'), names.of('gateway')];
  return [
    sshFrom === undefined
      ? { from: 'whoever your own rules let in: none is made here', to: server.name, port, allowedBy: 'your security groups' }
      : { from: sshFrom, to: server.name, port, allowedBy: serverGroup, step: 'server-group' },
    {
      from: server.name, to: `the endpoint gateway of ${instance.name}`,
      port: words.port.replace(/^port/, 'TCP'), allowedBy: `${gatewayGroup}, for members of ${serverGroup}`, step: 'gateway-group',
    },
    { from: server.name, to: 'IBM Cloud’s resolvers (161.26.0.0/16)', port: 'UDP and TCP 53', allowedBy: serverGroup, step: 'server-group' },
  ];
}
