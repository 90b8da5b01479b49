import { endOf } from '../certificates/glance';
import { nameSetup } from '../machine/nameSetup';
import type { Connection } from '../model/connection';
import type { OwnVpn } from '../model/dialledVpn';
import { Failure } from '../model/failure';
import type { Instance } from '../model/instance';
import { t } from '../model/l10n';
import type { NameSetup } from '../model/nameSetup';
import { Secret } from '../model/secret';
import { visible } from '../model/text';
import type { VpnServer } from '../model/vpnServer';
import { completeProfile, type Identity } from '../openvpn/completeProfile';
import { withSmallPackets } from '../openvpn/packetSize';
import { readProfile } from '../openvpn/profile';
import { resolverLines, withResolverLines, type ResolverLines } from '../openvpn/resolverLines';
import { firstPerson, type PersonTools, type VpnOfConnection } from './vpnFirstPerson';
import type { KeptIdentity } from './vpnIdentities';

/** A profile that a VPN client takes, and what whoever uses it has to know. */
export interface VpnProfile {
  /** A secret whether or not a key is in it. */
  readonly profile: Secret;
  readonly server: Pick<VpnServer, 'id' | 'name'>;
  readonly holdsKey: boolean;
  /** It asks for an IBM Cloud user and a one-time passcode, at each connection. */
  readonly signsIn: boolean;
  /** One sentence each: what is missing or will not do, and what is to be done on this machine. */
  readonly notes: readonly string[];
}

export interface ProfileOptions {
  /** Who connects; the first person where it is left out. */
  readonly identity?: KeptIdentity | undefined;
  /** For a way on which large packets get lost. */
  readonly smallPackets?: 'mssfix' | 'tun-mtu' | undefined;
}

export interface ProfileTools extends PersonTools {
  /** What resolves names here; undefined where openvpn needs no lines of its own for that. This machine's own where it is left out. */
  readonly names?: (() => Promise<NameSetup | undefined>) | undefined;
}

/**
 * The profile of a connection's VPN as the cloud gives it, with the person's certificate and key in it and the lines that plain openvpn needs on this
 * machine. Nothing of it is kept. Fails with `setup.no-vpn` and `setup.no-vpn-server` where there is nothing to dial, and with what reading says.
 */
export async function profileFor(
  source: VpnOfConnection & { readonly vpn: OwnVpn | undefined }, tools: ProfileTools, options: ProfileOptions, signal: AbortSignal,
): Promise<VpnProfile> {
  const { connection, vpn } = source;
  const { cloud } = tools;
  const { region, id } = serverOf(connection, vpn);
  const [server, given, instance, names] = await Promise.all([
    cloud.vpc(region).getVpnServer(id, signal), cloud.vpc(region).readClientConfiguration(id, signal),
    cloud.resources.getInstance(connection.instance.crn, signal), (tools.names ?? namesHere)(),
  ]);
  const [asksForCertificate, signsIn] = [has(server, 'certificate'), has(server, 'username')];
  const person = asksForCertificate ? options.identity ?? await firstPerson(source, tools, signal) : undefined;
  const lines = names === undefined ? undefined : resolverLines(names, domainsOf(instance));
  const text = withAll(completeProfile(given, { identity: person === undefined ? undefined : inside(person), signsIn }).reveal(), lines, options);
  const { certificate, warnings } = readProfile(text);
  return {
    profile: new Secret(text), server, signsIn, holdsKey: certificate === 'inside',
    notes: [
      ...certificate === 'missing' ? [t('The profile lacks a certificate and its key: put yours in, in place of its lines #cert and #key.')] : [],
      ...person === undefined ? [] : ended(person), ...warnings.map((warning) => warning.text), ...lines?.note === undefined ? [] : [lines.note],
    ],
  };
}

/** The domains that hold every name of the instance, and no other names where the service's own are told. */
export function domainsOf({ privateNames, members }: Pick<Instance, 'privateNames' | 'members'>): readonly string[] {
  const names = privateNames.length > 0 ? privateNames.map((name) => name.replace(/^\*\./, '')) : members.map(({ host }) => host);
  const all = [...new Set(names.map((name) => name.toLowerCase()))];
  return all.filter((name) => !all.some((other) => name.endsWith(`.${other}`)));
}

function serverOf(
  { instance }: Pick<Connection, 'instance'>, vpn: Pick<OwnVpn, 'region' | 'server'> | undefined,
): { readonly region: string; readonly id: string } {
  const what = t('Could not make the VPN profile');
  if (vpn === undefined) {
    throw new Failure({
      code: 'setup.no-vpn', what, why: t('The connection to "{0}" leads through no VPN.', visible(instance.name, 80)), next: t('Choose another connection.'),
    });
  }
  if (vpn.server === undefined) {
    throw new Failure({ code: 'setup.no-vpn-server', what, why: t('Its VPN server is not made yet.'), next: t('Run the plan first.') });
  }
  return { region: vpn.region, id: vpn.server.id };
}

/** By the server itself: somebody may have changed it since it was made. */
function has({ authentication }: VpnServer, method: 'certificate' | 'username'): boolean {
  return authentication.some((each) => each.method === method);
}

/** Client programs on other systems take the name servers that the VPN server sends by themselves. */
async function namesHere(): Promise<NameSetup | undefined> {
  return process.platform === 'linux' ? await nameSetup() : undefined;
}

function inside({ certificate, above, key }: KeptIdentity): Identity {
  return { kind: 'inside', certificate: `${certificate}\n${above}`, key };
}

function withAll(completed: string, lines: ResolverLines | undefined, { smallPackets }: ProfileOptions): string {
  const resolving = lines === undefined ? completed : withResolverLines(completed, lines);
  return smallPackets === undefined ? resolving : withSmallPackets(resolving, smallPackets);
}

function ended({ certificate }: KeptIdentity): readonly string[] {
  const end = endOf(certificate);
  return end === undefined || end > new Date() ? []
    : [t('The certificate in it ended on {0}: the VPN server lets nobody in with it.', end.toISOString().slice(0, 10))];
}
