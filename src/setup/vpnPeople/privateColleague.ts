import { lifetimes } from '../../certificates/lifetimes';
import { Failure } from '../../model/failure';
import { t } from '../../model/l10n';
import { visible } from '../../model/text';
import type { RunContext } from '../context';
import { certificateNamed, foundCertificate, isWorthless, type KeptCertificate } from '../makers/certificateSecret';
import { privateCertificateMaker } from '../makers/privateCertificate';
import { untilReady } from '../steps/step';
import { verified } from '../steps/vpnCertificateFacts';
import type { VpnDesk } from './desk';
import { everybody, issuerOf, judgeName, personOf, privateSteps, type Issuer } from './everybody';
import type { Given } from './given';

/**
 * A person's certificate of Secrets Manager, by the connection's own template: one secret more, which is billed. It is written down with the first
 * person's, so that an undo deletes it. One that is there by that name is read again: its profile may have been lost.
 */
export async function privateColleague(desk: VpnDesk, person: string): Promise<Given> {
  const issuer = await issuerOf(desk);
  const kept = await desk.further(privateSteps.client, async (context) => await there(context, issuer, person) ?? await made(desk, context, issuer, person));
  await verified(kept, { purpose: 'client', isPrivate: true });
  const { certificate, chain, privateKey } = kept.data;
  return { person: personOf(kept), certificate, above: chain.join('\n'), key: privateKey };
}

async function there(context: RunContext, { instance }: Issuer, person: string): Promise<KeptCertificate | undefined> {
  const kept = await context.read(() => certificateNamed(context, instance, secretName(context, person), 'private_cert'));
  const isOurs = kept !== undefined && context.originOf(foundCertificate(instance.crn, kept).id) === 'made';
  return isOurs && kept.commonName === person.trim() && !isWorthless(kept) ? kept : undefined;
}

async function made(desk: VpnDesk, context: RunContext, { instance, template }: Issuer, person: string): Promise<KeptCertificate> {
  const problem = judgeName(person, await everybody(desk));
  if (problem !== undefined) {
    throw new Failure({
      code: 'vpn.person-known', what: t('Could not let {0} in', visible(person, 80)), why: problem, next: t('Let the colleague in under another name.'),
    });
  }
  const certificate = await context.make(privateCertificateMaker, {
    name: secretName(context, person), commonName: person.trim(), hours: lifetimes.client * 24, template, instance,
    description: t('A certificate of a client VPN, made by Private Connect'),
  });
  return await untilReady(context, privateCertificateMaker, certificate);
}

/** Once in the whole instance; of a name that a secret's cannot be, its hash is a part. */
function secretName({ names }: Pick<RunContext, 'names'>, person: string): string {
  return names.of(`client-${person.trim()}`);
}
