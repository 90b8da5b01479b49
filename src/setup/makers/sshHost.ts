import type { HostEntry } from '../../ssh/hostEntry';
import { SshConfig, type LeftToDo } from '../../ssh/sshConfig';
import type { Maker, Specification, StepContext } from '../context';

export interface SshHostSpecification extends Specification {
  readonly entry: HostEntry;
}

export const sshHostKind = 'ssh-host';

/** A server under a name for `ssh`, in a file of ours that the user's own configuration includes; what is made is what is left to a person. */
export const sshHostMaker: Maker<SshHostSpecification, LeftToDo | undefined> = {
  kind: sshHostKind,
  make: (context, { entry }) => sshConfigOf(context).add(entry, context.signal),
  find: () => Promise.resolve(undefined),
  describe: (_made, { name }) => sshHost(name),
  // Removing an entry that is not there changes nothing.
  recover: (_context, { name }) => Promise.resolve(sshHost(name)),
  remove: async (context, { id }) => {
    const left = await sshConfigOf(context).remove(id);
    if (left !== undefined) {
      context.note(`${left.why}. ${left.byHand}`);
    }
  },
};

export function sshHost(alias: string): ReturnType<typeof sshHostMaker.describe> {
  return { kind: sshHostKind, id: alias, name: alias };
}

export function sshConfigOf({ dependencies }: StepContext): SshConfig {
  return new SshConfig(dependencies.environment.sshFolder);
}
