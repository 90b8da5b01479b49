import { isForbidden } from '../../cloud/errors';
import type { NewVirtualServer } from '../../cloud/vpcRequests';
import type { NetworkInterface, VirtualServer } from '../../model/landscape';
import { t } from '../../model/l10n';
import type { Cost } from '../../model/plan';
import { forgetHostKeys, knownHostsPath } from '../../ssh/knownHosts';
import type { LookContext, Maker, RunContext, StepContext, Wait } from '../context';
import type { RecordedResource } from '../journal/history';
import { orUnpublished } from '../catalogPrice';
import { ended, found, named } from './found';
import { foreignGroup } from './users';

export interface VirtualServerSpecification extends NewVirtualServer {
  /** The address under which it is reached, where that is none of ours: whoever comes under it later is another machine. */
  readonly reachedAt?: string | undefined;
}

export const virtualServerKind = 'virtual-server';
const limitMs = 30 * 60_000;
/** Of the boot volume that a server gets unasked. */
const bootGigabytes = 100;

export const virtualServerMaker: Maker<VirtualServerSpecification, VirtualServer, { readonly profile: string }> = {
  kind: virtualServerKind,
  make: ({ vpc, signal }, specification) => vpc.createVirtualServer(specification, signal),
  find: async ({ vpc, signal }, { name }) => (await vpc.listVirtualServers({}, signal)).find((other) => other.name === name),
  describe: (made, { reachedAt }) => found(virtualServerKind, made, reachedAt),
  wait: untilRunning,
  price: (context, { profile }) => priceOf(context, profile),
  recover: async ({ vpc, signal }, lost) => named(virtualServerKind, await vpc.listVirtualServers({}, signal), lost),
  usedBy: async (context, { id }) => {
    const { primaryInterface } = await context.vpc.getVirtualServer(id, context.signal);
    return primaryInterface === undefined ? undefined
      : foreignGroup(context, primaryInterface.securityGroups) ?? await foreignAddress(context, primaryInterface);
  },
  remove: removeServer,
};

/** Whoever bound an address to it comes in by that. Who may not see addresses gets rid of a server all the same. */
async function foreignAddress(context: StepContext, { id }: Pick<NetworkInterface, 'id'>): Promise<string | undefined> {
  try {
    const bound = (await context.vpc.listFloatingIps(context.signal))
      .find((address) => address.targetId === id && context.originOf(address.id) === undefined);
    return bound === undefined ? undefined : t('the floating IP {0}', bound.name);
  } catch (error) {
    if (isForbidden(error)) {
      return undefined;
    }
    throw error;
  }
}

async function removeServer(context: RunContext, { id, name, address }: RecordedResource): Promise<void> {
  await context.discard(() => context.vpc.deleteVirtualServer(id, context.signal));
  await context.untilGone(t('the server {0}', name), () => context.vpc.getVirtualServer(id, context.signal), limitMs);
  if (address !== undefined) {
    await forgetHostKeys(knownHostsPath(context.dependencies.environment.sshFolder), address);
  }
}

/** A server that failed, or was stopped, does not start by waiting. */
function untilRunning({ vpc, signal }: RunContext, { id, name }: VirtualServer): Wait<VirtualServer> {
  return {
    what: t('the server {0}', name),
    everyMs: 10_000,
    limitMs,
    read: () => vpc.getVirtualServer(id, signal),
    check: ({ status, statusReasons }) => {
      if (status === 'failed' || status === 'deleting') {
        const capacity = statusReasons.some(({ code }) => code.startsWith('cannot_start_c'));
        throw ended(t('the server {0}', name), status, statusReasons, capacity
          ? t('Run again later, or plan it again with another zone or profile.')
          : t('Run again, which replaces it.'));
      }
      if (status === 'stopped' || status === 'stopping') {
        throw ended(t('the server {0}', name), status, statusReasons, t('Start the server, then run again.'));
      }
      return status === 'running' ? 'ready' : { waitingUntil: t('it is running (now: {0})', status) };
    },
  };
}

/** Server and boot volume; where only the server's price is published, the basis says what is not in it. */
async function priceOf({ dependencies: { cloud }, vpc, signal }: LookContext, profile: string): Promise<Cost> {
  const [machine, volume] = await Promise.all([
    cloud.catalog.monthlyPrice({ kind: 'virtual-server', profile }, vpc.region, signal),
    orUnpublished(cloud.catalog.monthlyPrice({ kind: 'boot-volume', gigabytes: bootGigabytes }, vpc.region, signal)),
  ]);
  if (machine.kind !== 'priced') {
    return machine;
  }
  return volume.kind === 'priced' && volume.currency === machine.currency
    ? { ...machine, monthly: machine.monthly + volume.monthly, basis: `${machine.basis}; ${volume.basis}` }
    : { ...machine, basis: t('{0}; without the boot volume, whose price is not published', machine.basis) };
}
