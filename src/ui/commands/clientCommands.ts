import * as vscode from 'vscode';
import { Failure } from '../../model/failure';
import type { Snippet } from '../../model/snippet';
import { checkTarget } from '../checks/checkDesk';
import { clientSnippets, secretVariable } from '../checks/clientSnippets';
import { inTime } from '../inTime';
import { askConnection } from './asking';
import { targetOf } from './checkCommands';
import type { Handlers, Invocation } from './handler';
import { sendTestMessage } from './testMessage';

type Id = 'privateConnect.copyClientConfiguration' | 'privateConnect.openClientConfiguration' | 'privateConnect.copyApiKey' | 'privateConnect.sendTestMessage';

const limitMs = 30_000;

export const clientCommands: Handlers<Id> = {
  'privateConnect.copyClientConfiguration': {
    failed: 'Could not copy the client configuration',
    async run(invocation) {
      const snippet = await chosenSnippet(invocation);
      if (snippet !== undefined) {
        await invocation.services.copy(snippet.text);
      }
    },
  },
  'privateConnect.openClientConfiguration': {
    failed: 'Could not open the client configuration',
    async run(invocation) {
      const snippet = await chosenSnippet(invocation);
      if (snippet !== undefined) {
        const document = await vscode.workspace.openTextDocument({ language: snippet.language, content: snippet.text });
        await vscode.window.showTextDocument(document, { preview: false });
      }
    },
  },
  'privateConnect.copyApiKey': { failed: 'Could not copy the API key', run: copyApiKey },
  'privateConnect.sendTestMessage': { failed: 'Could not send the test message', run: sendTestMessage },
};

async function chosenSnippet(invocation: Invocation): Promise<Snippet | undefined> {
  const { services, subject } = invocation;
  const target = await targetOf(invocation);
  if (target === undefined) {
    return undefined;
  }
  const session = await services.sessions.required();
  const { instance } = await inTime('Could not read the instance', limitMs, (signal) => checkTarget(target, session, signal));
  const snippets = await clientSnippets(instance, session.environment.authoritiesFile);
  const named = subject?.kind === 'target' ? snippets.find(({ client }) => client === subject.client) : undefined;
  if (named !== undefined) {
    return named;
  }
  const answer = await services.prompter.pick<Snippet>({
    placeholder: 'For which client?',
    items: snippets.map((snippet) => ({ label: snippet.title, description: snippet.fileName, icon: 'file-code', value: snippet })),
  });
  return answer.kind === 'value' ? answer.value : undefined;
}

/** The one way in which the key leaves the secret storage: onto the clipboard, when a person asks for it. */
async function copyApiKey({ services, subject }: Invocation): Promise<void> {
  const session = await services.sessions.required();
  const id = subject?.kind === 'run' ? subject.run.connectionId : subject?.kind === 'connection' ? subject.connection.id : undefined;
  const given = session.setup.connections().find((connection) => connection.id === id);
  const connection = given ?? await askConnection(session, services.prompter, 'Of which connection?', ({ state }) => state === 'done', 'There is no connection with an API key');
  if (connection === undefined) {
    return;
  }
  const key = await session.setup.apiKey(connection.id);
  if (key === undefined) {
    throw new Failure({ code: 'ui.no-api-key', what: 'Could not copy the API key', why: 'It is not in the secret storage.', next: 'Undo the connection and make it anew: IBM Cloud may show a key only once.' });
  }
  await services.copy(key.reveal());
  await services.notices.done(`The API key of "${connection.instance.name}" is on the clipboard. Client configurations read it from the environment variable ${secretVariable}.`);
}
