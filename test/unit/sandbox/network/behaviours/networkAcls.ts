import type { NetworkAclRule } from '../../../../../src/model/landscape';
import { withAclRules, withRule, withRules } from '../variations';
import { aclRule, floatingAddress, fromPorts, laptopAddress, neighbourAddress, rule, tcp, toPorts } from '../truths';
import type { Stage } from './stage';

const ssh = `${floatingAddress}:22`;
const all = aclRule('all-in', {});
const allOut = aclRule('all-out', { direction: 'outbound' });

/** One network ACL, on the way from the laptop to the server by its floating IP. */
export function networkAclOfASubnet(stage: Stage): void {
  const { truth } = stage;
  const opens = async (...lists: readonly (readonly NetworkAclRule[])[]): Promise<void> => {
    for (const list of lists) {
      await stage.become(withAclRules(truth, list));
      await stage.sees('open', ssh);
    }
  };
  const closes = async (...lists: readonly (readonly NetworkAclRule[])[]): Promise<void> => {
    for (const list of lists) {
      await stage.become(withAclRules(truth, list));
      await stage.sees('silence', ssh);
    }
  };

  it('needs a rule for the questions and one for the answers', async () => {
    await closes([all], [allOut]);
    await opens([all, allOut]);
  });

  it('lets nothing through without rules', async () => {
    await closes([]);
  });

  it('drops what no rule names', async () => {
    await closes([aclRule('web', toPorts(80)), allOut], [all, aclRule('web-out', { direction: 'outbound', ...fromPorts(80) })]);
  });

  it('goes by the first rule that matches', async () => {
    const deny = aclRule('deny', { action: 'deny', ...toPorts(22) });
    await closes([deny, all, allOut]);
    await opens([all, deny, allOut]);
  });

  it('goes by the first rule that matches for answers, too', async () => {
    const deny = aclRule('deny', { action: 'deny', direction: 'outbound', ...fromPorts(22) });
    await closes([all, deny, allOut]);
    await opens([all, allOut, deny]);
  });

  it('passes over rules that deny something else', async () => {
    await opens([
      aclRule('udp', { action: 'deny', protocol: 'udp' }), aclRule('web', { action: 'deny', ...toPorts(80) }),
      aclRule('others', { action: 'deny', source: '192.0.2.0/24' }), aclRule('out', { action: 'deny', direction: 'outbound', ...toPorts(22) }), all, allOut,
    ]);
  });

  it('looks at the source of what comes in', async () => {
    await opens([aclRule('in', { source: `${laptopAddress}/32` }), allOut], [aclRule('in', { source: '203.0.113.0/24' }), allOut]);
    await closes([aclRule('in', { source: '203.0.113.0/26' }), allOut]);
  });

  it('looks at the destination of what comes in, which is the server\'s private address', async () => {
    await opens([aclRule('in', { destination: '10.240.0.4/32' }), allOut], [aclRule('in', { destination: '10.240.0.0/24' }), allOut]);
    await closes([aclRule('in', { destination: '10.240.0.5/32' }), allOut], [aclRule('in', { destination: '10.240.64.0/24' }), allOut]);
  });

  it('looks at both ends of what goes out', async () => {
    await opens([all, aclRule('out', { direction: 'outbound', source: '10.240.0.4/32', destination: `${laptopAddress}/32` })]);
    await closes(
      [all, aclRule('out', { direction: 'outbound', source: '10.240.0.5/32' })], [all, aclRule('out', { direction: 'outbound', destination: '192.0.2.0/24' })],
    );
  });

  it('looks at the destination\'s port, or a range of them', async () => {
    await opens([aclRule('in', toPorts(22)), allOut], [aclRule('in', toPorts(20, 22)), allOut], [aclRule('in', toPorts(22, 30)), allOut]);
    await closes([aclRule('in', toPorts(23, 30)), allOut], [aclRule('in', toPorts(1, 21)), allOut]);
  });

  it('looks at the source\'s port, which the client has among the upper ones', async () => {
    await opens([aclRule('in', { ...toPorts(22), sourcePortMin: 1024, sourcePortMax: 65535 }), allOut]);
    await closes([aclRule('in', fromPorts(22)), allOut], [aclRule('in', fromPorts(1, 1023)), allOut]);
  });

  it('lets a client in that may be answered at the ports that Linux takes', async () => {
    await opens([aclRule('in', toPorts(22)), aclRule('out', { direction: 'outbound', ...fromPorts(22), destinationPortMin: 32768, destinationPortMax: 60999 })]);
    await closes([aclRule('in', toPorts(22)), aclRule('out', { direction: 'outbound', ...toPorts(1024, 32767) })]);
  });

  it('drops refusals like every other answer', async () => {
    const open = withRule(truth, 'ssh-in', tcp(1, 65535));
    await stage.become(withAclRules(open, [all, allOut]));
    await stage.sees('refused', `${floatingAddress}:80`);
    await stage.become(withAclRules(open, [all, aclRule('ssh-out', { direction: 'outbound', ...fromPorts(22) })]));
    await stage.sees('silence', `${floatingAddress}:80`);
  });

  for (const protocol of ['any', 'icmp_tcp_udp', 'all', 'tcp']) {
    it(`takes TCP for "${protocol}"`, async () => {
      await opens([aclRule('in', { protocol }), aclRule('out', { direction: 'outbound', protocol })]);
      await closes([aclRule('in', { action: 'deny', protocol }), all, allOut]);
    });
  }

  for (const protocol of ['udp', 'icmp', 'gre', 'number_99']) {
    it(`does not take TCP for "${protocol}"`, async () => {
      await closes([aclRule('in', { protocol }), allOut]);
      await opens([aclRule('in', { action: 'deny', protocol }), all, allOut]);
    });
  }

  it('has no say within its subnet', async () => {
    const server = await stage.logIn();
    const open = withRules(truth, 'server-group', rule('neighbours-in', tcp(22)));
    const deny = aclRule('deny', { action: 'deny', source: '10.240.0.0/24', destination: '10.240.0.0/24' });
    await stage.become(withAclRules(open, [deny, { ...deny, id: 'deny-out', name: 'deny-out', direction: 'outbound' }, all, allOut]));
    await server.sees('open', `${neighbourAddress}:22`);
    await stage.become(withAclRules(open, sessionAlone));
    await server.sees('open', `${neighbourAddress}:22`);
  });
}

/** What the laptop's own session to a server needs, so that a list under test does not silence who looks. */
export const sessionAlone: readonly NetworkAclRule[] = [
  aclRule('session-in', { source: `${laptopAddress}/32`, ...toPorts(22) }),
  aclRule('session-out', { direction: 'outbound', destination: `${laptopAddress}/32`, ...fromPorts(22) }),
];
