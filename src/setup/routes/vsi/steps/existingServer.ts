import { t } from '../../../../model/l10n';
import type { VirtualServer } from '../../../../model/landscape';
import type { Service } from '../../../../model/service';
import { visible } from '../../../../model/text';
import type { RunContext, StepContext } from '../../../context';
import { groupTarget, groupTargetMaker, mostGroups } from '../../../makers/groupTarget';
import { found } from '../../../makers/found';
import { virtualServerKind, virtualServerMaker } from '../../../makers/virtualServer';
import type { Names } from '../../../names';
import { blocked, exists, type Standing } from '../../../standing';
import type { Step } from '../../../steps/step';
import { free, untilReady } from '../../../steps/step';
import { vpcFact } from '../../../steps/vpc';
import type { ExistingServer, VsiChoices } from '../choices';
import { serverFact, serverGroupFact } from '../facts';
import { openWayFact } from '../openWay';
import { serversOf } from '../../../steps/servers';

/** A server of the user's: its own groups stay as they are, ours is added to them. */
export function existingServerStep({ vpc }: VsiChoices, server: ExistingServer, names: Names, { words }: Service): Step {
  return {
    id: 'server',
    title: t('Virtual server {0}', visible(server.name)),
    why: t('It stands inside the VPC {0}, where the private names resolve: you reach {1} through it over SSH.', visible(vpc.name), words.protocol),
    find: (context) => find(context, server, names.of('server')),
    create,
    ready: async (context) => {
      context.facts.set(serverFact, await untilReady(context, virtualServerMaker, context.facts.need(serverFact)));
      return 'running';
    },
    price: free,
  };
}

async function find(context: StepContext, { id, name }: ExistingServer, groupName: string): Promise<Standing> {
  const server = (await serversOf(context)).find((other) => other.id === id);
  const vpc = context.facts.get(vpcFact);
  context.facts.set(serverFact, server);
  if (server?.primaryInterface === undefined) {
    return blocked(t('The server "{0}" is not there any more, or has no network.', name), t('Choose another server.'));
  }
  if (vpc !== undefined && server.vpc.id !== vpc.id) {
    return blocked(t('The server "{0}" stands in another VPC: {1}.', name, server.vpc.name), t('Choose that VPC, or another server.'));
  }
  return withGroup(context, server, server.primaryInterface.securityGroups, groupName);
}

function withGroup(context: StepContext, server: VirtualServer, groups: readonly { readonly id: string }[], groupName: string): Standing {
  const ours = context.facts.get(serverGroupFact);
  const isOpen = context.facts.get(openWayFact)?.toServer === true;
  if (isOpen || (ours !== undefined && groups.some(({ id }) => id === ours.id))) {
    return exists(found(virtualServerKind, server));
  }
  return groups.length >= mostGroups
    ? blocked(t('The server "{0}" has {1} security groups, as many as it may.', server.name, groups.length), t('Take one off it, or choose another server.'))
    : { kind: 'missing', detail: t('the security group {0} is added to it', groupName), extends: groupTargetMaker.addition.without };
}

async function create(context: RunContext): Promise<void> {
  const server = context.facts.need(serverFact);
  if (server.primaryInterface === undefined) {
    throw new TypeError('The server’s interface is not known.');
  }
  await context.adopt(found(virtualServerKind, server));
  const target = { id: server.primaryInterface.id, name: server.name };
  await context.make(groupTargetMaker, groupTarget(context.facts.need(serverGroupFact), target));
}
