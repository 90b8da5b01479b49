import type { Environment } from '../../../model/account';
import type { ServerAccess } from '../../../model/serverAccess';
import { ownConfig, userConfig } from '../../../ssh/sshConfig';
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

/** The name under which the server stands in a configuration of OpenSSH, and whether the user's own reads that: else a line is left to a person. */
export interface RecordedEntry {
  readonly alias: string;
  readonly isIncluded: boolean;
}

export function recordedEntry(history: History): RecordedEntry | undefined {
  const record = recordOf(history, sshHostStepId);
  const alias = latest(record, sshHostKind)?.name;
  return alias === undefined ? undefined : { alias, isIncluded: (record.ready?.detail ?? '') === '' };
}

/** How the connection's server is reached; undefined until its address is known. */
export function accessTo(
  choices: VsiChoices, floatingAddress: string | undefined, environment: Environment, entry?: RecordedEntry,
): ServerAccess | undefined {
  const { address: chosen } = choices;
  const [address, through] = chosen.kind === 'address' ? [chosen.address, chosen.through] : [floatingAddress, undefined];
  return address === undefined ? undefined : {
    ...serverAccess({ ...choices, address, through }, environment),
    ...entryFor(through, environment, entry),
  };
}

/** Nothing but our own file says how a bastion that was named is opened: it is read by itself where the user's does not. */
function entryFor(through: ServerAccess['through'], { sshFolder }: Environment, entry: RecordedEntry | undefined): Pick<ServerAccess, 'entry'> {
  if (entry === undefined || !(entry.isIncluded || through?.kind === 'bastion')) {
    return {};
  }
  return { entry: { alias: entry.alias, file: entry.isIncluded ? userConfig(sshFolder) : ownConfig(sshFolder) } };
}
