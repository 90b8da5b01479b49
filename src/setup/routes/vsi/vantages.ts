import type { Environment } from '../../../model/account';
import type { Connection } from '../../../model/connection';
import { Failure } from '../../../model/failure';
import { t } from '../../../model/l10n';
import type { ServerAccess } from '../../../model/serverAccess';
import { visible } from '../../../model/text';
import type { Vantage, Vantages } from '../../../model/vantage';
import type { OpenServer } from '../../dependencies';
import { localVantage } from '../../localVantage';
import type { History } from '../../journal/history';
import type { VantageTools } from '../route';
import { accessTo, recordedAddress, recordedEntry } from './access';
import type { VsiChoices } from './choices';

const serverId = 'server';
const opening = { id: 'server', title: t('SSH sign-in'), note: t('SSH probes do not use the HTTP proxy.') };

/**
 * This machine, from which the private names are not expected to resolve, and the server. One that has no address yet, or none any
 * more, cannot be opened, with `ssh.no-address`, or `ssh.not-run` where nothing was made at all.
 */
export function vsiVantages(
  { choices }: Connection<VsiChoices>, { history, environment, openServer }: Pick<VantageTools, 'history' | 'environment' | 'openServer'>,
): Vantages {
  const local = localVantage(environment);
  const access = accessTo(choices, recordedAddress(history), environment, recordedEntry(history));
  return { all: [local, access === undefined ? serverWithoutAddress(choices.server.name, history) : serverVantage(access, openServer)], meant: serverId };
}

function serverWithoutAddress(name: string, { phase }: History): Vantage {
  const failure = phase === 'new' ? neverRun(name) : new Failure({
    code: 'ssh.no-address', what: t('No way to {0}', visible(name, 100)),
    why: t('The server has no address to sign in at: it is not made yet, or was undone.'),
    next: t('Run the plan of the connection, or go on with it, then check again.'),
  });
  return { id: serverId, name, resolvesPrivateNames: true, opening, before: [], open: () => Promise.reject(failure) };
}

function neverRun(name: string): Failure {
  return new Failure({
    code: 'ssh.not-run', what: t('No way to {0} yet', visible(name, 100)), why: t('Nothing of the connection was made yet: its plan was not run.'),
    next: t('Run the plan of the connection, then check again.'),
  });
}

/** The server, which sees what a client on it would see. */
export function serverVantage(access: ServerAccess, openServer: OpenServer): Vantage {
  return {
    id: serverId,
    name: access.name,
    resolvesPrivateNames: true,
    opening,
    before: [],
    access,
    open: (signal) => openServer(access, signal),
  };
}

/** The same from what a run has found so far. */
export function vantageNow(choices: VsiChoices, floatingAddress: string | undefined, environment: Environment, openServer: OpenServer): Vantage {
  const access = accessTo(choices, floatingAddress, environment);
  if (access === undefined) {
    throw new TypeError('The server’s address is not known yet.');
  }
  return serverVantage(access, openServer);
}
