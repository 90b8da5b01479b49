import type { NewVpc } from '../../cloud/vpcRequests';
import type { Vpc } from '../../model/landscape';
import type { Maker } from '../context';
import { ended, found, named } from './found';

const kind = 'vpc';

export const vpcMaker: Maker<NewVpc, Vpc> = {
  kind,
  make: ({ vpc, signal }, specification) => vpc.createVpc(specification, signal),
  find: async ({ vpc, signal }, specification) => (await vpc.listVpcs(signal)).find(({ name }) => name === specification.name),
  describe: (made) => found(kind, made),
  wait: ({ vpc, signal }, { id, name }) => ({
    what: `the VPC ${name}`,
    everyMs: 5_000,
    limitMs: 10 * 60_000,
    read: () => vpc.getVpc(id, signal),
    check: ({ status }) => {
      if (status === 'failed') {
        throw ended(`the VPC ${name}`, status, [], 'Undo, then run again.');
      }
      return status === 'available' ? 'ready' : { waitingFor: `state "${status}" to become "available"` };
    },
  }),
  recover: async ({ vpc, signal }, lost) => named(kind, await vpc.listVpcs(signal), lost),
  remove: async (context, { id, name }) => {
    await context.discard(() => context.vpc.deleteVpc(id, context.signal));
    await context.untilGone(`the VPC ${name}`, () => context.vpc.getVpc(id, context.signal));
  },
};
