import { newAuthority } from '../../certificates/authority';
import { glanceAt } from '../../certificates/glance';
import { issueClient, issueServer } from '../../certificates/issue';
import type { Identity } from '../../certificates/identity';
import { t } from '../../model/l10n';
import { secretsReadBy } from '../../model/vpnServer';
import type { Found, Kind, Maker, Specification, StepContext } from '../context';
import { forgetIdentities, identitiesOf, keepIdentities, type KeptAuthority, type KeptIdentity, type VpnIdentities } from '../vpnIdentities';
import { rememberPerson } from '../vpnPeople/people';
import { idOfSecret } from './inSecretsManager';
import { vpnServersEverywhere } from './vpnServersEverywhere';

export interface VpnIdentitiesSpecification extends Specification {
  /** Common names. */
  readonly authority: string;
  readonly server: string;
  readonly person: string;
  /** Without its key the authority signs nothing more. */
  readonly keepsAuthorityKey: boolean;
  /** How often the certificates of the server and of the person were made anew. */
  readonly renewals?: number;
}

export const vpnIdentitiesKind = 'vpn-identities';

/** Certificates of a client VPN with their keys, in this machine's vault: one entry, which is there whole or not at all. */
const asKind: Kind = {
  kind: vpnIdentitiesKind,
  recover: async ({ connection, dependencies: { secrets } }, { name }) =>
    await identitiesOf(secrets, connection.id) === undefined ? undefined : vpnIdentities(name),
  usedBy: standing,
  remove: ({ connection, dependencies: { secrets } }) => forgetIdentities(secrets, connection.id),
  inUndo: (title) => t('{0} (kept on this machine)', title),
  goesWithConnection: true,
};

/** An authority with the certificates of a VPN server and of the first person, made on this machine. */
export const vpnIdentitiesMaker: Maker<VpnIdentitiesSpecification, VpnIdentities> = {
  ...asKind,
  make: async ({ connection, dependencies: { secrets } }, specification) => {
    // Whoever brought a certificate of another authority has none of this one.
    const kept = await identitiesOf(secrets, connection.id, 'made');
    const made = await makeAll(specification, kept?.authority);
    const former = glanceAt(kept?.client?.certificate ?? '');
    if (former !== undefined) {
      // It is good until it ends, and may have to be revoked.
      await rememberPerson(secrets, connection.id, former);
    }
    await keepIdentities(secrets, connection.id, made);
    return made;
  },
  find: async ({ connection, dependencies: { secrets } }, { renewals = 0 }) => {
    const kept = await identitiesOf(secrets, connection.id, 'made');
    return (kept?.renewals ?? 0) === renewals ? kept : undefined;
  },
  describe: (_made, { name }) => vpnIdentities(name),
};

/** The same where a person brought them: what is taken up was put into the vault before, and goes from there as well. */
export const broughtIdentitiesMaker: Maker<Specification, VpnIdentities> = {
  ...asKind,
  make: async ({ connection, dependencies: { secrets } }) => {
    const kept = await identitiesOf(secrets, connection.id, 'brought');
    if (kept === undefined) {
      throw new TypeError('The certificates that were brought are gone since they were looked at.');
    }
    return kept;
  },
  find: () => Promise.resolve(undefined),
  describe: (_made, { name }) => vpnIdentities(name),
};

export function vpnIdentities(name: string): Found {
  return { kind: vpnIdentitiesKind, id: name, name };
}

/** A VPN server that stays with a certificate of ours: without these keys nobody is let in to it any more, nor shut out. */
async function standing(context: StepContext): Promise<string | undefined> {
  const reader = (await vpnServersEverywhere(context)).find((server) => secretsReadBy(server).some((crn) => context.originOf(idOfSecret(crn)) === 'made'));
  return reader === undefined ? undefined : t('the VPN server {0}', reader.name);
}

/** By the authority that there is, where that signs: whoever has a certificate of it is let in as before. */
async function makeAll(specification: VpnIdentitiesSpecification, kept: KeptAuthority | undefined): Promise<VpnIdentities> {
  const { authority: name, server, person, keepsAuthorityKey, renewals } = specification;
  const authority = kept?.key === undefined ? await newAuthority({ name }) : { certificate: kept.certificate, key: kept.key };
  const { certificate, key } = authority;
  const keptIdentity = (made: Identity): KeptIdentity => ({ certificate: made.certificate, above: certificate, key: made.key });
  return {
    origin: 'made', renewals, authority: { certificate, above: '', key: keepsAuthorityKey ? key : undefined },
    server: keptIdentity(await issueServer(authority, { name: server })), client: keptIdentity(await issueClient(authority, { name: person })),
  };
}
