import type { Check, CheckContext, Finding } from './check';
import { eachBroker, fold } from './eachBroker';

/** Does every broker's port answer? */
export const tcp: Check = {
  id: 'tcp',
  title: 'TCP connection',
  dependsOn: ['names'],
  async run(context, signal) {
    const outcomes = await eachBroker(context.probes, (probe) => probe.connect(signal));
    const ports = [...new Set(outcomes.map((outcome) => outcome.broker.port))].join(', ');
    const finding = fold(outcomes, `${outcomes.length} of ${outcomes.length} brokers answer on ${ports}`, 'brokers answer');
    return calmly({ ...finding, evidence: [...finding.evidence, 'Kafka probes do not use the HTTP proxy.'] }, context);
  },
};

/** Private addresses that this machine has no way to are as they should be while the connection leads through a server. */
function calmly(finding: Finding, context: CheckContext): Finding {
  const noWay = finding.brokers?.every((broker) => broker.code === 'tcp.timeout' || broker.code === 'tcp.unreachable') === true;
  const allPrivate = context.probes.every((probe) => probe.addresses.every(isPrivate));
  if (finding.state !== 'failed' || !context.aside || !noWay || !allPrivate) {
    return finding;
  }
  return {
    ...finding,
    state: 'expected',
    summary: 'private addresses, no way to them from here (expected without a VPN)',
    cause: `The addresses are inside the VPC and ${context.vantage.name} is not.`,
    remedy: undefined,
  };
}

/** RFC 1918, and the cloud's own service network. Source: IBM-CLOUD B.4. */
function isPrivate(address: string): boolean {
  return /^(10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|166\.(8|9|10|11)\.)/.test(address);
}
