import { readEndsIfThere } from '../../../base/readEnds';
import type { Connection } from '../../../model/connection';
import type { Vantages } from '../../../model/vantage';
import { localVantage } from '../../localVantage';
import type { VantageTools } from '../route';
import type { ClientVpnChoices } from './choices';
import { tunnelChecks } from './tunnel/checks';

/** OpenVPN writes on for as long as it runs. What it says once stands at the beginning, and its last tries at the end. */
const ofLog = { head: 64 * 1024, tail: 256 * 1024 };

/** This machine, on which the private names are expected to resolve once its tunnel is up. */
export function clientVpnVantages(connection: Connection<ClientVpnChoices>, { vpnLogPath, ...tools }: VantageTools): Vantages {
  const local = localVantage(tools.environment, true);
  return { all: [{ ...local, ...tunnelChecks(connection, { ...tools, vpnLog: () => readEndsIfThere(vpnLogPath, ofLog) }) }], meant: local.id };
}
