import type { Environment } from '../../../model/account';
import type { ServerAccess } from '../../../model/serverAccess';
import { knownHostsPath } from '../../../ssh/knownHosts';
import { userConfig } from '../../../ssh/sshConfig';
import type { History } from '../../journal/history';
import { latest, recordOf } from '../../journal/history';
import { floatingIpKind } from '../../makers/floatingIp';
import { sshHostKind } from '../../makers/sshHost';
import { floatingIpStepId } from '../../steps/floatingIp';
import type { VsiChoices } from './choices';
import { portOf } from './login';

/** Also the key of its record in the journal, in which the server's name for SSH stands. */
export const sshHostStepId = 'ssh-host';

/** The address of the connection's floating IP, as its journal has it; undefined until it is known. */
export function recordedAddress(history: History): string | undefined {
  return latest(recordOf(history, floatingIpStepId), floatingIpKind)?.address;
}

/** The name under which the server stands in OpenSSH's configuration; undefined where it does not, or where a line of it is left to a person. */
export function recordedAlias(history: History): string | undefined {
  const record = recordOf(history, sshHostStepId);
  return (record.ready?.detail ?? '') === '' ? latest(record, sshHostKind)?.name : undefined;
}

/** How the connection's server is reached; undefined until its address is known. */
export function accessTo(
  choices: VsiChoices, floatingAddress: string | undefined, environment: Environment, alias?: string,
): ServerAccess | undefined {
  const { address, loginUser, key, server } = choices;
  const { network, sshFolder } = environment;
  const host = address.kind === 'address' ? address.address : floatingAddress;
  return host === undefined ? undefined : {
    network,
    host,
    port: portOf(choices),
    username: loginUser,
    ...address.kind === 'address' && address.through !== undefined ? { through: address.through, sshFolder } : {},
    ...(key.kind === 'agent'
      ? { privateKeyPath: undefined, agentKey: { socket: environment.sshAgent, fingerprint: key.fingerprint, comment: key.comment } }
      : { privateKeyPath: key.path }),
    knownHostsPath: knownHostsPath(sshFolder),
    name: server.name,
    ...alias === undefined ? {} : { entry: { alias, file: userConfig(sshFolder) } },
  };
}
