import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { Connection } from '../../model/connection';
import type { EventStreamsInstance } from '../../model/instance';
import type { CommandId } from '../ids';
import { inTime } from '../inTime';
import type { Services } from '../services';
import type { Session } from '../session/session';
import { instanceItems } from './asking';
import type { Invocation } from './handler';
import { codeOf } from '../../base/codes';

const what = 'Could not plan the connection';
const planLimitMs = 120_000;
const offerLimitMs = 60_000;

/** Asks what is needed and makes a plan, which stands in the Activity view until it is run. Nothing is made in the cloud. */
export async function connectPrivately({ services, subject }: Invocation): Promise<void> {
  const session = await services.sessions.required();
  const [{ askConnectPrivately }, { loadOffer }, { ownAddress }] = await Promise.all([
    import('../prompts/connectPrivately'), import('../../setup/defaults'), import('../../cloud/ownAddress'),
  ]);
  const { environment, cloud, account } = session;
  const connection = await askConnectPrivately(await instanceOf(subject, session), {
    prompter: services.prompter,
    accountId: account.accountId,
    sshFolder: environment.sshFolder,
    credentialRole: services.settings.credentialRole(),
    lookupHost: new URL(environment.endpoints.addressLookup).host,
    instances: (signal) => instanceItems(session, signal),
    offer: (region, signal) => inTime('Could not read what the region offers', offerLimitMs, (limited) => loadOffer(cloud, account.accountId, region, limited), signal),
    keyFiles: () => privateKeys(environment.sshFolder),
    ownAddress: () => inTime('Could not look up the address', 15_000, (signal) => ownAddress(environment.endpoints.addressLookup, signal)),
  });
  if (connection === undefined) {
    return;
  }
  services.trees.activity.reveal();
  await makePlan(services, session, connection);
}

/** The instance that was clicked, or that the panel is about. */
async function instanceOf(subject: Invocation['subject'], { cloud }: Session): Promise<EventStreamsInstance | undefined> {
  if (subject?.kind === 'target') {
    const { instanceCrn } = subject.target;
    return inTime('Could not read the instance', offerLimitMs, (signal) => cloud.resources.getInstance(instanceCrn, signal));
  }
  return subject?.kind === 'instance' ? subject.instance : undefined;
}

/** Looks at the account and shows the plan; where that fails, nothing of the connection is kept, and the answers are not asked again. */
async function makePlan(services: Services, session: Session, connection: Connection): Promise<void> {
  try {
    await vscode.window.withProgress({ location: { viewId: 'privateConnect.activity' } },
      () => inTime(what, planLimitMs, (signal) => session.setup.plan(connection, signal)));
    // What it costs and what it makes are looked at before anything is run.
    await vscode.commands.executeCommand('privateConnect.showPlan' satisfies CommandId, { kind: 'connection', connection });
  } catch (error) {
    await session.setup.forget(connection.id);
    await services.notices.failure(what, error, { title: 'Retry', run: () => makePlan(services, session, connection) });
  }
  services.trees.resources.paint();
  services.trees.activity.paint();
}

/** Files that begin as a private key does; what they hold is not kept. */
async function privateKeys(folder: string): Promise<readonly string[]> {
  const found: string[] = [];
  for (const entry of await listed(folder)) {
    const path = join(folder, entry);
    const text = await beginning(path);
    if (/^-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(text)) {
      found.push(path);
    }
  }
  return found.sort();
}

async function listed(folder: string): Promise<readonly string[]> {
  try {
    return (await readdir(folder, { withFileTypes: true })).filter((entry) => entry.isFile() && !entry.name.endsWith('.pub')).map(({ name }) => name);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') {
      return [];
    }
    throw error;
  }
}

async function beginning(path: string): Promise<string> {
  try {
    return (await readFile(path, 'utf8')).slice(0, 80);
  } catch (error) {
    // A file that may not be read opens no server either.
    if (codeOf(error) !== undefined) {
      return '';
    }
    throw error;
  }
}
