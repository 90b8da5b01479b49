import type { RunContext } from './step';
import { deleteOnce, ended, required, untilGone } from './finding';
import type { RecordedResource } from '../journal/history';
import { forgetHostKeys } from '../ssh/knownHosts';
import { knownHostsPath } from '../serverAccess';

const limitMs = 30 * 60_000;

/** Polls until the server runs; a server that failed, or was stopped, does not start by waiting. Source: IBM-CLOUD C.4. */
export async function untilRunning(context: RunContext, name: string): Promise<string> {
  const { id } = required(context.facts.server, 'The server');
  context.facts.server = await context.until({
    what: `the server ${name}`,
    everyMs: 10_000,
    limitMs,
    read: () => context.vpc.getVirtualServer(id, context.signal),
    check: ({ status, statusReasons }) => {
      if (status === 'failed' || status === 'deleting') {
        const capacity = statusReasons.some(({ code }) => code.startsWith('cannot_start_c'));
        throw ended(`the server ${name}`, status, statusReasons, capacity
          ? 'Run again later, or plan it again with another zone or profile.'
          : 'Run again, which replaces it.');
      }
      if (status === 'stopped' || status === 'stopping') {
        throw ended(`the server ${name}`, status, statusReasons, 'Start the server, then run again.');
      }
      return status === 'running' ? 'ready' : { waitingFor: `state "${status}" to become "running"` };
    },
  });
  return 'running';
}

/** Deletes a server of ours; whoever comes under its address later is another machine. */
export async function deleteServer(context: RunContext, { id, name }: RecordedResource): Promise<void> {
  const { connection: { choices: { address } }, dependencies: { environment } } = context;
  await deleteOnce(context, () => context.vpc.deleteVirtualServer(id, context.signal));
  await untilGone(context, `the server ${name}`, () => context.vpc.getVirtualServer(id, context.signal), limitMs);
  if (address.kind === 'address') {
    await forgetHostKeys(knownHostsPath(environment.sshFolder), address.address);
  }
}
