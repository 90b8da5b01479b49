import assert from 'node:assert/strict';
import type { ResolverList } from '../../../../src/model/landscape';
import { keyOf } from '../../../../src/setup/office/key';
import type { Subject } from '../../../../src/ui/tree/node';
import { CommandBench } from './commandBench';

const region: Subject = { kind: 'region', region: 'ca-mon', retry: () => undefined };
const key = 'Canary+Key-of:an_office';

describe('the commands that make one part of a site-to-site VPN', function () {
  this.timeout(180_000);
  let bench: CommandBench;
  let payments: Subject;

  before(async () => {
    bench = await CommandBench.start();
    payments = await bench.rowOf('payments-vpc');
  });
  after(() => bench.stop());

  const title = (): readonly (string | undefined)[] => bench.session.setup.views().slice(0, 1).flatMap((view) => [view.title, view.state]);
  const choices = (): string => JSON.stringify(bench.session.setup.connections().at(-1)?.choices);
  const run = async (what: string): Promise<void> => {
    assert.deepEqual(title(), [what, 'plan'], JSON.stringify(bench.session.setup.views()[0]?.steps.filter(({ state }) => state === 'blocked')));
    const [plan] = bench.session.setup.views();
    await bench.succeed('privateConnect.run', plan === undefined ? undefined : { kind: 'run', run: plan });
    assert.deepEqual(title(), [what, 'done'], JSON.stringify(bench.session.setup.views()[0]?.steps.flatMap(({ failure }) => failure ?? [])));
  };

  it('say which part comes first where there is nothing to choose from', async () => {
    const failures = [
      await bench.fail('privateConnect.createVpnConnection', region), await bench.fail('privateConnect.enableCustomResolver', region),
      await bench.fail('privateConnect.createCustomResolver', payments),
    ];
    assert.deepEqual(failures.map(({ code }) => code), ['ui.no-vpn-gateway', 'ui.no-resolver', 'ui.no-dns-services']);
    assert.equal(failures[0]?.next, 'Choose another region, or use Create VPN Gateway… first.');
  });

  it('make a VPN gateway in a zone, with its price, and say of route mode that it is experimental', async () => {
    await bench.succeed('privateConnect.createVpnGateway', payments, { take: /new subnet in ca-mon-1/ }, 'enter', { type: 'to-office' });
    assert.deepEqual(bench.prompter.seen.find(({ labels }) => labels.includes('Route mode'))?.descriptions, [undefined, 'experimental']);
    assert.match(bench.prompter.prompts.at(-1) ?? '', /^Its name: .* · \$\d+\.\d\d a month$/, 'the question says its price');
    assert.match(choices(), /"part":"vpn-gateway","name":"to-office",.*"zone":"ca-mon-1","mode":"policy".*"subnet":\{"kind":"new"\}/);
    await run('Create VPN Gateway to-office');
  });

  it('put a connection on it with a pasted key, which is in the vault alone', async () => {
    await bench.succeed(
      'privateConnect.createVpnConnection', region, { take: 'to-office' }, 'enter', { type: '10.0.0.1' }, { type: '203.0.113.7' }, { take: 'Ranges that I type' },
      { type: '192.168.77.0/24' }, 'enter', 'enter', { take: 'One that I paste' }, { type: '0xC0FFEE01' }, { type: key }, { type: 'berlin' },
    );
    assert.match(bench.prompter.refused.join(), /private address.*It begins with 0x/s);
    assert.match(choices(), /"name":"berlin".*"ranges":\["192\.168\.77\.0\/24"\].*"keyIsBrought":true/);
    assert.ok(![choices(), ...bench.logged, ...bench.said, JSON.stringify(bench.prompter.seen)].join().includes(key));
    assert.equal((await keyOf(bench.session.secrets, bench.session.setup.connections().at(-1)?.id ?? ''))?.reveal(), key);
    await run('Create VPN Connection berlin');
  });

  it('make an instance of DNS Services and a resolver in chosen subnets of a VPC', async () => {
    await bench.succeed('privateConnect.createDnsServices', region, { type: 'names' });
    await run('Create DNS Services Instance names');
    await bench.succeed('privateConnect.createDnsServices', region, { type: 'names' }, { type: 'other-names' });
    assert.deepEqual(bench.prompter.refused.slice(-1), ['There is one named "names" already.']);
    await bench.succeed('privateConnect.createCustomResolver', payments, { take: 'names' }, 'enter', { type: 'answers' });
    assert.match(choices(), /"part":"custom-resolver","name":"answers".*"instance":\{"crn":".*","name":"names"\},"subnets":\[\{/);
    await run('Create Custom Resolver answers');
  });

  it('enable the resolver after its VPC’s name was typed, and not at all where it stays disabled', async () => {
    const before = choices();
    await bench.succeed('privateConnect.enableCustomResolver', region, { take: 'answers' }, { take: 'Leave it disabled' });
    assert.equal(choices(), before, 'nothing is planned');
    await bench.succeed('privateConnect.enableCustomResolver', region, { take: 'answers' }, 'enter', { type: 'yes' }, { type: 'payments-vpc' });
    assert.match(choices(), /"part":"resolver-enabling","name":"answers"/);
    await run('Enable Custom Resolver answers');
  });

  it('have the resolvers read again where they change them, and left as they are seen where they do not: rows would be drawn anew for nothing', async () => {
    const seen = (): Promise<ResolverList> => bench.session.landscape.resolvers(new AbortController().signal);
    const before = await seen();
    await bench.succeed('privateConnect.createDnsServices', region, { type: 'more-names' });
    await run('Create DNS Services Instance more-names');
    assert.equal(await seen(), before);
    await bench.succeed('privateConnect.createCustomResolver', await bench.rowOf('payments-staging'), { take: 'more-names' }, 'enter', { type: 'staging-answers' });
    await run('Create Custom Resolver staging-answers');
    assert.notEqual(await seen(), before);
  });

  it('add a forwarding rule, and none that would ask the office for names of the cloud', async () => {
    await bench.succeed(
      'privateConnect.addForwardingRule', region, { take: 'answers' }, { type: 'appdomain.cloud 10.1.0.53' }, { type: 'corp.example' },
      { type: 'a.example 10.1.0.53; b.example 10.1.0.53' }, { type: 'corp.example 10.1.0.53 10.1.0.54' },
    );
    assert.equal(bench.prompter.refused.length, 3);
    assert.match(choices(), /"match":"corp\.example","forwardTo":\["10\.1\.0\.53","10\.1\.0\.54"\]/);
    await run('Forward Names by answers');
  });
});
