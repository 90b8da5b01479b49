import type { Connection } from '../../../model/connection';
import type { Vantages } from '../../../model/vantage';
import { localVantage } from '../../localVantage';
import type { VantageTools } from '../route';
import type { SiteVpnChoices } from './choices';
import { siteTunnelChecks } from './tunnel/checks';

/** This machine, on which the private names are expected to resolve where it stands in the office and the tunnel is up. */
export function siteVpnVantages(connection: Connection<SiteVpnChoices>, tools: VantageTools): Vantages {
  const local = localVantage(tools.environment, true);
  return { all: [{ ...local, ...siteTunnelChecks(connection, tools) }], meant: local.id };
}
