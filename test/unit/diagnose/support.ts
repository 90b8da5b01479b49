import type { CheckId, CheckResult, Report } from '../../../src/model/check';
import type { EventStreamsInstance, HostPort } from '../../../src/model/instance';
import type { Network } from '../../../src/model/network';
import { systemNetwork } from '../../../src/diagnose/vantage/local';

/** An instance with private names, as the cloud's answer reads. */
export function instanceWith(bootstrap: readonly HostPort[]): EventStreamsInstance {
  return {
    crn: 'crn:v1:bluemix:public:messagehub:ca-mon:a/1:guid::', guid: 'guid', name: 'orders', region: 'ca-mon',
    resourceGroupId: 'group', planId: 'plan', plan: 'enterprise-gen2', state: 'active', generation: 2, access: 'private',
    bootstrap, privateNames: bootstrap.map(({ host }) => host), oneTimeCredentials: false, createdAt: '2026-01-01T00:00:00Z',
  };
}

/** Loopback's TCP with private names of the test's own; a name it does not know is ENOTFOUND. */
export function namedNetwork(names: Readonly<Record<string, readonly string[]>>): Network {
  const system = systemNetwork();
  return {
    connect: (host, port, signal) => system.connect(host, port, signal),
    resolve: (name) => {
      const addresses = names[name];
      return addresses === undefined
        ? Promise.reject(Object.assign(new Error(`getaddrinfo ENOTFOUND ${name}`), { code: 'ENOTFOUND' }))
        : Promise.resolve(addresses);
    },
  };
}

export function resultOf(report: Report, check: CheckId, vantage: 'local' | 'server' = 'local'): CheckResult {
  const found = report.results.find((result) => result.check === check && result.vantage === vantage);
  if (found === undefined) {
    throw new Error(`the report has no ${check} from ${vantage}`);
  }
  return found;
}

/** Every state in the ladder's order, such as `passed passed failed not-run`. */
export function states(report: Report, vantage: 'local' | 'server' = 'local'): string {
  return report.results.filter((result) => result.vantage === vantage).map((result) => result.state).join(' ');
}
