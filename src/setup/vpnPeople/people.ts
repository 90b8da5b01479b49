import * as v from 'valibot';
import { Failure } from '../../model/failure';
import { t } from '../../model/l10n';
import { Secret } from '../../model/secret';
import type { SecretVault } from '../dependencies';

/** Somebody who was given a certificate: what a revocation list and a reminder need to know of it. No secret is in it. */
export interface VpnPerson {
  /** Its common name, by which the cloud lists who is connected. */
  readonly name: string;
  /** Hexadecimal, in upper case. */
  readonly serial: string;
  readonly until: Date;
  /** Since when it is on the list of those who are shut out. */
  readonly revokedAt?: Date | undefined;
}

const date = v.pipe(v.string(), v.isoTimestamp(), v.transform((text) => new Date(text)));
const record = v.array(v.object({ name: v.string(), serial: v.string(), until: date, revokedAt: v.optional(date) }));

/**
 * Who was given a certificate besides the first person. It is an entry of the vault of its own, beside that of the identities: that one has the key
 * that signs, is written once, and is lost by no writing for one person more; and this one goes with it, in an undo or when the connection is forgotten.
 */
export async function peopleOf(secrets: SecretVault, connectionId: string): Promise<readonly VpnPerson[]> {
  const text = await secrets.get(placeOf(connectionId));
  if (text === undefined) {
    return [];
  }
  const read = v.safeParse(v.pipe(v.string(), v.parseJson(), record), text.reveal());
  if (!read.success) {
    throw damaged(connectionId);
  }
  return read.output;
}

/** One who is known by the same serial number is known anew, and stays revoked: no list takes anybody off. Everybody else stays. */
export async function rememberPerson(secrets: SecretVault, connectionId: string, person: VpnPerson): Promise<void> {
  const all = await peopleOf(secrets, connectionId);
  const before = all.find(({ serial }) => serial === person.serial);
  const others = all.filter((other) => other !== before);
  await keep(secrets, connectionId, [...others, { ...person, revokedAt: person.revokedAt ?? before?.revokedAt }]);
}

/** Of a certificate that nobody was given after all. */
export async function forgetPerson(secrets: SecretVault, connectionId: string, { serial }: Pick<VpnPerson, 'serial'>): Promise<void> {
  await keep(secrets, connectionId, (await peopleOf(secrets, connectionId)).filter((other) => other.serial !== serial));
}

export async function forgetPeople(secrets: SecretVault, connectionId: string): Promise<void> {
  await secrets.delete(placeOf(connectionId));
}

async function keep(secrets: SecretVault, connectionId: string, people: readonly VpnPerson[]): Promise<void> {
  await secrets.store(placeOf(connectionId), new Secret(JSON.stringify(people)));
}

function placeOf(connectionId: string): string {
  return `vpn-people/${connectionId}`;
}

function damaged(connectionId: string): Failure {
  return new Failure({
    code: 'secrets.damaged', what: t('Could not read who was given a certificate for {0}', connectionId),
    why: t('What this machine keeps of it is not what was stored.'),
    next: t('Undo the connection, then run it again: that makes new certificates for everybody.'),
  });
}
