import { glanceAt } from '../../certificates/glance';
import { day, soon } from '../../certificates/lifetimes';
import type { SecretsManager } from '../../cloud/secretsManagerService';
import { Failure } from '../../model/failure';
import { t } from '../../model/l10n';
import { unfitPersonName } from '../../model/personName';
import type { CertificateMetadata, SecretsManagerInstance } from '../../model/secretsManager';
import { visible } from '../../model/text';
import { placeOf } from '../makers/inSecretsManager';
import { privateTemplateKind } from '../makers/privateTemplate';
import { identitiesOf } from '../vpnIdentities';
import type { VpnDesk } from './desk';
import { peopleOf, type VpnPerson } from './people';

/** The step that made what people's private certificates are issued by. Those of colleagues are written down there: the step of the first person has one. */
export const templateStep = 'private-client-template';

/** Somebody who has a certificate, and where that is where Secrets Manager issued it. */
export interface KnownPerson extends VpnPerson {
  readonly secretId?: string | undefined;
}

/** Everybody who was given a certificate of the connection's VPN, the first person too; nobody where people sign in with passcodes alone. */
export async function everybody(desk: VpnDesk): Promise<readonly KnownPerson[]> {
  const { certificates } = desk.vpn;
  return certificates === undefined ? [] : certificates === 'private' ? await issuedIn(await issuerOf(desk), desk) : await keptHere(desk);
}

async function keptHere({ contextOf }: VpnDesk): Promise<readonly KnownPerson[]> {
  const { connection: { id }, dependencies: { secrets } } = contextOf('vpn-identities');
  const first = glanceAt((await identitiesOf(secrets, id))?.client?.certificate ?? '');
  const others = await peopleOf(secrets, id);
  return first === undefined || others.some(({ serial }) => serial === first.serial) ? others : [first, ...others];
}

/** What issues people's private certificates, and where. */
export interface Issuer {
  readonly instance: SecretsManagerInstance;
  readonly held: SecretsManager;
  readonly template: string;
}

/** Of them Secrets Manager itself knows who has one: all that its template issued. */
async function issuedIn({ held, template }: Issuer, { contextOf }: VpnDesk): Promise<readonly KnownPerson[]> {
  const context = contextOf(templateStep);
  const issued = await context.read(() => held.listCertificates({ types: ['private_cert'] }, context.signal));
  return issued.filter((each) => each.template === template).map(personOf);
}

export function personOf({ id, commonName, serialNumber, notAfter, state }: CertificateMetadata): KnownPerson {
  return {
    name: commonName, serial: serialNumber.replace(/[^0-9a-f]/gi, '').toUpperCase(), until: new Date(notAfter), secretId: id,
    // Since when is told of the list alone; that it is on it is what counts.
    revokedAt: state === 'deactivated' ? new Date(0) : undefined,
  };
}

/** Fails with `vpn.no-template` where the connection's own was not made, or is gone. */
export async function issuerOf({ contextOf }: VpnDesk): Promise<Issuer> {
  const context = contextOf(templateStep);
  const template = context.recorded(privateTemplateKind);
  if (template === undefined) {
    throw new Failure({
      code: 'vpn.no-template', what: t('Could not look after people’s certificates'), why: t('The template that they are issued by is not there.'),
      next: t('Plan the connection again, and run it: that makes what is missing.'),
    });
  }
  const { secretsManagers } = context.dependencies.cloud;
  const instance = await context.read(() => secretsManagers.get(placeOf(template.id).instanceCrn, context.signal));
  return { instance, held: secretsManagers.open(instance), template: template.name };
}

/**
 * What is wrong with a new person's name; undefined where nothing is. Two of one name could not be told apart in the list of who is connected; whoever's
 * certificate ends soon, or was revoked, is given another one.
 */
export function judgeName(text: string, known: readonly Pick<VpnPerson, 'name' | 'until' | 'revokedAt'>[], now = new Date()): string | undefined {
  const name = text.trim();
  const isTaken = known.some((other) => other.name.toLowerCase() === name.toLowerCase() && other.revokedAt === undefined && !endsSoon(other, now));
  return unfitPersonName(name) ?? (isTaken ? t('"{0}" was given a certificate already: type another name.', visible(name, 80)) : undefined);
}

/** Whether it is worth a word: a calm one, from thirty days on. */
export function endsSoon({ until }: Pick<VpnPerson, 'until'>, now = new Date()): boolean {
  return until.getTime() - now.getTime() < soon * day;
}
