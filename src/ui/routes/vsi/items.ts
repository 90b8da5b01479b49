import type { Instance } from '../../../model/instance';
import { t } from '../../../model/l10n';
import type { VirtualServer } from '../../../model/landscape';
import { visible } from '../../../model/text';
import { money } from '../../../model/words';
import type { NewServer } from '../../../setup/routes/vsi/choices';
import type { Offer } from '../../../setup/routes/vsi/defaults';
import { floatingIpOf } from '../../../setup/offer/floatingIps';
import type { VpcChoice } from '../../../setup/steps/vpc';
import type { PickItem } from '../../prompts/answers';
import { counted, describe } from '../../tree/node';
import type { ServerAnswer, SshAnswer } from './answers';
import { newServers } from './newServers';
import type { KnownWay } from '../../prompts/reached';
import type { Sources } from './sources';

/** The region's VPCs, those with a gateway to the instance first, and a new one. */
export function vpcItems(offer: Offer, newName: string, instance: Pick<Instance, 'name' | 'crn'>): readonly PickItem<VpcChoice>[] {
  const leading = new Set(offer.gateways.filter(({ targetCrn }) => targetCrn === instance.crn).map(({ vpc }) => vpc.id));
  const [there, others] = [offer.vpcs.filter(({ id }) => leading.has(id)), offer.vpcs.filter(({ id }) => !leading.has(id))];
  return [
    ...[...there, ...others].map((vpc): PickItem<VpcChoice> => ({
      label: visible(vpc.name, 80),
      description: describe(
        counted(offer.servers.filter((server) => server.vpc.id === vpc.id).length, t('running virtual server'), t('running virtual servers')),
        leading.has(vpc.id) ? t('has a gateway to {0}', visible(instance.name, 80)) : undefined,
      ),
      icon: 'type-hierarchy',
      group: t('Existing'),
      value: { kind: 'existing', id: vpc.id, name: vpc.name },
    })),
    { label: t('Create a new VPC'), description: newName, icon: 'add', group: t('New'), value: { kind: 'new', name: newName } },
  ];
}

/**
 * The VPC's running servers, which cost nothing more, the cheapest new one in each zone, then new ones of other sizes and systems.
 * Without a key a running server cannot be opened: it is no default then.
 */
export function serverItems(offer: Offer, vpc: VpcChoice | undefined, connectionId: string, hasKey: boolean): readonly PickItem<ServerAnswer>[] {
  const servers = vpc?.kind === 'existing' ? offer.servers.filter((server) => server.vpc.id === vpc.id) : [];
  const existing = servers.map((server) => existingItem(server, offer));
  const fresh = newServers(offer, connectionId).map((server, index) => newItem(server, offer, index < offer.zones.length));
  const cheapest = fresh.slice(0, offer.zones.length);
  return [...(hasKey ? [...existing, ...cheapest] : [...cheapest, ...existing]), ...fresh.slice(offer.zones.length)];
}

/** A server that exists: what it has for SSH, and what the user's SSH configuration knows of it. */
export interface OwnServer {
  readonly name: string;
  /** Used wherever a floating IP is. */
  readonly floatingIp: string | undefined;
  /** Inside the VPC. */
  readonly address: string | undefined;
  readonly way: KnownWay | undefined;
}

/** How the server is reached, and who may SSH in. */
export function sshItems({ lookupHost, proxy }: Pick<Sources, 'lookupHost' | 'proxy'>, own?: OwnServer): readonly PickItem<SshAnswer>[] {
  const group = t('Through a floating IP');
  const floating = { group, ...(own?.floatingIp === undefined ? {} : { description: t('{0} has {1}', visible(own.name, 35), own.floatingIp) }) };
  return [
    {
      label: t('Floating IP, for this machine alone'), icon: 'shield', ...floating, value: 'own-address',
      detail: proxy === undefined
        ? t('This machine\'s public address is looked up at {0} now, and again when it is let in.', lookupHost)
        : t('Found at {0} through the proxy {1}; SSH goes without it, maybe from another address.', lookupHost, proxy),
    },
    {
      label: t('Floating IP, for an address or a range that I type'), icon: 'edit', ...floating, value: 'typed-range',
      detail: t('For example the address of your office or VPN.'),
    },
    {
      label: t('Floating IP, for the whole internet'), icon: 'warning', ...floating, value: 'anyone',
      detail: t('Strangers can try to sign in. Asks for a typed confirmation.'),
    },
    {
      label: t('An address that I can reach already'), icon: 'remote', group: t('Another way'), value: 'address',
      ...(own?.way === undefined ? {} : { description: describe(visible(own.way.host, 35), visible(own.way.jump ?? 'ProxyCommand', 35)) }),
      detail: t('Through a VPN, or as your SSH configuration leads there. No floating IP and no rule for SSH is made.'),
    },
    ...(own?.address === undefined ? [] : [{
      label: t('From a bastion that I name'), icon: 'server', group: t('Another way'), value: 'bastion' as const,
      detail: t('You SSH in to it first, and from there to {0}. No floating IP and no rule for SSH is made.', own.address),
    }]),
  ];
}

function newItem(server: NewServer, offer: Offer, isProposed: boolean): PickItem<ServerAnswer> {
  const priced = offer.profiles.find(({ profile }) => profile.name === server.profile);
  const price = priced?.price.kind === 'priced' ? t('{0} a month', money(priced.price.monthly, priced.price.currency)) : t('no price published');
  const size = priced === undefined ? undefined : t('{0} vCPU, {1} GiB', priced.profile.vcpu, priced.profile.memory);
  return {
    label: isProposed ? t('New virtual server in {0}', server.zone) : t('New {0}, {1}', visible(server.profile, 40), visible(server.imageName, 60)),
    description: describe(isProposed ? visible(server.profile, 40) : server.zone, price),
    detail: describe(size, isProposed ? visible(server.imageName, 80) : undefined),
    icon: 'add',
    group: isProposed ? t('New, the cheapest that fits') : t('New, another size or system'),
    value: { kind: 'new', server },
  };
}

function existingItem(server: VirtualServer, offer: Offer): PickItem<ServerAnswer> {
  const floating = floatingIpOf(offer, server);
  return {
    label: visible(server.name, 80),
    description: describe(
      server.zone, server.primaryInterface?.address, floating === undefined ? undefined : t('floating IP {0}', floating.address), t('costs nothing more'),
    ),
    detail: describe(visible(server.profile, 40), server.image === undefined ? undefined : visible(server.image.name, 80)),
    icon: 'vm',
    group: t('Existing'),
    value: { kind: 'existing', server },
  };
}
