import type { Environment } from '../../../model/account';
import type { Connection } from '../../../model/connection';
import type { ServerAccess } from '../../../model/serverAccess';
import type { Vantage, Vantages } from '../../../model/vantage';
import type { OpenServer } from '../../dependencies';
import { localVantage } from '../../localVantage';
import type { VantageTools } from '../route';
import { accessTo, recordedAddress } from './access';
import type { VsiChoices } from './choices';

const serverId = 'server';

/** This machine, from which the private names are not expected to resolve, and the server, once its address is known. */
export function vsiVantages({ choices }: Connection<VsiChoices>, { history, environment, openServer }: VantageTools): Vantages {
  const local = localVantage(environment);
  const access = accessTo(choices, recordedAddress(history), environment);
  return access === undefined ? { all: [local], meant: local.id } : { all: [local, serverVantage(access, openServer)], meant: serverId };
}

/** The server, which sees what a client on it would see. */
export function serverVantage(access: ServerAccess, openServer: OpenServer): Vantage {
  return {
    id: serverId,
    name: access.name,
    resolvesPrivateNames: true,
    opening: { id: 'server', title: 'SSH sign-in', note: 'SSH probes do not use the HTTP proxy.' },
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
