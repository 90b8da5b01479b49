import { glanceAt, intermediatesIn } from '../../certificates/glance';
import { issueClient } from '../../certificates/issue';
import { intermediateField, judge } from '../../certificates/judge';
import type { BroughtFile } from '../../certificates/brought';
import type { Finding } from '../../certificates/finding';
import { verifyChain } from '../../certificates/verifyChain';
import { Failure } from '../../model/failure';
import { t } from '../../model/l10n';
import type { Secret } from '../../model/secret';
import { visible } from '../../model/text';
import { completeProfile, type Identity } from '../../openvpn/completeProfile';
import { identitiesOf, type VpnIdentities } from '../vpnIdentities';
import type { VpnDesk } from './desk';
import { everybody, judgeName } from './everybody';
import type { Given } from './given';
import { forgetPerson, rememberPerson, type VpnPerson } from './people';
import { privateColleague } from './privateColleague';

/** Whom to let in. */
export interface Colleague {
  /** The common name of the certificate; of one that is brought, it is the certificate's own. */
  readonly name: string;
  /** The colleague's own files, where the authority is not on this machine. */
  readonly files?: readonly BroughtFile[];
  readonly passphrase?: Secret | undefined;
  /** Saves the profile for the colleague: a secret, since the key is in it. Rejects with a Failure. */
  readonly save: (profile: Secret) => Promise<void>;
}

const what = (name: string): string => t('Could not let {0} in', visible(name, 80));

/**
 * Gives somebody a certificate of the connection's VPN, and saves the profile. Nothing is uploaded: the server knows whom the authority signed for. A
 * certificate is remembered before its profile is saved, so that nobody has one that cannot be revoked; one that could not be saved is forgotten.
 */
export async function letColleagueIn(desk: VpnDesk, colleague: Colleague): Promise<VpnPerson> {
  const { vpn: { server, methods, certificates }, contextOf } = desk;
  if (certificates === undefined || !methods.includes('certificate')) {
    throw withoutCertificates(colleague.name, certificates === undefined);
  }
  const context = contextOf('vpn-server');
  // What can fail without a trace goes first.
  const profile = await context.read(() => context.vpc.readClientConfiguration(server.id, context.signal));
  const save = ({ certificate, above, key }: Given): Promise<void> => colleague.save(completeProfile(profile, {
    signsIn: methods.includes('username'),
    ...key === undefined ? {} : { identity: { kind: 'inside', certificate: [certificate, ...intermediatesIn(above)].join('\n'), key } satisfies Identity },
  }));
  if (certificates === 'private') {
    const given = await privateColleague(desk, colleague.name);
    await save(given);
    return given.person;
  }
  return await keptHere(desk, colleague, save);
}

async function keptHere(desk: VpnDesk, colleague: Colleague, save: (given: Given) => Promise<void>): Promise<VpnPerson> {
  const { connection: { id }, dependencies: { secrets } } = desk.contextOf('vpn-identities');
  const identities = await identitiesOf(secrets, id);
  if (identities === undefined) {
    throw noAuthority(colleague.name, t('The certificates of this VPN are not kept on this machine.'));
  }
  const given = identities.origin === 'made' ? await issued(identities, colleague.name) : await brought(identities, colleague);
  const known = await everybody(desk);
  refuseRevoked(given.person, known);
  // Brought once more, it is given out once more: its profile may have been lost.
  const isKnown = known.some(({ serial }) => serial === given.person.serial);
  if (!isKnown) {
    refuseName(given.person.name, known, identities.origin);
  }
  await rememberPerson(secrets, id, given.person);
  try {
    await save(given);
  } catch (error) {
    if (!isKnown) {
      await forgetPerson(secrets, id, given.person);
    }
    throw error;
  }
  return given.person;
}

/** A name that is brought stands in a certificate: nobody here can type another one. */
function refuseName(name: string, known: readonly VpnPerson[], origin: VpnIdentities['origin']): void {
  const problem = judgeName(name, known);
  if (problem !== undefined) {
    throw new Failure({
      code: 'vpn.person-known', what: what(name),
      ...origin === 'made' ? { why: problem, next: t('Let the colleague in under another name.') } : {
        why: t('The name in its certificate, "{0}", is somebody’s already, or none of 1 to 64 characters that can be seen.', visible(name, 80)),
        next: t('Have the authority sign a certificate with another name.'),
      },
    });
  }
}

/** The very certificate that was revoked lets nobody in, however often it is brought. */
function refuseRevoked({ name, serial }: VpnPerson, known: readonly VpnPerson[]): void {
  if (known.some((other) => other.serial === serial && other.revokedAt !== undefined)) {
    throw new Failure({
      code: 'vpn.person-revoked', what: what(name), why: t('That certificate (serial number {0}) was revoked.', serial),
      next: t('Have the authority sign a new certificate for the colleague.'),
    });
  }
}

async function issued({ authority: { certificate, key } }: VpnIdentities, name: string): Promise<Given> {
  if (key === undefined) {
    throw noAuthority(name, t('The key of its certificate authority was thrown away by choice: it signs nothing more.'));
  }
  const made = await issueClient({ certificate, key }, { name });
  return { person: { name: name.trim(), serial: made.serial, until: made.until }, certificate: made.certificate, above: certificate, key: made.key };
}

/** Whoever has the authority signed it elsewhere; judged as the server will. A key stays with the colleague, where it was not brought. */
async function brought({ authority }: VpnIdentities, { name, files = [], passphrase }: Colleague): Promise<Given> {
  const trusted = [authority.certificate, authority.above].join('\n');
  const judged = await judge([...files, { name: t('the authority of the VPN'), bytes: Buffer.from(trusted) }], 'client', { passphrase });
  if (judged.kind === 'refused') {
    throw unfit(name, judged.findings);
  }
  const { certificate, key } = judged.set;
  const above = intermediateField(judged.set);
  const refusing = (await verifyChain({ certificate, above, trusted }, 'client')).filter(({ refuses }) => refuses);
  const read = glanceAt(certificate);
  if (refusing.length > 0 || read === undefined) {
    throw unfit(name, refusing);
  }
  return { person: read, certificate, above, key };
}

function unfit(name: string, findings: readonly Finding[]): Failure {
  const refusing = findings.filter(({ refuses }) => refuses);
  return new Failure({
    code: refusing[0]?.code ?? 'certificate.damaged', what: what(name), why: refusing.map(({ why }) => why).join(' '),
    next: refusing[0]?.next ?? t('Bring the certificate anew.'),
  });
}

function noAuthority(name: string, why: string): Failure {
  return new Failure({
    code: 'vpn.no-authority-key', what: what(name), why,
    next: t('Make a new connection with an authority whose key is kept, and give everybody its profile; or use passcodes, which need no certificate.'),
  });
}

function withoutCertificates(name: string, isOthers: boolean): Failure {
  return new Failure({
    code: 'vpn.no-certificates', what: what(name),
    why: isOthers ? t('The VPN server is somebody else’s, and so is the authority of its certificates.')
      : t('People sign in to this VPN with passcodes alone.'),
    next: isOthers ? t('Ask whoever runs the VPN server for a certificate.') : t('Give the colleague the profile, and the role that is needed to connect.'),
  });
}
