import * as v from 'valibot';
import type { CertificateSet } from '../certificates/judge';
import { intermediateField } from '../certificates/judge';
import { Failure } from '../model/failure';
import { t } from '../model/l10n';
import { Secret } from '../model/secret';
import type { SecretVault } from './dependencies';
import { forgetPeople } from './vpnPeople/people';

/** A certificate with its key, and what stands above it; PEM. */
export interface KeptIdentity {
  readonly certificate: string;
  /** The whole chain above the certificate, the nearest first. */
  readonly above: string;
  readonly key: Secret;
}

/** What people are known by: the authority that signs their certificates. Without a key it signs nothing more: no certificate, no revocation list. */
export interface KeptAuthority extends Omit<KeptIdentity, 'key'> {
  readonly key?: Secret | undefined;
}

type Origin = 'made' | 'brought';
const origins: readonly Origin[] = ['made', 'brought'];

/** The certificates of a client VPN as this machine keeps them. Where its parts come from is told by `origin`. */
export interface VpnIdentities {
  readonly origin: Origin;
  readonly authority: KeptAuthority;
  readonly server: KeptIdentity;
  /** Of the first person; absent where none was brought. */
  readonly client?: KeptIdentity | undefined;
  /** How often those of the server and of the first person were made anew, or brought. */
  readonly renewals?: number | undefined;
}

const certificate = { certificate: v.string(), above: v.string() };
const identity = v.object({ ...certificate, key: v.string() });
const record = v.object({
  origin: v.picklist(origins), authority: v.object({ ...certificate, key: v.optional(v.string()) }), server: identity, client: v.optional(identity),
  renewals: v.optional(v.number()),
});

/**
 * What is kept for a connection, in one entry of the vault: it is there whole or not at all, so that a run that was killed goes on with the same
 * authority. What was brought has an entry of its own: whoever chooses otherwise, and then again, has it still. Without `origin` what was made goes
 * before, since it is made last. Fails with `secrets.damaged` where what is kept is not what was stored.
 */
export async function identitiesOf(secrets: SecretVault, connectionId: string, origin?: Origin): Promise<VpnIdentities | undefined> {
  for (const each of origin === undefined ? origins : [origin]) {
    const text = await secrets.get(placeOf(connectionId, each));
    if (text !== undefined) {
      return identitiesIn(text, connectionId);
    }
  }
  return undefined;
}

function identitiesIn(text: Secret, connectionId: string): VpnIdentities {
  const read = v.safeParse(v.pipe(v.string(), v.parseJson(), record), text.reveal());
  if (!read.success) {
    throw damaged(connectionId);
  }
  const { origin, authority, server, client, renewals } = read.output;
  return {
    origin, renewals, authority: { ...authority, key: authority.key === undefined ? undefined : new Secret(authority.key) },
    server: opened(server), client: client === undefined ? undefined : opened(client),
  };
}

export async function keepIdentities(secrets: SecretVault, connectionId: string, identities: VpnIdentities): Promise<void> {
  const { origin, authority, server, client, renewals } = identities;
  const closed = ({ key, ...rest }: KeptAuthority) => ({ ...rest, key: key?.reveal() });
  const kept = { origin, renewals, authority: closed(authority), server: closed(server), client: client === undefined ? undefined : closed(client) };
  await secrets.store(placeOf(connectionId, origin), new Secret(JSON.stringify(kept)));
}

/** With who was given a certificate by them. */
export async function forgetIdentities(secrets: SecretVault, connectionId: string): Promise<void> {
  for (const origin of origins) {
    await secrets.delete(placeOf(connectionId, origin));
  }
  await forgetPeople(secrets, connectionId);
}

/** As `judge` gives them. */
export interface BroughtSets {
  readonly server: CertificateSet;
  readonly authority: CertificateSet;
  readonly client?: CertificateSet | undefined;
}

/** Brought and judged usable, for `keepIdentities`: a connection's choices are a file, where no key may stand. Throws where the server's key is not there. */
export function asBrought({ server, authority, client }: BroughtSets): VpnIdentities {
  return {
    origin: 'brought', authority: withoutKey(authority), server: withKey(server), client: client?.key === undefined ? undefined : withKey(client),
  };
}

function withKey(set: CertificateSet): KeptIdentity {
  if (set.key === undefined) {
    throw new TypeError('A certificate without its key was taken for an identity.');
  }
  return { ...withoutKey(set), key: set.key };
}

function withoutKey(set: CertificateSet): KeptAuthority {
  return { certificate: set.certificate, above: intermediateField(set) };
}

function opened({ key, ...rest }: v.InferOutput<typeof identity>): KeptIdentity {
  return { ...rest, key: new Secret(key) };
}

function placeOf(connectionId: string, origin: Origin): string {
  return `vpn-identities/${origin === 'made' ? '' : `${origin}/`}${connectionId}`;
}

function damaged(connectionId: string): Failure {
  return new Failure({
    code: 'secrets.damaged', what: t('Could not read the certificates that are kept for {0}', connectionId),
    why: t('What this machine keeps of them is not what was stored.'), next: t('Undo the connection, then run it again: that makes new ones for everybody.'),
  });
}
