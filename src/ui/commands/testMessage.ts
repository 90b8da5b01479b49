import * as vscode from 'vscode';
import type { Connection, VsiChoices } from '../../model/connection';
import { Failure, failureText, isCancelled } from '../../model/failure';
import { visible } from '../../model/text';
import type { DeskTarget } from '../checks/checkDesk';
import { inTime } from '../inTime';
import type { Prompter } from '../prompts/answers';
import type { Services } from '../services';
import type { Session } from '../session/session';
import { askConnection } from './asking';
import { targetOf } from './checkCommands';
import type { Invocation } from './handler';

const limitMs = 120_000;

/** Sends a message through a connection's server and reads it back, with a real client library. The only command that writes to Kafka. */
export async function sendTestMessage(invocation: Invocation): Promise<void> {
  const { services } = invocation;
  const session = await services.sessions.required();
  const connection = await connectionOf(invocation, session);
  const topic = connection === undefined ? undefined : await askTopic(services.prompter, connection.choices.credentialRole);
  if (connection === undefined || topic === undefined) {
    return;
  }
  const target = { instanceCrn: connection.instance.crn, instanceName: connection.instance.name, connectionId: connection.id };
  try {
    const text = await vscode.window.withProgress({ location: { viewId: 'privateConnect.activity' } }, 
      () => inTime('Could not send the test message', limitMs, (signal) => send(session, connection, topic.name, signal)));
    services.keys.set('privateConnect.messageSent', true);
    await tell(services, target, { ok: true, text });
  } catch (error) {
    if (!isCancelled(error)) {
      const { what, why, next } = failureText(error, 'Could not send the test message');
      services.desk.said(target, { ok: false, text: `${what}: ${why} ${next}` });
    }
    throw error;
  }
}

async function send(session: Session, connection: Connection, topic: string | undefined, signal: AbortSignal): Promise<string> {
  const [apiKey, instance] = await Promise.all([session.setup.apiKey(connection.id), session.cloud.resources.getInstance(connection.instance.crn, signal)]);
  const server = await session.checks.openServer(connection.id, signal);
  try {
    if (apiKey === undefined || server === undefined) {
      throw new Failure({
        code: 'ui.not-connected', what: 'Could not send the test message',
        why: apiKey === undefined ? 'The connection\'s API key is not in the secret storage.' : 'The server\'s address is not known.',
        next: 'Run the plan to its end first.',
      });
    }
    const kafka = await import('../../kafka/testMessage');
    const result = await kafka.sendTestMessage({
      brokers: instance.bootstrap, network: server, apiKey, authorities: session.environment.authorities, topic,
    }, signal);
    const where = result.scratch ? 'a scratch topic, which is deleted again' : `"${visible(result.topic, 80)}"`;
    return `Sent to ${where} (partition ${result.partition}, offset ${visible(result.offset, 20)}) and read back in ${Math.round(result.roundTripMs)} ms through ${server.name}: "${visible(result.text, 120)}"`;
  } finally {
    server?.close();
  }
}

/** The panel says it where one is open; otherwise nobody would see it. */
async function tell(services: Services, target: DeskTarget, message: { readonly ok: boolean; readonly text: string }): Promise<void> {
  services.desk.said(target, message);
  if (services.panels.active?.instanceCrn !== target.instanceCrn) {
    await services.notices.done(message.text);
  }
}

async function connectionOf(invocation: Invocation, session: Session): Promise<Connection | undefined> {
  const target = invocation.subject === undefined ? invocation.services.panels.active : await targetOf(invocation);
  const given = session.setup.connections().find(({ id }) => id === target?.connectionId);
  return given ?? askConnection(
    session, invocation.services.prompter, 'Through which connection?', ({ state }) => state === 'done', 'There is no connection to send a message through',
  );
}

/** A scratch topic is offered to a key that may make one. */
async function askTopic(prompter: Prompter, role: VsiChoices['credentialRole']): Promise<{ readonly name: string | undefined } | undefined> {
  const where = role === 'Manager' ? await askWhere(prompter) : 'named';
  return where === 'named' ? askName(prompter) : where === 'scratch' ? { name: undefined } : undefined;
}

async function askWhere(prompter: Prompter): Promise<'scratch' | 'named' | undefined> {
  const answer = await prompter.pick<'scratch' | 'named'>({
    placeholder: 'To which topic should the message go?',
    staysOpen: true,
    items: [
      { label: 'A scratch topic', icon: 'beaker', detail: 'Made for the message and deleted again.', value: 'scratch' },
      { label: 'A topic that I name', icon: 'edit', detail: 'One message is added to it; its consumers will see it.', value: 'named' },
    ],
  });
  return answer.kind === 'value' ? answer.value : undefined;
}

async function askName(prompter: Prompter): Promise<{ readonly name: string } | undefined> {
  const named = await prompter.text({
    title: 'Send a Test Message',
    prompt: 'Name of an existing topic: one message is added to it, and its consumers will see it',
    placeholder: 'orders',
    check: (text) => /^[A-Za-z0-9._-]{1,200}$/.test(text.trim()) ? undefined : 'A topic name has at most 200 letters, digits, dots, underscores and hyphens.',
  });
  return named.kind === 'value' ? { name: named.value.trim() } : undefined;
}
