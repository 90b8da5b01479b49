import type { NewVpc } from '../../cloud/vpcRequests';
import { t } from '../../model/l10n';
import type { Reference, Vpc } from '../../model/landscape';
import type { Maker, StepContext } from '../context';
import type { RecordedResource } from '../journal/history';
import { ended, found, named } from './found';

const kind = 'vpc';

export const vpcMaker: Maker<NewVpc, Vpc> = {
  kind,
  make: ({ vpc, signal }, specification) => vpc.createVpc(specification, signal),
  find: async ({ vpc, signal }, specification) => (await vpc.listVpcs(signal)).find(({ name }) => name === specification.name),
  describe: (made) => found(kind, made),
  wait: ({ vpc, signal }, { id, name }) => ({
    what: t('the VPC {0}', name),
    everyMs: 5_000,
    limitMs: 10 * 60_000,
    read: () => vpc.getVpc(id, signal),
    check: ({ status }) => {
      if (status === 'failed') {
        throw ended(t('the VPC {0}', name), status, [], t('Undo, then run again.'));
      }
      return status === 'available' ? 'ready' : { waitingUntil: t('it is available (now: {0})', status) };
    },
  }),
  recover: async ({ vpc, signal }, lost) => named(kind, await vpc.listVpcs(signal), lost),
  usedBy,
  remove: async (context, { id, name }) => {
    await context.discard(() => context.vpc.deleteVpc(id, context.signal));
    await context.untilGone(t('the VPC {0}', name), () => context.vpc.getVpc(id, context.signal));
  },
};

/** Whatever stands in it but its own first group and ACL, what goes with a VPC unasked first of all. */
async function usedBy({ vpc, signal }: StepContext, { id }: RecordedResource): Promise<string | undefined> {
  const { defaultSecurityGroup, defaultNetworkAcl } = await vpc.getVpc(id, signal);
  const inIt = { vpcId: id };
  const lists: readonly (readonly [string, () => Promise<readonly Reference[]>])[] = [
    [t('the server'), () => vpc.listVirtualServers(inIt, signal)],
    [t('the endpoint gateway'), () => vpc.listEndpointGateways(inIt, signal)],
    [t('the subnet'), () => vpc.listSubnets(inIt, signal)],
    [t('the public gateway'), () => vpc.listPublicGateways(inIt, signal)],
    [t('the security group'), () => vpc.listSecurityGroups(inIt, signal)],
    [t('the network ACL'), () => vpc.listNetworkAcls(inIt, signal)],
  ];
  for (const [what, list] of lists) {
    const there = (await list()).find((each) => each.id !== defaultSecurityGroup.id && each.id !== defaultNetworkAcl.id);
    if (there !== undefined) {
      return `${what} ${there.name}`;
    }
  }
  return undefined;
}
