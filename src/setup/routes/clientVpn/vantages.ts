import type { Vantages } from '../../../model/vantage';
import { localVantage } from '../../localVantage';
import type { VantageTools } from '../route';

/** This machine, on which the private names are expected to resolve once its tunnel is up. */
export function clientVpnVantages({ environment }: VantageTools): Vantages {
  const local = localVantage(environment, true);
  return { all: [local], meant: local.id };
}
