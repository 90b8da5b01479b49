import { t } from '../../model/l10n';
import { visible } from '../../model/text';
import type { OfficeDescription } from '../../onPremises/office';
import { inTime } from '../inTime';
import type { Prompter } from '../prompts/answers';
import type { Invocation } from './handler';
import { officeConnection } from './officeConnections';
import { planPart } from './partCommands';

const limitMs = 60_000;

/** The office's side, put on a Linux gateway that the person names: a plan, which looks at the gateway and writes nothing on it before it is run. */
export async function applyOverSsh(invocation: Invocation): Promise<void> {
  const { services: { editor, prompter } } = invocation;
  const chosen = await officeConnection(invocation);
  if (chosen === undefined) {
    return;
  }
  const { session, connection: { id, instance: { region } } } = chosen;
  const offices = await editor.progress(() => inTime(t('Could not read the office’s side of the VPN'), limitMs, (signal) => session.setup.offices(id, signal)));
  const office = await chosenOffice(prompter, offices);
  if (office !== undefined) {
    await planPart(invocation, 'officeGateway', { region, name: office.name, office });
  }
}

/** Each VPN gateway is told something else: where there are several, one after the other. */
async function chosenOffice(prompter: Prompter, offices: readonly OfficeDescription[]): Promise<OfficeDescription | undefined> {
  if (offices.length < 2) {
    return offices[0];
  }
  const answer = await prompter.pick<OfficeDescription>({
    placeholder: t('For which VPN connection? The others follow in turn'),
    items: offices.map((office) => ({
      label: visible(office.name, 60), icon: 'plug', value: office, description: office.cloud.tunnels.map(({ address }) => address).join(', '),
    })),
  });
  return answer.kind === 'value' ? answer.value : undefined;
}
