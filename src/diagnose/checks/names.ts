import type { EventStreamsInstance } from '../../model/instance';
import { explain } from '../causes';
import { BrokerProbe } from '../probe';
import type { Check, CheckContext, Finding } from './check';
import { eachBroker, fold } from './eachBroker';

/** Do the bootstrap servers' names resolve, and to the endpoint gateway's addresses? */
export const names: Check = {
  id: 'names',
  title: 'Names of the brokers',
  dependsOn: ['server'],
  async run(context, signal) {
    const { network, instance } = context;
    if (network === undefined) {
      return { state: 'not-run', code: 'not-run', summary: '', evidence: [] };
    }
    if (instance.bootstrap.length === 0) {
      return noBootstrap();
    }
    context.probes = instance.bootstrap.map((broker) => new BrokerProbe(broker, { ...context, network }));
    const outcomes = await eachBroker(context.probes, async (probe) => {
      const addresses = await probe.resolve(signal);
      return [`${probe.broker.host} → ${addresses.join(', ')}`];
    });
    const all = [...new Set(context.probes.flatMap((probe) => probe.addresses))];
    const folded = fold(outcomes, `${outcomes.length} of ${outcomes.length} names, ${all.slice(0, 4).join(', ')}`, 'names resolve');
    return folded.state === 'passed' ? againstGateway(folded, context, all) : calmly(folded, context);
  },
};

/** A private name that does not resolve outside the VPC is as it should be. */
function calmly(finding: Finding, context: CheckContext): Finding {
  const unknownHere = finding.brokers?.every((broker) => broker.code === 'dns.nxdomain') === true;
  if (context.vantage.id !== 'local' || !unknownHere || !isPrivate(context.instance)) {
    return finding;
  }
  return {
    ...finding,
    state: 'expected',
    summary: 'private names, not resolvable here (expected without a VPN)',
    cause: `The names are private: ${context.vantage.name} is not inside the VPC.`,
    ...(context.aside ? { remedy: undefined } : {}),
  };
}

function isPrivate(instance: EventStreamsInstance): boolean {
  return instance.access === 'private' || instance.privateNames.length > 0;
}

/** Held against the gateway's own addresses where they are known. Source: IBM-CLOUD B.4, B.7. */
function againstGateway(finding: Finding, context: CheckContext, resolved: readonly string[]): Finding {
  const { gateway } = context;
  // An address that is not allocated yet reads 0.0.0.0 (IBM-CLOUD B.1): nothing can be held against it.
  const own = gateway?.addresses.filter((address) => address !== '0.0.0.0') ?? [];
  const strangers = own.length === 0 ? [] : resolved.filter((address) => !own.includes(address));
  if (gateway === undefined || strangers.length === 0) {
    return finding;
  }
  const expected = `${gateway.name} has ${own.join(', ')}`;
  const { cause, remedy } = explain('dns.wrong-address', '', '');
  const summary = `the names lead to ${strangers.join(', ')}, not to ${gateway.name}`;
  return {
    state: 'failed', code: 'dns.wrong-address', summary, evidence: [...finding.evidence, expected], cause, remedy,
    brokers: finding.brokers?.map((broker) => ({ ...broker, passed: false, code: 'dns.wrong-address', detail: summary })),
  };
}

function noBootstrap(): Finding {
  return {
    state: 'failed', code: 'dns.no-names', summary: 'the instance names no bootstrap server', evidence: [],
    cause: 'The API\'s answer holds no bootstrap servers: the instance is still being made, or its plan has none.',
    remedy: { title: 'Refresh when the instance is active, then check again' },
  };
}
