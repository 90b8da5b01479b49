import type { RunContext, Standing, Step, StepContext } from './step';
import { atOnce, free } from './step';
import { blocked, missing, required } from './finding';
import type { Connection } from '../../model/connection';
import { Failure } from '../../model/failure';
import type { HostEntry } from '../ssh/hostEntry';
import type { Names } from '../names';
import { SshConfig } from '../ssh/sshConfig';
import { knownHostsPath, sshPort } from '../serverAccess';

const kind = 'ssh-host';

/** The server under a name for `ssh`, and for every tool that reads OpenSSH's configuration. */
export function sshHostStep({ choices }: Connection, { sshHost }: Names): Step {
  return {
    id: 'ssh-host',
    title: `SSH host entry ${sshHost}`,
    why: `"ssh ${sshHost}" logs in. It stands in a file of ours, which one Include line in your SSH configuration reads.`,
    find: async (context) => {
      try {
        return await find(context);
      } catch (error) {
        if (error instanceof Failure && error.code.startsWith('ssh.')) {
          return blocked(error.why, error.next);
        }
        throw error;
      }
    },
    create: async (context) => {
      const entry = required(entryOf(context), 'The server’s address');
      const config = configOf(context);
      await context.change({
        kind,
        name: sshHost,
        make: () => config.add(entry, context.signal),
        find: () => Promise.resolve(undefined),
        describe: () => ({ kind, id: sshHost, name: sshHost }),
      });
    },
    ready: atOnce,
    recover: (_context, lost) => Promise.resolve(lost.kind === kind ? { kind, id: lost.name, name: lost.name } : undefined),
    undo: (context, made) => configOf(context).remove(made.id),
    price: free,
  };

  async function find(context: StepContext): Promise<Standing> {
    const config = configOf(context);
    const problem = await config.problem(context.signal);
    if (problem !== undefined) {
      return blocked(`${context.dependencies.environment.sshFolder}/config is left as it is: ${problem}.`, config.manual);
    }
    const entry = entryOf(context);
    return entry !== undefined && await config.has(entry)
      ? { kind: 'exists', resource: { kind, id: sshHost, name: sshHost } }
      : missing(`${choices.loginUser} · ${sshHost}`);
  }
}

function configOf({ dependencies }: StepContext | RunContext): SshConfig {
  return new SshConfig(dependencies.environment.sshFolder);
}

function entryOf({ connection: { choices }, names, facts, dependencies: { environment } }: StepContext): HostEntry | undefined {
  const address = choices.address.kind === 'address' ? choices.address.address : facts.floatingIp?.address;
  return address === undefined ? undefined : {
    alias: names.sshHost,
    address,
    port: sshPort,
    user: choices.loginUser,
    keyPath: choices.key.path,
    knownHostsPath: knownHostsPath(environment.sshFolder),
  };
}
