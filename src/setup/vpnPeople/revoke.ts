import { newRevocationList, readRevocationList, type Revoked } from '../../certificates/revocationList';
import { Failure } from '../../model/failure';
import { t } from '../../model/l10n';
import { visible } from '../../model/text';
import { orAbsent } from '../makers/found';
import { byCertificate } from '../vpnAuthentication';
import { identitiesOf, type VpnIdentities } from '../vpnIdentities';
import type { VpnDesk } from './desk';
import { everybody, issuerOf, templateStep, type KnownPerson } from './everybody';
import { rememberPerson, type VpnPerson } from './people';
import { changeList } from './serversList';

/** How somebody was shut out. */
export type Revocation =
  /** By a list that was uploaded: at once, and from `until` on nobody at all is let in. */
  | { readonly kind: 'listed'; readonly until: Date }
  /** By the list of Secrets Manager, which the server reads again within an hour. */
  | { readonly kind: 'in-secrets-manager' };

/** What is known before a revocation, for the question. */
export interface Revocable {
  readonly people: readonly KnownPerson[];
  readonly origin: 'made' | 'brought' | 'private';
}

/** Who can be shut out. Fails, with what to do instead, where nobody can. */
export async function revocable(desk: VpnDesk): Promise<Revocable> {
  const { vpn: { certificates, methods } } = desk;
  if (certificates === undefined || !methods.includes('certificate')) {
    throw unable('vpn.no-certificates', t('Nobody has a certificate that this connection gave.'), methods.includes('username')
      ? t('Take the role VPN Client, or the account membership, from whoever is not to connect any more.') : t('Ask whoever runs the VPN server.'));
  }
  if (certificates === 'private') {
    await refuseUploadedList(desk);
  } else {
    await identitiesToSign(desk, certificates);
  }
  return { people: await everybody(desk), origin: certificates };
}

/** Puts a person's certificate on the list of those who are shut out. `list` is one that the authority's owner signed, where that is not on this machine. */
export async function revoke(desk: VpnDesk, person: KnownPerson, list?: string): Promise<Revocation> {
  const { secretId } = person;
  if (secretId !== undefined) {
    await revokePrivate(desk, secretId);
    return { kind: 'in-secrets-manager' };
  }
  const context = desk.contextOf('vpn-identities');
  const { authority } = await identitiesToSign(desk, desk.vpn.certificates);
  const { connection: { id }, dependencies: { secrets } } = context;
  const next = list === undefined ? await signing(desk, authority, person) : () => Promise.resolve(list);
  if (list !== undefined) {
    await refuseWithout(list, authority.certificate, person);
  }
  const there = await changeList(desk.contextOf('vpn-server'), {
    serverId: desk.vpn.server.id, next, inForce: () => rememberPerson(secrets, id, { ...withoutSecret(person), revokedAt: new Date() }),
  });
  const { until } = await readRevocationList(there, authority.certificate);
  return { kind: 'listed', until };
}

/** The list that follows: who stands on the one that is there, whom this machine knows as revoked though somebody took the list away, and this one. */
async function signing(
  desk: VpnDesk, { certificate, key }: VpnIdentities['authority'], person: VpnPerson,
): Promise<(former: string | undefined) => Promise<string | undefined>> {
  if (key === undefined) {
    throw noKey();
  }
  const before = (await everybody(desk)).flatMap(({ serial, revokedAt }) => revokedAt === undefined ? [] : [revokedBy(serial, revokedAt)]);
  return async (former) => {
    const last = former === undefined ? undefined : await readRevocationList(former, certificate);
    const isListed = (serial: string): boolean => last?.revoked.some((each) => each.serial === plain(serial)) === true;
    const wanted = [...before, revokedBy(person.serial, new Date())];
    return wanted.every(({ serial }) => isListed(serial)) ? undefined : await newRevocationList({ certificate, key }, { former, revoked: wanted });
  };
}

function revokedBy(serial: string, at: Date): Revoked {
  return { serial, at, reason: 'privilege-withdrawn' };
}

/** As a list that was read gives it. */
function plain(serial: string): string {
  return serial.toUpperCase().replace(/^(?:00)+(?=.)/, '');
}

/** A list that was brought must be the authority's, be in force, and have the person on it: it is uploaded to shut somebody out. */
async function refuseWithout(list: string, authority: string, { name, serial }: VpnPerson): Promise<void> {
  const { revoked, until } = await readRevocationList(list, authority);
  if (until <= new Date()) {
    throw unable('revocation-list.over', t('The list ended on {0}: it would shut out everybody.', until.toISOString().slice(0, 10)),
      t('Have the authority make a new list.'));
  }
  if (!revoked.some((each) => each.serial === plain(serial))) {
    throw unable('revocation-list.without', t('The certificate of {0} (serial number {1}) does not stand on the list.', visible(name, 80), serial),
      t('Have the authority revoke that certificate and make a new list.'));
  }
}

/** A secret that is revoked is looked at before each try: what a lost answer did is seen. */
async function revokePrivate(desk: VpnDesk, secretId: string): Promise<void> {
  await refuseUploadedList(desk);
  const { held } = await issuerOf(desk);
  await desk.contextOf(templateStep).send(async (signal) => {
    const there = await orAbsent(held.getCertificateMetadata(secretId, signal));
    if (there !== undefined && there.state !== 'deactivated') {
      await held.revokePrivateCertificate(secretId, signal);
    }
  });
}

/** Where a list was uploaded, the server asks nobody else. Source: https://cloud.ibm.com/docs/vpc?topic=vpc-client-to-site-authentication */
async function refuseUploadedList({ vpn: { server }, contextOf }: VpnDesk): Promise<void> {
  const context = contextOf('vpn-server');
  if (byCertificate(await context.read(() => context.vpc.getVpnServer(server.id, context.signal))).revocationList !== undefined) {
    throw unable('vpn.list-uploaded', t(
      'Somebody uploaded a revocation list to the VPN server: as long as it has one, it does not read that of Secrets Manager.',
    ), t('Take the uploaded list away from the VPN server in IBM Cloud\'s console, then try again.'));
  }
}

async function identitiesToSign(desk: VpnDesk, origin: VpnDesk['vpn']['certificates']): Promise<VpnIdentities> {
  const { connection: { id }, dependencies: { secrets } } = desk.contextOf('vpn-identities');
  const identities = await identitiesOf(secrets, id);
  if (identities === undefined) {
    throw unable('vpn.no-authority-key', t('The certificates of this VPN are not kept on this machine.'),
      t('Revoke it on the machine that made the connection.'));
  }
  if (origin === 'made' && identities.authority.key === undefined) {
    throw noKey();
  }
  return identities;
}

function noKey(): Failure {
  return unable('vpn.no-authority-key', t('The key of the certificate authority was thrown away by choice: it signs no list.'),
    t('Undo the connection and make it anew, with certificates for everybody who is to connect.'));
}

function withoutSecret({ name, serial, until }: VpnPerson): VpnPerson {
  return { name, serial, until };
}

function unable(code: string, why: string, next: string): Failure {
  return new Failure({ code, what: t('Could not revoke the certificate'), why, next });
}
