import type { Environment } from '../model/account';
import type { Vantage } from '../model/vantage';

/** This machine. It is always there: opening it asks for nothing. */
export function localVantage({ machine, network }: Pick<Environment, 'machine' | 'network'>, resolvesPrivateNames = false): Vantage {
  return {
    id: 'local',
    name: machine,
    resolvesPrivateNames,
    before: [],
    open: () => Promise.resolve({
      resolve: (name, signal) => network.resolve(name, signal),
      connect: (host, port, signal) => network.connect(host, port, signal),
      close: () => undefined,
    }),
  };
}
