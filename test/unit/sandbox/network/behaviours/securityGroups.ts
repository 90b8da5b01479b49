import type { NetworkTruth } from '../../../../../src/sandbox/dataPlane';
import { withoutRule, withRule, withRules, withServer } from '../variations';
import { floatingAddress, laptopAddress, rule, serverAddress, tcp } from '../truths';
import type { Stage } from './stage';

const ssh = `${floatingAddress}:22`;
const laptop = { kind: 'cidr', cidr: `${laptopAddress}/32` } as const;
const anyPort = { portMin: undefined, portMax: undefined };

/** Rules of a security group, as the server meets them that has it. */
export function securityGroupsOfAServer(stage: Stage): void {
  const { truth } = stage;
  const opens = async (...truths: readonly NetworkTruth[]): Promise<void> => {
    for (const next of truths) {
      await stage.become(next);
      await stage.sees('open', ssh);
    }
  };
  const closes = async (...truths: readonly NetworkTruth[]): Promise<void> => {
    for (const next of truths) {
      await stage.become(next);
      await stage.sees('silence', ssh);
    }
  };

  it('answers need no rule', async () => {
    await stage.become(withoutRule(truth, 'all-out'));
    await (await stage.logIn()).isThere();
  });

  it('a range that has the client in it lets it in, another one does not', async () => {
    await opens(withRule(truth, 'ssh-in', { remote: { kind: 'cidr', cidr: '203.0.113.0/24' } }));
    await closes(withRule(truth, 'ssh-in', { remote: { kind: 'cidr', cidr: '203.0.113.0/26' } }));
  });

  it('a single address lets that client in, and no other', async () => {
    await opens(withRule(truth, 'ssh-in', { remote: { kind: 'address', address: laptopAddress } }));
    await closes(withRule(truth, 'ssh-in', { remote: { kind: 'address', address: '203.0.113.78' } }));
  });

  it('members of a group are no machines of the internet', async () => {
    await closes(withRule(truth, 'ssh-in', { remote: { kind: 'security-group', id: 'server-group', name: 'server-group' } }));
  });

  it('the member\'s own side as a range counts', async () => {
    await opens(withRule(truth, 'ssh-in', { local: { kind: 'cidr', cidr: '10.240.0.0/24' } }));
    await closes(withRule(truth, 'ssh-in', { local: { kind: 'cidr', cidr: '10.240.64.0/24' } }));
  });

  it('the member\'s own side as an address counts', async () => {
    await opens(withRule(truth, 'ssh-in', { local: { kind: 'address', address: serverAddress } }));
    await closes(withRule(truth, 'ssh-in', { local: { kind: 'address', address: '10.240.0.6' } }));
  });

  it('a range of ports lets in what lies in it, both ends included', async () => {
    await opens(withRule(truth, 'ssh-in', tcp(22, 30)), withRule(truth, 'ssh-in', tcp(10, 22)));
  });

  it('a rule for other ports lets nothing in', async () => {
    await closes(withRule(truth, 'ssh-in', tcp(23)), withRule(truth, 'ssh-in', tcp(1, 21)));
  });

  it('TCP without ports lets in every port', async () => {
    await opens(withRule(truth, 'ssh-in', { protocol: 'tcp', ...anyPort }));
    await stage.sees('refused', `${floatingAddress}:80`, `${floatingAddress}:60000`);
  });

  for (const protocol of ['any', 'icmp_tcp_udp', 'all']) {
    it(`"${protocol}" lets TCP in`, async () => {
      await opens(withRule(truth, 'ssh-in', { protocol, ...anyPort }));
    });
  }

  for (const protocol of ['icmp', 'gre', 'number_99']) {
    it(`"${protocol}" lets no TCP in`, async () => {
      await closes(withRule(truth, 'ssh-in', { protocol, ...anyPort }));
    });
  }

  it('"udp" lets no TCP in, not even at its port', async () => {
    await closes(withRule(truth, 'ssh-in', { protocol: 'udp', ...anyPort }), withRule(truth, 'ssh-in', { protocol: 'udp' }));
  });

  it('a rule for one direction lets nothing through in the other', async () => {
    await closes(withRule(truth, 'ssh-in', { direction: 'outbound' }));
  });

  it('a group without rules lets nothing in', async () => {
    await closes({ ...truth, securityGroups: truth.securityGroups.map((each) => ({ ...each, rules: [] })) });
  });

  it('a server without any group is silent', async () => {
    await closes(withServer(truth, { securityGroupIds: [] }));
  });

  it('several groups add up', async () => {
    const two = withRules(withoutRule(truth, 'ssh-in'), 'more', rule('more-ssh-in', { ...tcp(22), remote: laptop }));
    await closes(two, withServer(two, { securityGroupIds: ['server-group'] }));
    await opens(withServer(two, { securityGroupIds: ['server-group', 'more'] }), withServer(two, { securityGroupIds: ['more'] }));
  });

  it('the order of rules, and of groups, does not matter', async () => {
    const more = withRules(truth, 'server-group', rule('web-in', tcp(80)), rule('names-in', { protocol: 'udp', portMin: 53, portMax: 53 }));
    const turned = {
      ...more, securityGroups: more.securityGroups.toReversed().map((each) => ({ ...each, rules: each.rules.toReversed() })),
    };
    for (const next of [more, turned]) {
      await opens(next);
      await Promise.all([stage.sees('refused', `${floatingAddress}:80`), stage.sees('silence', `${floatingAddress}:81`)]);
    }
  });
}
