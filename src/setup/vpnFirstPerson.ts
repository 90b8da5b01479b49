import type { Cloud } from '../cloud/cloud';
import type { Connection } from '../model/connection';
import type { OwnVpn } from '../model/dialledVpn';
import { Failure } from '../model/failure';
import { t } from '../model/l10n';
import { visible } from '../model/text';
import type { SecretVault } from './dependencies';
import { latest, recordOf, type History } from './journal/history';
import { certificateSecretKind, isWorthless } from './makers/certificateSecret';
import { orAbsent } from './makers/found';
import { heldIn, placeOf } from './makers/inSecretsManager';
import { clientCertificateStep, identityIn } from './steps/privateCertificates';
import { identitiesOf, type KeptIdentity } from './vpnIdentities';

/** A connection, and what of a VPN is known of it. */
export interface VpnOfConnection {
  readonly connection: Pick<Connection, 'id' | 'instance'>;
  readonly vpn: Pick<OwnVpn, 'certificates' | 'region'> | undefined;
  readonly history: History;
}

export interface PersonTools {
  readonly cloud: Cloud;
  readonly secrets: SecretVault;
}

/**
 * The certificate and key of a connection's first person: as this machine keeps them, or as Secrets Manager gives them back. Undefined where none was
 * made or brought: the VPN server is somebody else's, or only the authority was brought.
 */
export async function firstPerson(source: VpnOfConnection, tools: PersonTools, signal: AbortSignal): Promise<KeptIdentity | undefined> {
  const certificates = source.vpn?.certificates;
  switch (certificates) {
    case undefined: return undefined;
    case 'private': return await issued(source, tools, signal);
    case 'made':
    case 'brought': {
      const kept = await identitiesOf(tools.secrets, source.connection.id, certificates);
      if (kept === undefined) {
        throw lost(t('They are not kept on this machine: it is another one than the connection was made on, or VS Code lost what it kept.'));
      }
      return kept.client;
    }
  }
}

async function issued({ vpn, history }: VpnOfConnection, { cloud }: PersonTools, signal: AbortSignal): Promise<KeptIdentity> {
  const secret = latest(recordOf(history, clientCertificateStep), certificateSecretKind);
  if (secret === undefined || vpn === undefined) {
    throw lost(t('It is not issued yet.'), t('Run the plan to its end.'));
  }
  const { instanceCrn, id } = placeOf(secret.id);
  const held = await heldIn({ dependencies: { cloud }, vpc: cloud.vpc(vpn.region), signal }, instanceCrn);
  if (held === undefined) {
    throw lost(t('The Secrets Manager instance that holds it is gone.'), t('Undo the connection, then make it anew.'));
  }
  const kept = await orAbsent(held.getCertificate(id, signal));
  if (kept === undefined || isWorthless(kept)) {
    throw lost(kept === undefined ? t('Its secret is not there any more.') : t('It can no longer be used (its state is {0}).', visible(kept.state, 40)),
      t('Let a Colleague In… gives you a new certificate with its profile, under the same name.'));
  }
  return identityIn(kept);
}

function lost(why: string, next = t('Let a Colleague In… makes a further certificate where the authority’s key is kept; else undo the connection, '
  + 'and run it again.')): Failure {
  return new Failure({ code: 'setup.no-identity', what: t('Could not read the first person’s certificate'), why, next });
}
