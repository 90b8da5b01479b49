import { Failure } from '../../model/failure';
import { t } from '../../model/l10n';
import { visible } from '../../model/text';
import type { KnownPerson } from '../../setup/vpnPeople/everybody';
import { revocable, revoke, type Revocable } from '../../setup/vpnPeople/revoke';
import { inTime } from '../inTime';
import type { LossRow } from '../prompts/answers';
import type { Invocation } from './handler';
import { goes, stays, typedConfirmation } from './typedConfirmation';
import { dialledConnection } from './vpnConnections';
import { dayOf, peopleLimitMs } from './vpnPeopleQuestions';

const what = t('Could not revoke the certificate');
/** Of 20,000 certificates, the most that a VPN server takes. */
const mostListBytes = 4 * 1024 * 1024;

/** Somebody is let in no more. What that means for everybody else is said, and a name is typed, before anything is changed. */
export async function revokeCertificate(invocation: Invocation): Promise<void> {
  const { editor, notices } = invocation.services;
  const chosen = await dialledConnection(invocation);
  if (chosen === undefined) {
    return;
  }
  const { session: { setup }, connection: { id } } = chosen;
  const known = await editor.progress(() => inTime(what, peopleLimitMs, (signal) => setup.atVpn(id, signal, revocable)));
  const person = await whom(invocation, known);
  const list = person === undefined || known.origin !== 'brought' ? undefined
    : (await editor.chooseText(t('Revocation list of your authority, with {0} on it', visible(person.name, 60)), ['pem', 'crl'], mostListBytes))?.text;
  if (person === undefined || (known.origin === 'brought' && list === undefined) || !await agreed(invocation, known, person)) {
    return;
  }
  const revoked = await editor.progress(() => inTime(what, peopleLimitMs, (signal) => setup.atVpn(id, signal, (desk) => revoke(desk, person, list))));
  await notices.done(revoked.kind === 'listed'
    ? t('{0} is let in no more. Everybody else connects again. The list ends on {1}: from then on the VPN server lets nobody in. Renew Certificates… makes '
      + 'the next one.', visible(person.name, 80), dayOf(revoked.until))
    : t('The certificate of {0} is revoked in Secrets Manager: the VPN server knows it within an hour, and who is connected stays until then.',
      visible(person.name, 80)));
}

async function whom({ services: { prompter } }: Invocation, { people }: Revocable): Promise<KnownPerson | undefined> {
  const left = people.filter(({ revokedAt }) => revokedAt === undefined);
  if (left.length === 0) {
    throw new Failure({
      code: 'ui.nobody-to-revoke', what, why: t('Nobody has a certificate of this VPN that this machine knows of and that is not revoked yet.'),
      next: t('Revoke it on the machine that gave it.'),
    });
  }
  const answer = await prompter.pick<KnownPerson>({
    placeholder: t('Whose certificate should be revoked?'),
    items: left.map((person) => ({
      label: visible(person.name, 80), description: t('until {0}', dayOf(person.until)), icon: 'person', value: person,
      detail: t('Serial number {0}', person.serial),
    })),
  });
  return answer.kind === 'value' ? answer.value : undefined;
}

async function agreed({ services: { prompter } }: Invocation, { origin }: Revocable, { name, until }: KnownPerson): Promise<boolean> {
  return await typedConfirmation(prompter, {
    title: t('Revoke the Certificate of "{0}"', visible(name, 60)), name: visible(name, 60),
    deed: origin === 'private' ? t('revoke it') : t('revoke it and disconnect everybody'),
    rows: [goes(t('{0} connects no more', visible(name, 60)), t('The certificate would have been good until {0}', dayOf(until))), ...consequences(origin)],
  });
}

function consequences(origin: Revocable['origin']): readonly LossRow[] {
  return origin === 'private' ? [
    stays(t('Stays for up to an hour: who is connected'), t('The VPN server reads the list of Secrets Manager anew within an hour.')),
    stays(t('Stays: everybody else’s connection')),
  ] : [
    goes(t('Everybody is disconnected once: the VPN server takes up the new list'), t('They connect again, with a new passcode where they use one.')),
    goes(t('The list ends by itself'), t('From then on nobody gets in until Renew Certificates… makes the next one.')),
    stays(t('Stays: everybody else’s certificate')),
  ];
}
