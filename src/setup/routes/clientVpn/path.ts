import type { Connection } from '../../../model/connection';
import { t } from '../../../model/l10n';
import type { Opening, Path } from '../../../model/path';
import type { Service } from '../../../model/service';
import { visible } from '../../../model/text';
import { cloudServices } from '../../cloudServices';
import { namesOf } from '../../names';
import { placesBehind } from '../../placesBehind';
import type { ClientVpnChoices } from './choices';
import { routesBesides } from './wantedRoutes';

/** What tells of the way up to the server; the last one's words are shown where all is well. */
const checksOfTunnel = ['vpn-server', 'vpn-certificates', 'vpn-routes', 'vpn-client', 'vpn-names', 'tunnel'];

/** This machine, the VPN server and the endpoint gateway in the VPC, the members of the instance. */
export function clientVpnPath(connection: Connection<ClientVpnChoices>, { words }: Service): Path {
  const { choices, instance } = connection;
  const { server, vpc, places, zones, clientPool, tunnel, dnsServers } = choices;
  const within = `VPC ${vpc.name} (${instance.region})`;
  return [
    { id: 'machine', kind: 'machine', name: t('this machine'), details: [t('an address of {0} in the tunnel', clientPool)], reachedBy: '' },
    {
      id: 'server', step: 'vpn-server', kind: 'vpn-server', name: server.name, within, checks: checksOfTunnel,
      details: [
        t('VPN server, {0}', places.map(({ zone }) => zone).join(', ')), tunnel === 'split' ? t('split tunnel') : t('full tunnel'),
        ...dnsServers.length === 0 ? [] : [t('names asked of {0}', dnsServers.join(', '))],
      ],
      reachedBy: t('OpenVPN, {0}', portOf(choices)),
    },
    ...placesBehind(connection, words, { within, zones }),
  ];
}

/** Who will be able to reach what. */
export function clientVpnOpenings({ id, choices, instance }: Connection<ClientVpnChoices>, { words }: Service): readonly Opening[] {
  const { server, allowedFrom, clientPool, toGateway, dnsServers } = choices;
  const names = namesOf(id);
  const [serverGroup, gatewayGroup] = [names.of('server'), names.of('gateway')];
  const name = visible(server.name, 80);
  return [
    ...allowedFrom.map((from): Opening => ({ from, to: name, port: portOf(choices), allowedBy: serverGroup, step: 'server-group' })),
    {
      from: toGateway === 'deliver' ? t('clients of the VPN ({0})', clientPool) : t('the subnets of {0}', name),
      to: t('the endpoint gateway of {0}', instance.name), port: `TCP ${words.port.replace(/^\D+/, '')}`, allowedBy: gatewayGroup, step: 'gateway-group',
    },
    ...dnsServers.length === 0 ? [] : [{
      from: name, to: t('IBM Cloud’s resolvers ({0})', cloudServices), port: t('UDP and TCP 53'), allowedBy: serverGroup, step: 'server-group',
    }],
    ...routesBesides(choices).filter(({ action }) => action !== 'drop').map(({ destination }): Opening => ({
      from: name, to: destination, port: t('everything'), allowedBy: serverGroup, step: 'server-group',
    })),
  ];
}

/** "UDP 443". */
function portOf({ protocol, port }: ClientVpnChoices): string {
  return `${protocol.toUpperCase()} ${port}`;
}
