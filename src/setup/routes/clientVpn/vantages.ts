import { readIfThere } from '../../../base/readFile';
import type { Connection } from '../../../model/connection';
import type { Vantages } from '../../../model/vantage';
import { localVantage } from '../../localVantage';
import type { VantageTools } from '../route';
import type { ClientVpnChoices } from './choices';
import { tunnelChecks } from './tunnel/checks';

/** This machine, on which the private names are expected to resolve once its tunnel is up. */
export function clientVpnVantages(connection: Connection<ClientVpnChoices>, { vpnLogPath, ...tools }: VantageTools): Vantages {
  const local = localVantage(tools.environment, true);
  return { all: [{ ...local, ...tunnelChecks(connection, { ...tools, vpnLog: () => readIfThere(vpnLogPath) }) }], meant: local.id };
}
