import type { Environment } from '../../../model/account';
import type { ServerAccess } from '../../../model/serverAccess';
import { userConfig } from '../../../ssh/sshConfig';
import type { History } from '../../journal/history';
import { latest, recordOf } from '../../journal/history';
import { floatingIpKind } from '../../makers/floatingIp';
import { sshHostKind } from '../../makers/sshHost';
import { accessTo as serverAccess } from '../../server/access';
import { floatingIpStepId } from '../../steps/floatingIp';
import type { VsiChoices } from './choices';

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
  const { address: chosen } = choices;
  const [address, through] = chosen.kind === 'address' ? [chosen.address, chosen.through] : [floatingAddress, undefined];
  return address === undefined ? undefined : {
    ...serverAccess({ ...choices, address, through }, environment),
    ...alias === undefined ? {} : { entry: { alias, file: userConfig(environment.sshFolder) } },
  };
}
