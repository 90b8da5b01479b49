import assert from 'node:assert/strict';
import { again, connect, explainer, explanations, makeCredential, rolling, standingOf } from '../../../src/diagnose/causes';
import { serviceChecks } from '../../../src/diagnose/services/list';
import type { Remedy } from '../../../src/model/check';
import type { ServiceWords } from '../../../src/model/service';
import * as tunnelRemedies from '../../../src/setup/routes/clientVpn/tunnel/remedies';
import * as siteRemedies from '../../../src/setup/routes/siteVpn/tunnel/remedies';
import { remedyCommands } from '../../../src/ui/ids';
import { kafkaWords } from './support';

const pigeonWords: ServiceWords = { title: 'Pigeon Post', protocol: 'Pigeon', member: 'loft', members: 'lofts', port: 'ports 7000 and 7001' };

const anywhere = { isPublic: false };

/** Every explanation there is: the common ones as two services say them, and each service's own. */
async function allExplanations(): Promise<[string, ReturnType<typeof explanations>[string]][]> {
  const own = await Promise.all(serviceChecks.map((entry) => entry.load()));
  return [explanations(kafkaWords), explanations(pigeonWords), ...own.map((each) => each.explanations)].flatMap((each) => Object.entries(each));
}

describe('what a code means', () => {
  it('is one sentence and one thing to do, and never to turn a certificate check off', async () => {
    const all = await allExplanations();
    assert.ok(all.length > 40);
    for (const [code, { cause, remedy }] of all) {
      assert.match(code, /^[a-z]+\.[a-z-]+(\.by-all)?$/);
      assert.match(cause, /^[A-Z].*\.$/s, code);
      assert.ok(remedy.title.length > 0 && !remedy.title.endsWith('.'), code);
      assert.doesNotMatch(`${cause} ${remedy.title}`, /turn off|disable|ignore.*(certificate|TLS)|insecure|reject/i, code);
    }
  });

  it('offers only commands that the panel may start, and the panel may start no other', async () => {
    // What a route asks before the common checks has remedies of its own.
    const offered = [makeCredential, ...Object.values<Remedy>(tunnelRemedies), ...Object.values<Remedy>(siteRemedies), ...(await allExplanations()).map(([, { remedy }]) => remedy)].flatMap(({ command }) => command ?? []);
    assert.deepEqual([...new Set(offered)].sort(), [...remedyCommands].sort());
    assert.deepEqual([again, connect], [
      { title: 'Check Again', command: 'privateConnect.checkAgain' }, { title: 'Connect Privately…', command: 'privateConnect.connectPrivately' },
    ]);
  });

  it('is told in the service\'s own words', () => {
    const said = Object.values(explanations(pigeonWords)).map(({ cause, remedy }) => `${cause} ${remedy.title}`).join('\n');
    assert.doesNotMatch(said, /kafka|broker|9093|bootstrap/i);
    assert.match(said, /does not admit the source on ports 7000 and 7001\./);
    assert.match(said, /it is not the loft, or the port is wrong\./);
    assert.match(said, /between here and the lofts what intercepts TLS/);
    assert.match(said, /The API's answer holds no lofts:/);
    assert.equal(rolling(pigeonWords), 'Lofts restart one after another during an update; otherwise something on the way ends the connection.');
  });

  it('is known for everything that goes wrong on the way to any service', () => {
    assert.deepEqual(Object.keys(explanations(kafkaWords)), [
      'dns.nxdomain', 'dns.timeout', 'dns.refused', 'dns.wrong-address', 'dns.other-resolver', 'dns.no-names',
      'tcp.timeout', 'tcp.refused', 'tcp.reset', 'tcp.reset.by-all', 'tcp.unreachable',
      'tls.untrusted', 'tls.wrong-name', 'tls.expired', 'tls.not-tls', 'tls.closed', 'tls.closed.by-all', 'tls.refused', 'tls.timeout',
      'ssh.unreachable', 'ssh.no-address', 'ssh.not-run', 'ssh.refused-key', 'ssh.more-wanted', 'ssh.second-factor-refused', 'ssh.host-key-changed', 'ssh.forwarding-refused', 'ssh.no-commands',
      'ssh.closed',
      'member.elsewhere',
    ]);
  });

  const cures: readonly [string, RegExp, RegExp][] = [
    ['dns.nxdomain', /inside a VPC that has an endpoint gateway/, /^Connect Privately…$/],
    ['dns.timeout', /name server did not answer/, /^Check Again$/],
    ['dns.refused', /could not or would not answer/, /^Check Again$/],
    ['dns.wrong-address', /other addresses than the endpoint gateway's.*161\.26\.0\.10/, /DHCP lease.*161\.26\.0\.7/],
    ['dns.other-resolver', /asks other name servers than the VPC's/, /161\.26\.0\.7.*DHCP lease/],
    ['dns.no-names', /still being made, or its plan has none/, /^Refresh when the instance is active/],
    ['tcp.timeout', /security group does not admit the source on port 9093/, /^Connect Privately…$/],
    ['tcp.refused', /nothing listens on the port/, /^Check Again$/],
    ['tcp.reset', /^Brokers restart one after another/, /^Check Again$/],
    ['tcp.reset.by-all', /^Every connection is reset.*firewall/, /what resets connections to port 9093/],
    ['tcp.unreachable', /no route to the address/, /routes and the VPN/],
    ['tls.untrusted', /intercepts TLS, or the chain misses an intermediate/, /between here and the brokers/],
    ['tls.wrong-name', /for another name/, /hosts file or an endpoint gateway for another instance/],
    ['tls.expired', /not valid today/, /clock/],
    ['tls.not-tls', /does not speak TLS: it is not the broker/, /what listens/],
    ['tls.closed', /^Brokers restart one after another/, /^Check Again$/],
    ['tls.closed.by-all', /^Every broker ends the connection before TLS/, /between here and the brokers what ends TLS/],
    ['tls.refused', /no common version or cipher/, /^Check Again$/],
    ['tls.timeout', /MTU/, /1400/],
    ['ssh.unreachable', /did not answer on its SSH port/, /^Let This Machine In$/],
    ['ssh.not-run', /Nothing of this connection was made yet/, /^Show Plan$/],
    ['ssh.no-address', /not finished, or was undone/, /^Plan Again$/],
    ['ssh.refused-key', /does not take this key for this login user/, /^Change SSH Login…$/],
    ['ssh.more-wanted', /takes the key and wants more beside it/, /^Check again and answer, or let this user in by the key alone$/],
    ['ssh.second-factor-refused', /wrong or too old/, /^Check Again$/],
    ['ssh.host-key-changed', /another host key than the first time/, /known hosts file/],
    ['ssh.forwarding-refused', /does not allow forwarding/, /AllowTcpForwarding yes/],
    ['ssh.no-commands', /run nothing/, /^Change SSH Login…$/],
    ['ssh.closed', /connection to the server ended/, /^Check Again$/],
  ];
  for (const [code, cause, remedy] of cures) {
    it(`says of ${code} why it is and what to do`, () => {
      const found = explainer(kafkaWords, {}, anywhere)(code);
      assert.match(found.cause, cause);
      assert.match(found.remedy.title, remedy);
    });
  }

  it('is the service\'s where it has a sentence of its own, and the failure\'s own words where nobody has one', () => {
    const own = { cause: 'No pigeon came.', remedy: { title: 'Feed them' } };
    const explain = explainer(pigeonWords, { 'pigeon.lost': own, 'tcp.refused': own }, anywhere);
    assert.equal(explain('pigeon.lost', 'its why', 'its next'), own);
    assert.equal(explain('tcp.refused', 'its why', 'its next'), own);
    assert.match(explain('tcp.reset', 'its why', 'its next').cause, /^Lofts restart/);
    assert.deepEqual(explain('something.new.by-all', 'its why', 'its next'), { cause: 'its why', remedy: { title: 'its next' } });
    assert.equal(explain('pigeon.lost.by-all'), own);
    assert.deepEqual(explain('something.new', 'its why', 'its next'), { cause: 'its why', remedy: { title: 'its next' } });
    assert.deepEqual(explain('something.new'), { cause: 'something.new', remedy: { title: 'Check Again' } });
  });

  describe('for an instance as it stands', () => {
    const instance = { access: 'private', connectable: { possible: true } } as const;
    const refused = { possible: false, why: 'It is public only.', next: 'Reach it over the internet.' } as const;

    it('offers a new connection only where there is none and one can be made', () => {
      const offered = (source: Parameters<typeof standingOf>[0]) => explainer(kafkaWords, {}, standingOf(source))('tcp.timeout').remedy;
      assert.equal(offered({ instance }), connect);
      assert.deepEqual(offered({ instance, connectionId: 'c1' }), { title: 'Plan Again', command: 'privateConnect.planAgain' });
      assert.deepEqual(offered({ instance: { ...instance, connectable: refused } }), { title: 'Reach it over the internet' });
    });

    it('offers a credential where only that is missing, to an instance that takes no connection, too', () => {
      const offered = (source: Parameters<typeof standingOf>[0]) =>
        explainer(kafkaWords, { 'sasl.no-key': { cause: 'No key.', remedy: makeCredential } }, standingOf(source))('sasl.no-key').remedy;
      assert.equal(offered({ instance }), makeCredential);
      assert.equal(offered({ instance: { ...instance, connectable: refused } }), makeCredential);
      assert.deepEqual(offered({ instance, connectionId: 'c1' }), { title: 'Plan Again', command: 'privateConnect.planAgain' });
    });

    it('speaks of no VPC, gateway or private name where it is public, whatever the code', () => {
      const standing = standingOf({ instance: { access: 'public', connectable: refused } });
      const explain = explainer(kafkaWords, {}, standing);
      for (const code of ['dns.nxdomain', 'dns.timeout', 'dns.refused', 'tcp.timeout', 'tcp.refused', 'tcp.reset', 'tls.closed', 'tls.timeout']) {
        const { cause, remedy } = explain(code);
        assert.doesNotMatch(`${cause} ${remedy.title}`, /VPC|gateway|private/i, code);
        assert.notEqual(remedy.command, connect.command, code);
      }
    });

    it('takes one with private names for private, though it has public ones too', () => {
      assert.equal(standingOf({ instance: { ...instance, access: 'public-and-private' } }).isPublic, false);
      assert.equal(standingOf({ instance: { ...instance, access: 'unknown' } }).isPublic, false);
    });
  });
});
