import type { RunContext, Standing, Step, StepContext } from './step';
import { blocked, deleteOnce, ended, exists, found, missing, remembered, required, untilGone } from './finding';
import type { Connection } from '../../model/connection';
import type { Vpc } from '../../model/landscape';
import { free } from './step';
import { visible } from '../../model/text';

const kind = 'vpc';

export function vpcStep({ choices, instance }: Connection): Step {
  const choice = choices.vpc;
  const create = async (context: RunContext): Promise<void> => {
    const request = { name: choice.name, resourceGroupId: choices.resourceGroupId };
    context.facts.vpc = await context.change({
      kind,
      name: choice.name,
      make: () => context.vpc.createVpc(request, context.signal),
      find: async () => (await context.vpc.listVpcs(context.signal)).find(({ name }) => name === choice.name),
      describe: (vpc) => found(kind, vpc),
    });
  };
  return {
    id: 'vpc',
    title: `VPC ${visible(choice.name)}`,
    why: `The private network in ${instance.region} that the server and the endpoint gateway stand in.`,
    find: async (context) => {
      const vpcs = await context.vpc.listVpcs(context.signal);
      const standing = choice.kind === 'existing' ? chosen(vpcs, choice.id) : own(context, vpcs, choice.name);
      context.facts.vpc = standing.kind === 'exists' ? standing.resource : undefined;
      return standing;
    },
    create,
    ready: async (context) => {
      const { id } = required(context.facts.vpc, 'The VPC');
      await context.until({
        what: `the VPC ${choice.name}`,
        everyMs: 5_000,
        limitMs: 10 * 60_000,
        read: () => context.vpc.getVpc(id, context.signal),
        check: ({ status }) => {
          if (status === 'failed') {
            throw ended(`the VPC ${choice.name}`, status, [], 'Undo, then run again.');
          }
          return status === 'available' ? 'ready' : { waitingFor: `state "${status}" to become "available"` };
        },
      });
      return choice.kind === 'new' ? 'available' : '';
    },
    undo: async (context, made) => {
      await deleteOnce(context, () => context.vpc.deleteVpc(made.id, context.signal));
      await untilGone(context, `the VPC ${made.name}`, () => context.vpc.getVpc(made.id, context.signal));
    },
    price: free,
  };
}

function chosen(vpcs: readonly Vpc[], id: string): Standing {
  const vpc = vpcs.find((other) => other.id === id);
  return vpc === undefined
    ? blocked('The chosen VPC is not there any more.', 'Choose another VPC.')
    : exists(kind, vpc);
}

/** A VPC of that name that this connection did not make is someone else's: not to be filled unasked. */
function own(context: StepContext, vpcs: readonly Vpc[], name: string): Standing {
  const mine = remembered(context, kind, vpcs);
  if (mine !== undefined) {
    return exists(kind, mine);
  }
  return vpcs.some((vpc) => vpc.name === name)
    ? blocked(`A VPC named "${name}" exists already.`, 'Choose it as the existing VPC, or give the new one another name.')
    : missing();
}
