import { homedir } from 'node:os';
import { t } from '../../model/l10n';
import { visible } from '../../model/text';
import { saveProfile } from '../../openvpn/saveProfile';
import { letColleagueIn, type Colleague } from '../../setup/vpnPeople/colleague';
import { everybody, judgeName } from '../../setup/vpnPeople/everybody';
import type { VpnPerson } from '../../setup/vpnPeople/people';
import { ownerOnly } from '../../ssh/ownerOnly';
import { inTime } from '../inTime';
import type { Invocation } from './handler';
import { askFiles, dayOf, peopleLimitMs } from './vpnPeopleQuestions';
import { dialledConnection, type DialledConnection } from './vpnConnections';
import { freePath } from './saveVpnProfile';

const what = t('Could not let a colleague in');

/** A certificate with its profile where people are known by certificates, and the rights that are needed where they sign in. */
export async function letColleague(invocation: Invocation): Promise<void> {
  const chosen = await dialledConnection(invocation);
  const vpn = chosen?.session.setup.way(chosen.connection.id).vpn;
  if (chosen === undefined || vpn === undefined) {
    return;
  }
  if (!vpn.methods.includes('certificate')) {
    await tellRights(invocation, chosen, t('People sign in to this VPN with passcodes: there is no certificate to make. Give the colleague the profile.'));
    return;
  }
  const colleague = await whom(invocation, chosen, vpn.certificates);
  const path = colleague === undefined ? undefined : await askPath(invocation, vpn.server?.name ?? 'vpn', colleague.name);
  if (colleague === undefined || path === undefined) {
    return;
  }
  const person = await invocation.services.editor.progress(() => inTime(what, peopleLimitMs, (signal) => chosen.session.setup.atVpn(
    chosen.connection.id, signal,
    (desk) => letColleagueIn(desk, { ...colleague, save: (profile) => saveProfile(path, profile, (file) => ownerOnly(file, signal)) }),
  )));
  await tell(invocation, chosen, person, path, vpn.methods.includes('username'));
}

type Asked = Omit<Colleague, 'save'>;

async function whom({ services }: Invocation, { session, connection }: DialledConnection, origin: string | undefined): Promise<Asked | undefined> {
  if (origin === 'brought') {
    const files = await askFiles(services.editor, t('Certificate of the colleague, which your authority signed'));
    return files === undefined ? undefined : { name: '', files };
  }
  const known = await services.editor.progress(() => inTime(what, peopleLimitMs, (signal) => session.setup.atVpn(connection.id, signal, everybody)));
  const answer = await services.prompter.text({
    title: t('Let a Colleague In'), placeholder: t('Zoë Bolt'), check: (text) => judgeName(text, known),
    prompt: t('Who is let in? The name stands in the certificate, and in the list of who is connected'),
  });
  const agrees = answer.kind === 'value' && (origin !== 'private' || await services.editor.confirm({
    text: t('Make one secret more in Secrets Manager?'), button: t('Make the Certificate'),
    detail: t('Its certificate is a secret. A Standard instance bills the largest number of secrets of a month; an undo of the connection deletes it.'),
  }));
  return answer.kind === 'value' && agrees ? { name: answer.value.trim() } : undefined;
}

async function askPath({ services: { editor } }: Invocation, server: string, name: string): Promise<string | undefined> {
  const suggested = await freePath(homedir(), name === '' ? server : `${server}-${name}`);
  return await editor.chooseNewFile(suggested, t('Save the Profile for the Colleague'), { [t('OpenVPN profiles')]: ['ovpn'] });
}

async function tell(invocation: Invocation, chosen: DialledConnection, { name, until }: VpnPerson, path: string, signsIn: boolean): Promise<void> {
  const said = t(
    'The profile for {0} is in {1}, and only you may read it. Its certificate is good until {2}. Whoever has the file connects as {0}: hand it over in a way '
    + 'that nobody else reads, then delete it.', visible(name, 80), path, dayOf(until),
  );
  await (signsIn ? tellRights(invocation, chosen, said) : invocation.services.notices.done(said));
}

/** Source: https://cloud.ibm.com/docs/vpc?topic=vpc-client-to-site-authentication */
async function tellRights({ services: { notices, editor } }: Invocation, { session }: DialledConnection, said: string): Promise<void> {
  const { account, environment } = session;
  const rights = t(
    'To connect to the VPN you must be a user of the IBM Cloud account {0}, and have the service role "VPN Client" '
    + '(crn:v1:bluemix:public:is::::serviceRole:VPNClient) on "VPC Infrastructure Services" (is), resource type "VPN server", by a policy or an access group. '
    + 'Sign in with your IBM Cloud user name and, as the password, a new one-time passcode of {1} at each connection.',
    account.accountId, environment.endpoints.passcodePage,
  );
  await notices.done([said, rights].join(' '), { title: t('Copy'), run: () => editor.copy(rights) });
}
