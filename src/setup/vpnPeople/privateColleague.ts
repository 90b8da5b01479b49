import { lifetimes } from '../../certificates/lifetimes';
import { Failure } from '../../model/failure';
import { t } from '../../model/l10n';
import { visible } from '../../model/text';
import type { RunContext } from '../context';
import { certificateNamed, foundCertificate, isWorthless, type KeptCertificate } from '../makers/certificateSecret';
import { privateCertificateMaker } from '../makers/privateCertificate';
import { identityIn } from '../steps/privateCertificates';
import { untilReady } from '../steps/step';
import { verified } from '../steps/vpnCertificateFacts';
import type { VpnDesk } from './desk';
import { endsSoon, everybody, issuerOf, judgeName, personOf, templateStep, type Issuer } from './everybody';
import type { Given } from './given';

/**
 * A person's certificate of Secrets Manager, by the connection's own template: one secret more, which is billed. It is written down with the
 * template, so that an undo deletes it. One that is there by that name is read again: its profile may have been lost.
 */
export async function privateColleague(desk: VpnDesk, person: string): Promise<Given> {
  const issuer = await issuerOf(desk);
  const kept = await desk.further(templateStep, async (context) => {
    const former = (await everybody(desk)).filter(({ name, until, revokedAt }) => (
      name === person.trim() && (revokedAt !== undefined || endsSoon({ until }))
    )).length;
    const name = context.names.of(`client-${person.trim()}${former === 0 ? '' : `-${former + 1}`}`);
    return await there(context, issuer, name, person) ?? await made(desk, context, issuer, name, person);
  });
  await verified(kept, { purpose: 'client', isPrivate: true });
  return { person: personOf(kept), ...identityIn(kept) };
}

async function there(context: RunContext, { instance }: Issuer, name: string, person: string): Promise<KeptCertificate | undefined> {
  const kept = await context.read(() => certificateNamed(context, instance, name, 'private_cert'));
  const isOurs = kept !== undefined && context.originOf(foundCertificate(instance.crn, kept).id) === 'made';
  return isOurs && kept.commonName === person.trim() && !isWorthless(kept) ? kept : undefined;
}

async function made(desk: VpnDesk, context: RunContext, { instance, template }: Issuer, name: string, person: string): Promise<KeptCertificate> {
  const problem = judgeName(person, await everybody(desk));
  if (problem !== undefined) {
    throw new Failure({
      code: 'vpn.person-known', what: t('Could not let {0} in', visible(person, 80)), why: problem, next: t('Let the colleague in under another name.'),
    });
  }
  const certificate = await context.make(privateCertificateMaker, {
    name, commonName: person.trim(), hours: lifetimes.client * 24, template, instance,
    description: t('A certificate of a client VPN, made by Private Connect'),
  });
  return await untilReady(context, privateCertificateMaker, certificate);
}
