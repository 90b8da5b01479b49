import { t } from '../../model/l10n';
import type { SecurityGroup, SshKey, Subnet, VirtualServer } from '../../model/landscape';
import { visible } from '../../model/text';
import type { RunContext, StepContext } from '../context';
import type { Fact } from '../facts';
import { found } from '../makers/found';
import { virtualServerKind, virtualServerMaker, type VirtualServerSpecification } from '../makers/virtualServer';
import { blocked, missing, remembered, type Standing } from '../standing';
import { serversOf } from './servers';
import { existing, making, type Step } from './step';
import { vpcFact } from './vpc';

/** What a new server is made from, and where. */
interface WantedServer {
  readonly name: string;
  readonly zone: string;
  readonly profile: string;
  readonly imageId: string;
  readonly imageName: string;
}

export interface NewServerStep {
  readonly server: WantedServer;
  readonly why: string;
  /** A zone's each; the server stands in that of its own zone. */
  readonly subnets: readonly { readonly zone: string; readonly subnet: Fact<Subnet> }[];
  readonly group: Fact<SecurityGroup>;
  readonly key: Fact<SshKey>;
  /** Where it is left for the steps behind. */
  readonly into: Fact<VirtualServer>;
  readonly resourceGroupId: string;
  /** Where it is reached, if that is no address of ours. */
  readonly reachedAt?: string | undefined;
}

/** A server of our own, with its boot volume. */
export function newServerStep(step: NewServerStep): Step {
  const { server, why, into } = step;
  return making({
    id: 'server',
    title: t('Virtual server {0}', visible(server.name)),
    why,
    maker: virtualServerMaker,
    priced: { profile: server.profile },
    into,
    find: (context) => find(context, step),
    specification: (context) => specification(context, step),
    prepare: removeFailed,
    inWords: () => t('running'),
  });
}

async function find(context: StepContext, { server, subnets, into }: NewServerStep): Promise<Standing> {
  const servers = await serversOf(context);
  const mine = remembered(context, virtualServerKind, servers);
  if (mine !== undefined && mine.status !== 'failed') {
    return existing(context, into, mine, found(virtualServerKind, mine));
  }
  if (mine === undefined && servers.some(({ name }) => name === server.name)) {
    return blocked(t('A virtual server named "{0}" exists already.', server.name), t('Choose it as the existing server, or give the new one another name.'));
  }
  return await unavailable(context, server, subnets.map(({ zone }) => zone)) ?? missing(`${server.profile} · ${server.imageName} · ${server.zone}`);
}

/** What the region does not offer; capacity itself is known only when it is asked for. */
async function unavailable({ vpc, signal }: StepContext, server: WantedServer, chosen: readonly string[]): Promise<Standing | undefined> {
  if (!chosen.includes(server.zone)) {
    return blocked(t('The server\'s zone {0} is not among the connection\'s zones.', server.zone), t('Choose the zones again.'));
  }
  const [profiles, images, zones] = await Promise.all([vpc.listProfiles(signal), vpc.listImages(signal), vpc.listZones(signal)]);
  if (!profiles.some(({ name }) => name === server.profile)) {
    return blocked(t('{0} has no profile "{1}".', vpc.region, server.profile), t('Choose another profile.'));
  }
  if (!images.some(({ id }) => id === server.imageId)) {
    return blocked(t('The image "{0}" is not available in {1}.', server.imageName, vpc.region), t('Choose another image.'));
  }
  return zones.some(({ name, available }) => name === server.zone && available)
    ? undefined
    : blocked(t('The zone {0} is not available.', server.zone), t('Choose another zone.'));
}

/** One of ours that could not start, for want of capacity mostly, keeps its name from the next; one that was there before is left alone. */
async function removeFailed(context: RunContext): Promise<void> {
  const failed = context.recorded(virtualServerKind);
  if (failed?.origin === 'made') {
    await virtualServerMaker.remove(context, failed);
  }
}

function specification({ facts }: StepContext, step: NewServerStep): VirtualServerSpecification {
  const { server: { name, zone, profile, imageId }, subnets, group, key, resourceGroupId, reachedAt } = step;
  const place = subnets.find((each) => each.zone === zone);
  if (place === undefined) {
    throw new TypeError(`There is no subnet in ${zone}.`);
  }
  return {
    name,
    vpcId: facts.need(vpcFact).id,
    zone,
    subnetId: facts.need(place.subnet).id,
    securityGroupIds: [facts.need(group).id],
    profile,
    imageId,
    keyIds: [facts.need(key).id],
    resourceGroupId,
    reachedAt,
  };
}
