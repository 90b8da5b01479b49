import { Failure } from '../../../../model/failure';
import type { HostEntry } from '../../../../ssh/hostEntry';
import { knownHostsPath } from '../../../../ssh/knownHosts';
import type { StepContext } from '../../../context';
import { sshConfigOf, sshHost, sshHostMaker } from '../../../makers/sshHost';
import type { Names } from '../../../names';
import { blocked, exists, missing, type Standing } from '../../../standing';
import type { Step } from '../../../steps/step';
import { atOnce, free } from '../../../steps/step';
import { sshPort } from '../access';
import type { VsiChoices } from '../choices';
import { floatingIpFact } from '../facts';

/** The server under a name for `ssh`, and for every tool that reads OpenSSH's configuration. */
export function sshHostStep(choices: VsiChoices, { base }: Names): Step {
  return {
    id: 'ssh-host',
    title: `SSH host entry ${base}`,
    why: `"ssh ${base}" logs in. It stands in a file of ours, which one Include line in your SSH configuration reads.`,
    find: async (context) => {
      try {
        return await find(context, choices, base);
      } catch (error) {
        if (error instanceof Failure && error.code.startsWith('ssh.')) {
          return blocked(error.why, error.next);
        }
        throw error;
      }
    },
    create: async (context) => {
      const entry = entryOf(context, choices, base);
      if (entry === undefined) {
        throw new TypeError('The server’s address is not known yet.');
      }
      await context.make(sshHostMaker, { name: base, entry });
    },
    ready: atOnce,
    price: free,
  };
}

async function find(context: StepContext, choices: VsiChoices, alias: string): Promise<Standing> {
  const config = sshConfigOf(context);
  const problem = await config.problem(context.signal);
  if (problem !== undefined) {
    return blocked(`${context.dependencies.environment.sshFolder}/config is left as it is: ${problem}.`, config.manual);
  }
  const entry = entryOf(context, choices, alias);
  return entry !== undefined && await config.has(entry) ? exists(sshHost(alias)) : missing(`${choices.loginUser} · ${alias}`);
}

function entryOf({ facts, dependencies: { environment } }: StepContext, choices: VsiChoices, alias: string): HostEntry | undefined {
  const address = choices.address.kind === 'address' ? choices.address.address : facts.get(floatingIpFact)?.address;
  return address === undefined ? undefined : {
    alias,
    address,
    port: sshPort,
    user: choices.loginUser,
    keyPath: choices.key.path,
    knownHostsPath: knownHostsPath(environment.sshFolder),
  };
}
