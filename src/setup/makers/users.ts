import { t } from '../../model/l10n';
import type { Reference, SecurityGroup, SecurityGroupTarget, VirtualServer } from '../../model/landscape';
import type { StepContext } from '../context';

/** The security group of someone else's that guards a thing: whoever put it there relies on it. */
export function foreignGroup(context: StepContext, groups: readonly Reference[]): string | undefined {
  const foreign = groups.find(({ id }) => context.originOf(id) === undefined);
  return foreign === undefined ? undefined : t('the security group {0}', foreign.name);
}

/** What a group guards, but for what an undo left to another connection: that has a group of its own. */
export async function guardedBy(context: StepContext, { targets }: SecurityGroup): Promise<string | undefined> {
  const servers = targets.length === 0 ? [] : await serversOf(context);
  const target = targets.find((each) => !isHandedOver(context, each, servers));
  return target === undefined ? undefined : inWords(target, servers);
}

/** What a group guards, and another connection has now. */
export async function handedOver(context: StepContext, { targets }: SecurityGroup): Promise<readonly SecurityGroupTarget[]> {
  const servers = targets.length === 0 ? [] : await serversOf(context);
  return targets.filter((each) => isHandedOver(context, each, servers));
}

/** A thing in a network as a person knows it: a server, rather than its interface. */
export function inWords({ id, name, kind }: SecurityGroupTarget, servers: readonly VirtualServer[]): string {
  const server = serverBehind(id, servers);
  return server === undefined ? t('the {0} {1}', kind.replaceAll('_', ' '), name) : t('the server {0}', server.name);
}

/** The server whose interface it is: groups guard interfaces, and addresses are bound to them. */
export function serverBehind(interfaceId: string, servers: readonly VirtualServer[]): VirtualServer | undefined {
  return servers.find(({ primaryInterface }) => primaryInterface?.id === interfaceId);
}

function serversOf({ vpc, signal }: StepContext): Promise<readonly VirtualServer[]> {
  return vpc.listVirtualServers({}, signal);
}

/**
 * A server is known by its own id, and guarded by its interface's. One that has no other group is guarded by this one still: whoever has it now
 * brought none, and the cloud takes off no last one. So it is with a VPN server, which is used as it is.
 */
function isHandedOver(context: StepContext, { id, kind }: SecurityGroupTarget, servers: readonly VirtualServer[]): boolean {
  const server = serverBehind(id, servers);
  return kind !== 'vpn_server' && context.originOf(server?.id ?? id) === 'handed-over' && server?.primaryInterface?.securityGroups.length !== 1;
}
