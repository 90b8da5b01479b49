import { t } from '../../model/l10n';
import { visible } from '../../model/text';
import type { OfficeDescription } from '../../onPremises/office';
import type { Editor } from '../editor/editor';
import { inTime } from '../inTime';
import type { Prompter } from '../prompts/answers';
import type { Invocation } from './handler';
import { officeConnection, type OfficeConnection } from './officeConnections';

const limitMs = 60_000;

/** A connection to an office, and what one of its VPN gateways tells that office. */
export interface OfficeSide extends Pick<OfficeConnection, 'session' | 'connection'> {
  readonly office: OfficeDescription;
}

/** Of a connection that is chosen or given, as the cloud has it now; undefined where the person changes their mind. */
export async function chosenOffice(invocation: Invocation): Promise<OfficeSide | undefined> {
  const { services: { editor, prompter } } = invocation;
  const chosen = await officeConnection(invocation);
  if (chosen === undefined) {
    return undefined;
  }
  const { session, connection } = chosen;
  const office = await oneOf(prompter, await readSides(editor, chosen));
  return office === undefined ? undefined : { session, connection, office };
}

/** What each VPN gateway of a connection tells the office, as the cloud has it now. */
export async function readSides(
  editor: Pick<Editor, 'progress'>, { session, connection }: Pick<OfficeConnection, 'session' | 'connection'>,
): Promise<readonly OfficeDescription[]> {
  return await editor.progress(() => inTime(t('Could not read the office’s side of the VPN'), limitMs, (signal) =>
    session.setup.offices(connection.id, signal)));
}

/** Each VPN gateway is told something else: where there are several, one after the other. */
async function oneOf(prompter: Prompter, offices: readonly OfficeDescription[]): Promise<OfficeDescription | undefined> {
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
