import type { Connection } from '../../../model/connection';
import { t } from '../../../model/l10n';
import type { Opening, Path } from '../../../model/path';
import type { Service } from '../../../model/service';
import { visible } from '../../../model/text';
import { namesOf } from '../../names';
import { placesBehind } from '../../placesBehind';
import type { VsiChoices } from './choices';
import { portOf } from './login';

/** This machine, the server and the endpoint gateway in the VPC, the members of the instance. */
export function vsiPath(connection: Connection<VsiChoices>, { words }: Service): Path {
  const { choices, instance } = connection;
  const { server, vpc, zones } = choices;
  const within = `VPC ${vpc.name} (${instance.region})`;
  return [
    { id: 'machine', kind: 'machine', name: t('this machine'), details: [], reachedBy: '' },
    {
      id: 'server', kind: 'virtual-server', name: server.name, within, checks: ['server'],
      details: [t('virtual server, {0}', server.kind === 'new' ? server.zone : t('where it is'))],
      reachedBy: wayTo(choices),
    },
    ...placesBehind(connection, words, { within, zones }),
  ];
}

function wayTo(choices: VsiChoices): string {
  const { address } = choices;
  const port = portOf(choices);
  if (address.kind === 'floating-ip') {
    return t('SSH, port {0}, {1}', port, t('floating IP'));
  }
  switch (address.through?.kind) {
    case 'bastion': return t('SSH, port {0}, {1} through {2}', port, address.address, visible(address.through.jump, 100));
    case 'ssh-config': return t('SSH, port {0}, {1} as your SSH configuration leads there', port, address.address);
    case undefined: return t('SSH, port {0}, {1}', port, address.address);
  }
}

/** Who will be able to reach what. */
export function vsiOpenings({ id, choices, instance }: Connection<VsiChoices>, { words }: Service): readonly Opening[] {
  const { server, sshFrom } = choices;
  const names = namesOf(id);
  const port = `TCP ${portOf(choices)}`;
  const [serverGroup, gatewayGroup] = [names.of('server'), names.of('gateway')];
  return [
    sshFrom === undefined
      ? { from: t('whoever your own rules let in: none is made here'), to: server.name, port, allowedBy: t('your security groups') }
      : { from: sshFrom, to: server.name, port, allowedBy: serverGroup, step: 'server-group' },
    {
      from: server.name, to: t('the endpoint gateway of {0}', instance.name),
      port: `TCP ${words.port.replace(/^\D+/, '')}`, allowedBy: t('{0}, for members of {1}', gatewayGroup, serverGroup), step: 'gateway-group',
    },
    { from: server.name, to: t('IBM Cloud’s resolvers (161.26.0.0/16)'), port: t('UDP and TCP 53'), allowedBy: serverGroup, step: 'server-group' },
  ];
}
