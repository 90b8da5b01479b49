import type { HostEntry } from '../../ssh/hostEntry';
import { SshConfig } from '../../ssh/sshConfig';
import type { Maker, Specification, StepContext } from '../context';

export interface SshHostSpecification extends Specification {
  readonly entry: HostEntry;
}

const kind = 'ssh-host';

/** A server under a name for `ssh`, in a file of ours that the user's own configuration includes. */
export const sshHostMaker: Maker<SshHostSpecification, undefined> = {
  kind,
  make: async (context, { entry }) => {
    await sshConfigOf(context).add(entry, context.signal);
    return undefined;
  },
  find: () => Promise.resolve(undefined),
  describe: (_made, { name }) => sshHost(name),
  // Removing an entry that is not there changes nothing.
  recover: (_context, { name }) => Promise.resolve(sshHost(name)),
  remove: (context, { id }) => sshConfigOf(context).remove(id),
};

export function sshHost(alias: string): ReturnType<typeof sshHostMaker.describe> {
  return { kind, id: alias, name: alias };
}

export function sshConfigOf({ dependencies }: StepContext): SshConfig {
  return new SshConfig(dependencies.environment.sshFolder);
}
