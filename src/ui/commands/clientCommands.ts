import { Failure } from '../../model/failure';
import type { Instance } from '../../model/instance';
import { t } from '../../model/l10n';
import type { Snippet } from '../../model/snippet';
import { visible } from '../../model/text';
import { withUsage } from '../../snippets/withUsage';
import type { CheckTarget } from '../checks/checkTarget';
import { clientSnippets } from '../checks/clientSnippets';
import { inTime } from '../inTime';
import type { Session } from '../session/session';
import { copyApiKey } from './apiKey';
import { targetOf } from './checkCommands';
import type { Handlers, Invocation } from './handler';
import { sendTestMessage } from './testMessage';

type Id = 'privateConnect.copyClientConfiguration' | 'privateConnect.openClientConfiguration' | 'privateConnect.copyApiKey' | 'privateConnect.sendTestMessage';

const limitMs = 30_000;

export const clientCommands: Handlers<Id> = {
  'privateConnect.copyClientConfiguration': {
    failed: t('Could not copy the client configuration'),
    async run(invocation) {
      const chosen = await chosenSnippet(invocation);
      if (chosen !== undefined) {
        await invocation.services.editor.copy(withUsage(chosen.snippet));
        tell(invocation, chosen, t('Copied'));
      }
    },
  },
  'privateConnect.openClientConfiguration': {
    failed: t('Could not open the client configuration'),
    async run(invocation) {
      const chosen = await chosenSnippet(invocation);
      if (chosen !== undefined) {
        await invocation.services.editor.openText(withUsage(chosen.snippet), chosen.snippet.language);
        tell(invocation, chosen, t('Opened'));
      }
    },
  },
  'privateConnect.copyApiKey': { failed: t('Could not copy the API key'), run: copyApiKey },
  'privateConnect.sendTestMessage': { failed: t('Could not send the test message'), run: sendTestMessage },
};

/** A configuration, and the instance and connection that it is for. */
export interface Chosen {
  readonly snippet: Snippet;
  readonly target: CheckTarget;
}

/** In the panel, where one shows the instance. */
function tell({ services }: Invocation, { snippet: { client, runsOn }, target }: Chosen, done: string): void {
  services.latestChecks.did(target, { client, text: `${done}. ${runsOn}.` });
}

type MoreSnippets = (instance: Instance, session: Session, connectionId: string | undefined) => Promise<readonly Snippet[]>;

/** Asks for what the row or the panel does not tell. `more` are added to the configurations of the service's clients. */
export async function chosenSnippet(
  invocation: Invocation, more: MoreSnippets = () => Promise.resolve([]),
): Promise<Chosen | undefined> {
  const { services, subject } = invocation;
  const target = await targetOf(invocation);
  if (target === undefined) {
    return undefined;
  }
  const session = await services.sessions.required();
  const instance = await inTime(t('Could not read the instance'), limitMs, (signal) => session.cloud.resources.getInstance(target.instanceCrn, signal));
  if (instance.members.length === 0) {
    throw new Failure({
      code: 'ui.no-members', what: t('There is no client configuration for "{0}" yet', visible(instance.name, 120)),
      why: t('IBM Cloud names no server of it: the instance is {0}.', visible(instance.state, 60)), next: t('Refresh when it is active, then try again.'),
    });
  }
  const ofClients = await clientSnippets(instance, session, target.connectionId);
  const snippets = [...ofClients, ...await more(instance, session, target.connectionId)];
  if (ofClients.length === 0) {
    throw new Failure({
      code: 'ui.no-client', what: t('There is no client configuration'), why: t('This version has none for the service of this instance.'),
      next: t('Choose another instance.'),
    });
  }
  const named = subject?.kind === 'target' ? snippets.find(({ client }) => client === subject.client) : undefined;
  if (named !== undefined) {
    return { snippet: named, target };
  }
  const answer = await services.prompter.pick<Snippet>({
    placeholder: t('For which client?'),
    items: snippets.map((snippet) => ({ label: snippet.title, description: snippet.fileName, icon: 'file-code', value: snippet })),
  });
  return answer.kind === 'value' ? { snippet: answer.value, target } : undefined;
}
