import { Failure } from '../../model/failure';
import { t } from '../../model/l10n';
import type { Subnet } from '../../model/landscape';
import type { Maker, Specification, StepContext } from '../context';
import type { RecordedResource } from '../journal/history';
import { ended, found, named } from './found';
import { inWords } from './users';

export interface SubnetSpecification extends Specification {
  readonly vpcId: string;
  readonly zone: string;
  /** A power of two, at least 8; the cloud keeps 5 of them. */
  readonly addresses: number;
  readonly resourceGroupId: string;
}

const kind = 'subnet';

/** How a refusal's code ends where an interface is in the subnet. */
export const heldByHidden = '.subnet_in_use_network_interface_exists';

export const subnetMaker: Maker<SubnetSpecification, Subnet> = {
  kind,
  make: ({ vpc, signal }, { name, vpcId, zone, addresses, resourceGroupId }) =>
    vpc.createSubnet({ name, vpcId, zone, size: { addresses }, resourceGroupId }, signal),
  find: async ({ vpc, signal }, { name, vpcId }) => (await vpc.listSubnets({ vpcId }, signal)).find((other) => other.name === name),
  describe: (made) => found(kind, made),
  wait: ({ vpc, signal }, { id, name }) => ({
    what: t('the subnet {0}', name),
    everyMs: 5_000,
    limitMs: 10 * 60_000,
    read: () => vpc.getSubnet(id, signal),
    check: ({ status }) => {
      if (status === 'failed') {
        throw ended(t('the subnet {0}', name), status, [], t('Undo, then run again.'));
      }
      return status === 'available' ? 'ready' : { waitingUntil: t('it is available (now: {0})', status) };
    },
  }),
  recover: async ({ vpc, signal }, lost) => named(kind, await vpc.listSubnets({}, signal), lost),
  usedBy,
  remove: async (context, { id, name }) => {
    await context.discard(() => explained(context.vpc.deleteSubnet(id, context.signal)));
    await context.untilGone(t('the subnet {0}', name), () => context.vpc.getSubnet(id, context.signal));
  },
};

/** Whatever is listed was asked for before. */
async function explained(deletion: Promise<void>): Promise<void> {
  try {
    await deletion;
  } catch (error) {
    if (!(error instanceof Failure && error.code.endsWith(heldByHidden))) {
      throw error;
    }
    const { code, what, why, trace, status, retryAfter } = error;
    throw new Failure({ code, what, why, trace, status, retryAfter, cause: error, next: t(
      'Undo again in some minutes: a location of a custom resolver, or a health check of DNS Services, that was deleted keeps an interface in its subnet '
        + 'for a while, which no list shows. If it stays, look in DNS Services for what is in the subnet still.',
    ) });
  }
}

/** Whatever has an address in it: the cloud would take a gateway's away without a word. */
async function usedBy({ vpc, signal }: StepContext, { id }: RecordedResource): Promise<string | undefined> {
  const servers = await vpc.listVirtualServers({}, signal);
  const server = servers.find(({ primaryInterface }) => primaryInterface?.subnet.id === id);
  if (server !== undefined) {
    return t('the server {0}', server.name);
  }
  const [taken] = await vpc.listTakenAddresses(id, signal);
  if (taken === undefined) {
    return undefined;
  }
  return taken.target === undefined ? t('the reserved IP {0} ({1})', taken.name, taken.address) : inWords(taken.target, servers);
}
