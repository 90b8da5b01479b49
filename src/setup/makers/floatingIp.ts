import type { NewFloatingIp } from '../../cloud/vpcRequests';
import { t } from '../../model/l10n';
import type { FloatingIp } from '../../model/landscape';
import { forgetHostKeys, knownHostsPath } from '../../ssh/knownHosts';
import type { Maker, StepContext } from '../context';
import type { RecordedResource } from '../journal/history';
import { ended, found } from './found';
import { foreignGroup, serverBehind } from './users';

export const floatingIpKind = 'floating-ip';

/** A public address. It is made first and bound then: a bind may be repeated, a second address may not be made. */
export const floatingIpMaker: Maker<NewFloatingIp, FloatingIp> = {
  kind: floatingIpKind,
  make: ({ vpc, signal }, specification) => vpc.createFloatingIp(specification, signal),
  find: async ({ vpc, signal }, { name }) => (await vpc.listFloatingIps(signal)).find((other) => other.name === name),
  describe: describeFloatingIp,
  wait: ({ vpc, signal }, { id, name }) => ({
    what: t('the floating IP {0}', name),
    everyMs: 5_000,
    limitMs: 10 * 60_000,
    read: () => vpc.getFloatingIp(id, signal),
    check: ({ status, targetId }) => {
      if (status === 'failed') {
        throw ended(t('the floating IP {0}', name), status, [], t('Undo, then run again.'));
      }
      return status === 'available' && targetId !== undefined ? 'ready' : { waitingFor: t('the address to be bound') };
    },
  }),
  price: ({ dependencies: { cloud }, vpc, signal }) => cloud.catalog.monthlyPrice({ kind: 'floating-ip' }, vpc.region, signal),
  recover: async ({ vpc, signal }, { name }) => {
    const there = (await vpc.listFloatingIps(signal)).find((other) => other.name === name);
    return there === undefined ? undefined : describeFloatingIp(there);
  },
  usedBy,
  remove: async (context, { id, name, address }) => {
    // Deleting a bound address unbinds it.
    await context.discard(() => context.vpc.deleteFloatingIp(id, context.signal));
    await context.untilGone(t('the floating IP {0}', name), () => context.vpc.getFloatingIp(id, context.signal));
    if (address !== undefined) {
      await forgetHostKeys(knownHostsPath(context.dependencies.environment.sshFolder), address);
    }
  },
};

/** Someone has bound it to a thing of theirs, or goes through our server by it. */
async function usedBy(context: StepContext, { id }: RecordedResource): Promise<string | undefined> {
  const { vpc, signal } = context;
  const { targetId } = await vpc.getFloatingIp(id, signal);
  if (targetId === undefined) {
    return undefined;
  }
  const server = serverBehind(targetId, await vpc.listVirtualServers({}, signal));
  if (server === undefined) {
    return t('what it is bound to, {0}', targetId);
  }
  const origin = context.originOf(server.id);
  if (origin === undefined) {
    return t('the server {0}', server.name);
  }
  const user = origin === 'made' ? foreignGroup(context, server.primaryInterface?.securityGroups ?? []) : undefined;
  return user === undefined ? undefined : t('the server {0}, which is used by {1}', server.name, user);
}

export function describeFloatingIp(made: FloatingIp): ReturnType<typeof found> {
  return found(floatingIpKind, made, made.address);
}
