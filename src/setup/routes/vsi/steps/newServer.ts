import { t } from '../../../../model/l10n';
import type { Subnet } from '../../../../model/landscape';
import type { Service } from '../../../../model/service';
import { visible } from '../../../../model/text';
import type { RunContext, StepContext } from '../../../context';
import type { Fact } from '../../../facts';
import { found } from '../../../makers/found';
import { virtualServerKind, virtualServerMaker, type VirtualServerSpecification } from '../../../makers/virtualServer';
import { blocked, missing, remembered, type Standing } from '../../../standing';
import { existing, making, type Step } from '../../../steps/step';
import { vpcFact } from '../../../steps/vpc';
import type { NewServer, VsiChoices } from '../choices';
import { serverFact, serverGroupFact, sshKeyFact } from '../facts';
import { serversOf } from '../servers';

type Subnets = readonly { readonly zone: string; readonly subnet: Fact<Subnet> }[];

/** A server of the connection's own, in the middle of the way. */
export function newServerStep(choices: VsiChoices, server: NewServer, { words }: Service, subnets: Subnets): Step {
  return making({
    id: 'server',
    title: t('Virtual server {0}', visible(server.name)),
    why: t('It stands inside the VPC, where the private names resolve: you reach {0} through it over SSH.', words.protocol),
    maker: virtualServerMaker,
    priced: { profile: server.profile },
    into: serverFact,
    find: (context) => find(context, server, choices.zones),
    specification: (context) => specification(context, choices, server, subnets),
    prepare: removeFailed,
    inWords: () => 'running',
  });
}

async function find(context: StepContext, server: NewServer, zones: readonly string[]): Promise<Standing> {
  const servers = await serversOf(context);
  const mine = remembered(context, virtualServerKind, servers);
  if (mine !== undefined && mine.status !== 'failed') {
    return existing(context, serverFact, mine, found(virtualServerKind, mine));
  }
  if (mine === undefined && servers.some(({ name }) => name === server.name)) {
    return blocked(t('A virtual server named "{0}" exists already.', server.name), t('Choose it as the existing server, or give the new one another name.'));
  }
  return await unavailable(context, server, zones) ?? missing(`${server.profile} · ${server.imageName} · ${server.zone}`);
}

/** What the region does not offer; capacity itself is known only when it is asked for. */
async function unavailable({ vpc, signal }: StepContext, server: NewServer, chosen: readonly string[]): Promise<Standing | undefined> {
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

/** One of ours that could not start, for want of capacity mostly, keeps its name from the next. */
async function removeFailed(context: RunContext): Promise<void> {
  const failed = context.recorded(virtualServerKind);
  if (failed !== undefined) {
    await virtualServerMaker.remove(context, failed);
  }
}

function specification({ facts }: StepContext, choices: VsiChoices, server: NewServer, subnets: Subnets): VirtualServerSpecification {
  const { address, resourceGroupId } = choices;
  const place = subnets.find(({ zone }) => zone === server.zone);
  if (place === undefined) {
    throw new TypeError(`There is no subnet in ${server.zone}.`);
  }
  return {
    name: server.name,
    vpcId: facts.need(vpcFact).id,
    zone: server.zone,
    subnetId: facts.need(place.subnet).id,
    securityGroupIds: [facts.need(serverGroupFact).id],
    profile: server.profile,
    imageId: server.imageId,
    keyIds: [facts.need(sshKeyFact).id],
    resourceGroupId,
    reachedAt: address.kind === 'address' ? address.address : undefined,
  };
}
