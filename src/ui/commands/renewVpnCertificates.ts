import { t } from '../../model/l10n';
import { visible } from '../../model/text';
import { renewing } from '../../setup/renewing';
import { bringAnew, usableServer } from '../../setup/vpnPeople/bring';
import { endsSoon, everybody, type KnownPerson } from '../../setup/vpnPeople/everybody';
import type { Way } from '../../setup/way';
import { inTime } from '../inTime';
import { planLimitMs } from './connect';
import type { Invocation } from './handler';
import { dialledConnection, type DialledConnection } from './vpnConnections';
import { askJudgedServer, dayOf, peopleLimitMs } from './vpnPeopleQuestions';
import { paint } from './watchedWork';

const what = t('Could not renew the certificates');

/** A plan that is looked at: nothing is changed until it is run. That everybody is disconnected is said before, and stands in the plan. */
export async function renewCertificates(invocation: Invocation): Promise<void> {
  const { services } = invocation;
  const chosen = await dialledConnection(invocation);
  if (chosen === undefined) {
    return;
  }
  const { session: { setup }, connection } = chosen;
  if (setup.views().some(({ connectionId, state }) => connectionId === connection.id && state === 'plan')) {
    // What is planned is run or given up first: a second renewal on top of it would be one that nobody asked for.
    await services.editor.openPlan(connection);
    return;
  }
  const way = setup.way(connection.id);
  const renewed = renewing(connection, way, new Date());
  const detail = await consequences(invocation, chosen);
  if (!await services.editor.confirm({ text: t('Plan new certificates for the VPN?'), detail, button: t('Make a Plan') })) {
    return;
  }
  if (way.vpn?.certificates === 'brought') {
    const judged = await askJudgedServer(services);
    if (judged === undefined) {
      return;
    }
    const server = usableServer(judged);
    await inTime(what, peopleLimitMs, (signal) => setup.atVpn(connection.id, signal, (desk) => bringAnew(desk, server, renewed)));
  }
  services.trees.activity.reveal();
  await services.editor.progress(() => inTime(what, planLimitMs, (signal) => setup.plan(renewed, signal)));
  await services.editor.openPlan(renewed);
  paint(services);
}

async function consequences({ services }: Invocation, { session, connection }: DialledConnection): Promise<string> {
  const { vpn } = session.setup.way(connection.id);
  const people = await services.editor.progress(() => inTime(what, peopleLimitMs, (signal) => session.setup.atVpn(connection.id, signal, everybody)));
  const soon = people.filter((person) => person.revokedAt === undefined && endsSoon(person));
  return [
    t('The VPN server is given a new certificate, and a new revocation list where it has one of ours. When the plan is run, everybody is disconnected once '
      + 'and connects again with the profile that they have. Your own profile is saved anew with Save VPN Profile….'),
    ...former(people, vpn),
    ...soon.length === 0 ? [] : [t(
      'Let a Colleague In… gives a new profile to whoever’s certificate ends soon: {0}.',
      soon.map(({ name, until }) => `${visible(name, 40)} (${dayOf(until)})`).join(', '),
    )],
  ].join('\n\n');
}

/** Whoever had the profile of before, on whatever machine, has it still. */
function former(people: readonly KnownPerson[], vpn: Way['vpn']): readonly string[] {
  const now = new Date();
  const [first] = people.filter(({ name, revokedAt, until }) => name === vpn?.person && revokedAt === undefined && until > now);
  if (first === undefined) {
    return [];
  }
  const [name, until] = [visible(first.name, 40), dayOf(first.until)];
  return [vpn?.certificates === 'private'
    ? t('The certificate that {0} has now lets in until {1} and can be revoked until then: its secret is kept that long, and billed as one more.', name, until)
    : t('The certificate that {0} has now lets in until {1} and can be revoked until then.', name, until)];
}
