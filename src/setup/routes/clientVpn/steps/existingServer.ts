import { t } from '../../../../model/l10n';
import { visible } from '../../../../model/text';
import type { RunContext, StepContext } from '../../../context';
import { groupTarget, groupTargetMaker, mostGroups } from '../../../makers/groupTarget';
import { describeVpnServer, vpnServerMaker } from '../../../makers/vpnServer';
import { blocked, exists, type Standing } from '../../../standing';
import { free, untilReady, type Step } from '../../../steps/step';
import { vpcFact } from '../../../steps/vpc';
import { vpnServerFact } from '../../../steps/vpnServer';
import type { ClientVpnChoices } from '../choices';
import { vpnServerGroupFact } from './groups';

type ExistingServer = Extract<ClientVpnChoices['server'], { readonly kind: 'existing' }>;

/** A VPN server of somebody else's: it keeps its certificates, its pool and its groups, and our group is added to them. */
export function existingServerStep(server: ExistingServer, clientPool: string): Step {
  return {
    id: 'vpn-server',
    title: t('VPN server {0}', visible(server.name, 80)),
    why: t('It leads its clients into the VPC. It is used with the certificates and the pool that it has; routes are added to it.'),
    find: (context) => find(context, server, clientPool),
    create,
    ready: async (context) => {
      const ready = await untilReady(context, vpnServerMaker, context.facts.need(vpnServerFact));
      context.facts.set(vpnServerFact, ready);
      return t('{0}, stable', ready.hostname);
    },
    price: free,
  };
}

async function find(context: StepContext, { id, name }: ExistingServer, clientPool: string): Promise<Standing> {
  const vpc = context.facts.get(vpcFact);
  const servers = vpc === undefined ? [] : await context.vpc.listVpnServers({ vpcId: vpc.id }, context.signal);
  const server = servers.find((other) => other.id === id);
  context.facts.set(vpnServerFact, server);
  if (server === undefined) {
    return blocked(
      t('The VPN server "{0}" is not there any more, or stands in another VPC.', visible(name, 80)), t('Choose another VPN server, or let a new one be made.'),
    );
  }
  if (server.clientPool !== clientPool) {
    return blocked(
      t('The VPN server "{0}" gives its clients addresses of {1} now; the rules were planned for {2}.', visible(name, 80), server.clientPool, clientPool),
      t('Start a new connection: it takes the pool of now.'),
    );
  }
  const ours = context.facts.get(vpnServerGroupFact);
  if (ours !== undefined && server.securityGroups.some((group) => group.id === ours.id)) {
    return exists(describeVpnServer(server), server.clientPool);
  }
  return server.securityGroups.length >= mostGroups
    ? blocked(
      t('The VPN server "{0}" has {1} security groups, as many as it may.', visible(name, 80), mostGroups), t('Take one off it, or choose another server.'),
    )
    : { kind: 'missing', detail: t('a security group of this connection is added to it'), extends: groupTargetMaker.addition.without };
}

async function create(context: RunContext): Promise<void> {
  const server = context.facts.need(vpnServerFact);
  await context.adopt(describeVpnServer(server));
  await context.make(groupTargetMaker, groupTarget(context.facts.need(vpnServerGroupFact), server));
}
