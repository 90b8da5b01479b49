import { createHash } from 'node:crypto';
import { t } from '../../model/l10n';
import type { Secret } from '../../model/secret';
import { canonicalRange } from '../../model/range';
import { visible } from '../../model/text';
import type { IkeIdentity, Office } from '../office';
import { espProposal, ikeProposal } from '../proposals';
import { ownName, selectorsOf, tunnelsOf } from '../tunnels';
import type { SeenConnection } from './seen';

export type Parameter = 'connection' | 'ike-version' | 'identity' | 'key' | 'ike-proposal' | 'ranges' | 'esp-proposal' | 'encapsulation'
  | 'ike-lifetime' | 'esp-lifetime';

/** One parameter in which the sides differ: what the cloud has, what the office's gateway has, and a sentence of it. */
export interface Difference {
  readonly parameter: Parameter;
  readonly cloud: string;
  readonly office: string;
  readonly sentence: string;
}

/** A key's first 64 bits of SHA-256, in hex: two sides compare their keys by it without showing them. */
export function keyFingerprint(key: Secret): string {
  return createHash('sha256').update(key.reveal()).digest('hex').slice(0, 16);
}

/**
 * The first difference between the cloud's connection and what the office's strongSwan says, in the order in which a tunnel comes up; undefined where all
 * that was said agrees. `fingerprint` is of the office's key, where it is known.
 */
export function firstDifference(office: Office, said: readonly SeenConnection[], fingerprint?: string): Difference | undefined {
  const mine = toCloud(office, said);
  if (mine.length === 0) {
    const gateways = office.cloud.tunnels.map(({ address }) => address).join(', ');
    const there = said.map(({ remoteAddress, name }) => remoteAddress ?? name).join(', ');
    return difference('connection', gateways, there, there === '' ? t('The office\'s gateway has no connection to {0}.', gateways)
      : t('The office\'s gateway has no connection to {0}, only to {1}.', gateways, visible(there)));
  }
  return mine.map((seen) => withAllChildren(seen, mine)).flatMap((seen) => differences(office, seen, fingerprint))[0];
}

/** The office's connections to this VPN gateway: under our names, or under others with its address. */
export function toCloud(office: Office, said: readonly SeenConnection[]): readonly SeenConnection[] {
  const own = new Set([ownName(office), ...tunnelsOf(office).map(({ name }) => name)]);
  return said.filter(({ name, remoteAddress }) => own.has(name) || office.cloud.tunnels.some(({ address }) => address === remoteAddress));
}

/** A hand-written configuration may have a connection for each pair of ranges. */
function withAllChildren(seen: SeenConnection, all: readonly SeenConnection[]): SeenConnection {
  return { ...seen, children: all.filter(({ remoteAddress }) => remoteAddress === seen.remoteAddress).flatMap(({ children }) => children) };
}

function differences(office: Office, seen: SeenConnection, fingerprint: string | undefined): readonly Difference[] {
  const { ike, esp } = office;
  const tunnel = office.cloud.tunnels.find(({ address }) => address === seen.remoteAddress) ?? office.cloud.tunnels[0];
  const child = seen.children.find(({ proposal }) => proposal !== undefined);
  const lacksUdp = seen.children.some(({ isInstalled, isInUdp }) => isInstalled === true && isInUdp === false);
  const late = seen.children.find(({ renewed }) => renewed !== undefined && renewed > esp.lifetime);
  return [
    compared('ike-version', `IKEv${ike.version}`, seen.version === undefined ? undefined : `IKEv${seen.version}`),
    compared('identity', identityAsSaid(office.office.identity), seen.localIdentity),
    compared('identity', tunnel === undefined ? '' : identityAsSaid(tunnel.identity), seen.remoteIdentity),
    compared('key', office.key === undefined ? undefined : keyFingerprint(office.key), fingerprint),
    compared('ike-proposal', ikeProposal(ike), seen.ikeProposal),
    ranges(office, seen),
    // The first keys of IKEv2 are made with phase 1, so that no group of phase 2 is said before the first renewal.
    compared('esp-proposal', espProposal(esp), child?.proposal === espProposal({ ...esp, group: undefined }) ? espProposal(esp) : child?.proposal),
    lacksUdp ? difference('encapsulation', t('ESP in UDP'), t('plain ESP'),
      t('The office\'s gateway sends plain ESP, which the cloud\'s drops: force UDP encapsulation there.')) : undefined,
    tooLate('ike-lifetime', ike.lifetime, seen.ikeRenewed), tooLate('esp-lifetime', esp.lifetime, late?.renewed),
  ].flatMap((each) => each ?? []);
}

/** An identity as strongSwan shows it: of bytes that cannot be printed, their hex. */
export function identityAsSaid({ type, value }: IkeIdentity): string {
  if (type !== 'key_id') {
    return value;
  }
  const bytes = Buffer.from(value, 'base64');
  return bytes.every((byte) => byte >= 0x20 && byte < 0x7f) ? bytes.toString('latin1') : [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join(':');
}

function ranges(office: Office, { children }: SeenConnection): Difference | undefined {
  const wanted = pairs(selectorsOf(office));
  const there = pairs(children.filter(({ local, remote }) => local.length + remote.length > 0).map(({ local, remote }) => [local, remote]));
  return there.length === 0 ? undefined : compared('ranges', wanted.join(', '), there.join(', '));
}

/** Each pair of ranges, however they are put together. */
export function pairs(selectors: readonly (readonly [readonly string[], readonly string[]])[]): readonly string[] {
  const all = selectors.flatMap(([local, remote]) => local.flatMap((one) => remote.map((other) => `${canonical(one)} - ${canonical(other)}`)));
  return [...new Set(all)].sort();
}

function canonical(range: string): string {
  return canonicalRange(range) ?? range;
}

function compared(parameter: Parameter, cloud: string | undefined, office: string | undefined): Difference | undefined {
  return cloud === undefined || office === undefined || cloud === office ? undefined : difference(parameter, cloud, office,
    t('{0}: the cloud has {1}, the office\'s gateway {2}.', parameterInWords(parameter), visible(cloud), visible(office)));
}

function tooLate(parameter: 'ike-lifetime' | 'esp-lifetime', cloud: number, office: number | undefined): Difference | undefined {
  return office === undefined || office < cloud ? undefined : difference(parameter, `${cloud} s`, `${office} s`,
    t('{0}: the office\'s gateway renews after {1} s only, the cloud\'s key ends after {2} s.', parameterInWords(parameter), office, cloud));
}

function difference(parameter: Parameter, cloud: string, office: string, sentence: string): Difference {
  return { parameter, cloud: visible(cloud), office: visible(office), sentence };
}

export function parameterInWords(parameter: Parameter): string {
  switch (parameter) {
    case 'connection': return t('Connection');
    case 'ike-version': return t('IKE version');
    case 'identity': return t('IKE identity');
    case 'key': return t('Fingerprint of the pre-shared key');
    case 'ike-proposal': return t('IKE proposal');
    case 'ranges': return t('Ranges');
    case 'esp-proposal': return t('ESP proposal');
    case 'encapsulation': return t('Encapsulation');
    case 'ike-lifetime': return t('IKE lifetime');
    case 'esp-lifetime': return t('ESP lifetime');
  }
}
