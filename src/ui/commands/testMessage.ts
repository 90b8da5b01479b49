import type { Connection } from '../../model/connection';
import { Failure, failureText, isCancelled } from '../../model/failure';
import type { Instance } from '../../model/instance';
import { t } from '../../model/l10n';
import type { Secret } from '../../model/secret';
import type { Vantage } from '../../model/vantage';
import type { CheckTarget } from '../checks/checkTarget';
import { inTime } from '../inTime';
import { noticeText } from '../noticeText';
import type { AgreedProof, Proof } from '../proofs/proof';
import type { Services } from './services';
import type { Session } from '../session/session';
import { chosenConnection, refuseUnfit, type Wanted } from './asking';
import { targetOf } from './checkCommands';
import { refuseMadeUp } from './connectVpn';
import type { Invocation } from './handler';
import { isConnected } from '../activity/runNode';

const what = t('Could not send the test message');
const limitMs = 120_000;
const never = new AbortController().signal;

const wanted: Wanted = {
  fits: isConnected, placeholder: t('Through which connection?'), nothing: t('There is no connection to send a message through'),
};

/** Proves a connection by what its service has for that: a message that goes there and comes back. The only command that writes to an instance. */
export async function sendTestMessage(invocation: Invocation): Promise<void> {
  const { services } = invocation;
  const session = await services.sessions.required();
  const connection = await connectionOf(invocation, session);
  if (connection === undefined) {
    return;
  }
  if (session.setup.way(connection.id).vpn !== undefined) {
    refuseMadeUp(session, what);
  }
  const { role } = connection;
  const prove = await (await proofOf(session, connection)).ask(services.prompter, { role, held: session.checks.held(connection.id) });
  if (prove === undefined) {
    return;
  }
  const { id, instance } = connection;
  const target: CheckTarget = { instanceCrn: instance.crn, instanceName: instance.name, connectionId: id };
  try {
    const text = await services.editor.progress(() => send(session, connection, prove));
    services.keys.set('privateConnect.messageSent', true);
    await tell(services, target, { ok: true, text });
  } catch (error) {
    if (!isCancelled(error)) {
      const failure = failureText(error, what);
      services.latestChecks.said(target, { ok: false, text: noticeText(failure) });
    }
    throw error;
  }
}

/** From the vantage that the connection is meant to be used from. Opening it has limits of its own, and may wait for a passphrase to be typed. */
async function send(session: Session, connection: Connection, prove: AgreedProof): Promise<string> {
  const { secret, vantage, members } = await inTime(what, limitMs, (signal) => whatItTakes(session, connection, signal));
  const network = await vantage.open(never);
  try {
    const { authorities } = session.environment;
    return await inTime(what, limitMs, (signal) => prove({ network, through: vantage.name, members, secret, authorities }, signal));
  } finally {
    network.close();
  }
}

interface WhatItTakes extends Pick<Instance, 'members'> {
  readonly secret: Secret;
  readonly vantage: Vantage;
}

async function whatItTakes({ setup, cloud }: Session, { id, instance }: Connection, signal: AbortSignal): Promise<WhatItTakes> {
  const [secret, { members }] = await Promise.all([setup.secret(id), cloud.resources.getInstance(instance.crn, signal)]);
  const vantages = setup.vantages(id);
  const vantage = vantages.all.find((each) => each.id === vantages.meant);
  if (secret === undefined && setup.views().some(({ connectionId, state }) => connectionId === id && state === 'done')) {
    throw new Failure({
      code: 'ui.no-api-key', what, why: t('The connection\'s API key is no longer in the secret storage.'), next: t('Copy API Key offers a new one.'),
    });
  }
  if (secret === undefined || vantage === undefined) {
    throw new Failure({
      code: 'ui.not-connected', what,
      why: secret === undefined ? t('The connection has no API key yet.') : t('The server\'s address is not known.'),
      next: t('Run the plan to its end first.'),
    });
  }
  return { secret, vantage, members };
}

/** The panel says it where one is open; otherwise nobody would see it. */
async function tell(services: Services, target: CheckTarget, message: { readonly ok: boolean; readonly text: string }): Promise<void> {
  services.latestChecks.said(target, message);
  if (services.panels.active?.instanceCrn !== target.instanceCrn) {
    await services.notices.done(message.text);
  }
}

async function connectionOf(invocation: Invocation, session: Session): Promise<Connection | undefined> {
  const { services, subject } = invocation;
  const target = subject === undefined ? services.panels.active : await targetOf(invocation);
  const given = session.setup.connections().find(({ id }) => id === target?.connectionId);
  const connection = given ?? await chosenConnection(session, services.prompter, undefined, wanted);
  if (connection !== undefined) {
    refuseUnfit(session, connection, wanted);
  }
  return connection;
}

async function proofOf({ kinds }: Session, { service, instance }: Connection): Promise<Proof> {
  const entry = kinds.proofs.find((each) => each.service === service);
  if (entry === undefined) {
    throw new Failure({
      code: 'ui.no-proof', what, why: t('This version sends none to the service of "{0}".', instance.name), next: t('Check the connectivity instead.'),
    });
  }
  return await entry.load();
}
