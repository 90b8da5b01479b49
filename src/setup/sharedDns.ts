import { isForbidden, isNotFound } from '../cloud/errors';
import { sharesDns } from '../model/dns';
import type { DnsBinding, DnsResolver, EndpointGateway, Reference, Vpc } from '../model/landscape';
import type { StepContext } from './context';

/** A VPC that shares DNS with the connection's. */
export interface Sharer extends Reference {
  /** Undefined where nothing of it can be read, since it belongs to another account. */
  readonly resolver: DnsResolver | undefined;
}

/** With whom the connection's VPC shares DNS. */
export interface Sharing {
  readonly sharers: readonly Sharer[];
  /** The VPCs of other accounts, and hubs whose bindings may not be read: what they have is not seen from here. */
  readonly unseen: readonly Reference[];
  /** The endpoint gateways of the sharers. */
  readonly gateways: readonly EndpointGateway[];
}

/** With nobody. */
export const alone: Sharing = { sharers: [], unseen: [], gateways: [] };

/** Reads with whom it shares DNS, whether it is the hub or bound to one; asks nothing where it shares with none. */
export async function readSharing(context: StepContext, vpc: Vpc): Promise<Sharing> {
  if (!sharesDns(vpc)) {
    return alone;
  }
  const own = await bindingsOf(context, vpc);
  const hubs = vpc.dns?.isHub === true ? [] : own?.filter(({ isForeign }) => !isForeign) ?? [];
  const ofHubs = await Promise.all(hubs.map(async ({ vpc: hub }) => ({ hub, bindings: await bindingsOf(context, hub) })));
  const bindings = [...own ?? [], ...ofHubs.flatMap(({ bindings: others }) => others ?? [])].filter(({ vpc: other }) => other.id !== vpc.id);
  const [vpcs, gateways] = await Promise.all([context.vpc.listVpcs(context.signal), context.vpc.listEndpointGateways({}, context.signal)]);
  const sharers = bindings.filter(({ isForeign }) => !isForeign).map(({ vpc: other }): Sharer => (
    { ...other, resolver: vpcs.find(({ id }) => id === other.id)?.dns?.resolver }
  ));
  return {
    sharers,
    unseen: [
      ...own === undefined ? [vpc] : [],
      ...bindings.filter(({ isForeign }) => isForeign).map(({ vpc: other }) => other),
      ...ofHubs.filter(({ bindings: others }) => others === undefined).map(({ hub }) => hub),
    ],
    gateways: gateways.filter((gateway) => sharers.some(({ id }) => id === gateway.vpc.id)),
  };
}

/** The endpoint gateways of the connection's VPC. Where its DNS is shared those of the others are needed too, and one list has them all. */
export async function gatewaysIn(context: StepContext, vpc: Vpc): Promise<readonly EndpointGateway[]> {
  if (!sharesDns(vpc)) {
    return context.vpc.listEndpointGateways({ vpcId: vpc.id }, context.signal);
  }
  return (await context.vpc.listEndpointGateways({}, context.signal)).filter((gateway) => gateway.vpc.id === vpc.id);
}

/** Undefined where they may not be read: a plan is none the worse for it than without. */
async function bindingsOf({ vpc, signal }: StepContext, { id }: Reference): Promise<readonly DnsBinding[] | undefined> {
  try {
    return await vpc.listDnsBindings(id, signal);
  } catch (error) {
    if (isForbidden(error) || isNotFound(error)) {
      return undefined;
    }
    throw error;
  }
}
