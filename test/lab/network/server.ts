import type { NetworkTruth } from '../../../src/sandbox/dataPlane';
import { privateResolvers } from './addresses';
import { plainHost } from './fixedHosts';
import { hostName, type Place } from './places';
import { CannotMake, type DaemonPlan, type HostPlan } from './plan';

/** A virtual server: a machine with its image's login user and the keys that the API was given. */
export function serverHost(place: Place, truth: NetworkTruth): HostPlan {
  const server = truth.servers.find(({ id }) => id === place.ownerId);
  if (server === undefined || !/^[a-z_][a-z0-9_-]{0,30}$/i.test(server.loginUser)) throw new CannotMake(`"${place.name}"`, 'its login user has no name');
  return {
    ...plainHost, id: place.id, name: hostName(place),
    nameservers: resolversOf(place.vpcId, truth),
    disk: { id: server.id, loginUser: server.loginUser, authorizedKeys: server.authorizedKeys.map(oneLine) },
  };
}

/** What DHCP tells a server: the VPC's custom resolver where one is enabled. Source: IBM-CLOUD B.4, E.6. */
function resolversOf(vpcId: string, truth: NetworkTruth): readonly string[] {
  const own = truth.resolvers.filter((each) => each.vpcId === vpcId && each.enabled).flatMap(({ places }) => places.map(({ address }) => address));
  return own.length > 0 ? own : privateResolvers;
}

export function serverDaemons(place: Place): DaemonPlan[] {
  return [{
    id: `ssh/${place.id}`, host: place.id, ready: 'Server listening on',
    command: ['/usr/sbin/sshd', '-D', '-e', '-f', '/etc/ssh/sshd_config.lab'],
    files: { '/etc/ssh/sshd_config.lab': sshdConfig({}) },
  }];
}

/** As the stock images have it: keys alone, and root told to be somebody else. Source: IBM-CLOUD C.4. */
export function sshdConfig(options: Readonly<Record<string, string>>): string {
  const all = {
    Port: '22', AddressFamily: 'inet', ListenAddress: '0.0.0.0', HostKey: '/etc/ssh/lab_host_key', AuthorizedKeysFile: '.ssh/authorized_keys',
    PasswordAuthentication: 'no', KbdInteractiveAuthentication: 'no', PermitRootLogin: 'prohibit-password', UsePAM: 'no', UseDNS: 'no',
    PidFile: 'none', PrintMotd: 'no', Subsystem: 'sftp internal-sftp', MaxStartups: '100', MaxSessions: '100', ...options,
  };
  return Object.entries(all).map(([name, value]) => `${name} ${value}\n`).join('');
}

function oneLine(key: string): string {
  return key.replaceAll(/[\r\n]+/g, ' ').trim();
}
