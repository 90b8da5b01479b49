import { newAuthority } from '../../certificates/authority';
import { issueClient, issueServer } from '../../certificates/issue';
import type { Identity } from '../../certificates/identity';
import { t } from '../../model/l10n';
import { secretsReadBy } from '../../model/vpnServer';
import type { Found, Kind, Maker, Specification, StepContext } from '../context';
import { forgetIdentities, identitiesOf, keepIdentities, type KeptIdentity, type VpnIdentities } from '../vpnIdentities';
import { idOfSecret } from './inSecretsManager';
import { vpnServersEverywhere } from './vpnServersEverywhere';

export interface VpnIdentitiesSpecification extends Specification {
  /** Common names. */
  readonly authority: string;
  readonly server: string;
  readonly person: string;
  /** Without its key the authority signs nothing more. */
  readonly keepsAuthorityKey: boolean;
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
    const made = await makeAll(specification);
    await keepIdentities(secrets, connection.id, made);
    return made;
  },
  find: ({ connection, dependencies: { secrets } }) => identitiesOf(secrets, connection.id, 'made'),
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

async function makeAll({ authority: name, server, person, keepsAuthorityKey }: VpnIdentitiesSpecification): Promise<VpnIdentities> {
  const authority = await newAuthority({ name });
  const { certificate, key } = authority;
  const keptIdentity = (made: Identity): KeptIdentity => ({ certificate: made.certificate, above: certificate, key: made.key });
  return {
    origin: 'made', authority: { certificate, above: '', key: keepsAuthorityKey ? key : undefined },
    server: keptIdentity(await issueServer(authority, { name: server })), client: keptIdentity(await issueClient(authority, { name: person })),
  };
}
