import assert from 'node:assert/strict';
import { parseCrn } from '../../../../src/model/crn';
import { secretsOf, vpnServersOf } from '../../../../src/model/vpnPolicies';
import { secretsReader } from '../../../../src/setup/makers/authorization';
import type { Subject } from '../../../../src/ui/tree/node';
import { CommandBench } from './commandBench';

const { signal } = new AbortController();
const region: Subject = { kind: 'region', region: 'ca-mon', retry: () => undefined };

describe('the commands that make one part of a client VPN', function () {
  this.timeout(120_000);
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
    assert.deepEqual(title(), [what, 'done']);
  };
  const server = async (): Promise<Subject> => {
    const { vpnServers } = await bench.session.landscape.region('ca-mon', signal);
    const found = vpnServers.find(({ name }) => name === 'office');
    assert.ok(found !== undefined);
    return { kind: 'resource', name: found.name, crn: found.crn, href: found.href, region: 'ca-mon' };
  };

  it('say which part comes first where there is nothing to choose from', async () => {
    const failure = await bench.fail('privateConnect.letVpnServersReadSecrets', region);
    assert.deepEqual([failure.code, failure.next], ['ui.no-secrets-manager', 'Use Create Secrets Manager… first, or choose another region.']);
    assert.equal((await bench.fail('privateConnect.addVpnRoute', region)).code, 'ui.no-vpn-server');
  });

  it('make an instance of Secrets Manager, saying what each plan means in money and days', async () => {
    await bench.succeed('privateConnect.createSecretsManager', region, { take: 'Standard' }, { type: 'keeper' });
    const [seen] = bench.prompter.seen;
    assert.deepEqual(seen?.labels, ['Trial', 'Standard'], 'what costs least comes first');
    assert.match(seen.descriptions[0] ?? '', /costs nothing, and ends after 30 days/);
    assert.match(seen.descriptions[1] ?? '', /^\$\d+\.\d\d a month$/);
    assert.ok((bench.session.setup.views()[0]?.total.monthly ?? 0) > 0, 'the plan says its price');
    await run('Create Secrets Manager keeper');
    await bench.succeed('privateConnect.createSecretsManager', region, { take: 'Trial' }, { type: 'keeper' }, { type: 'other' });
    assert.deepEqual(bench.prompter.refused, ['There is one named "keeper" already.']);
    await bench.session.setup.forget(bench.session.setup.connections().at(-1)?.id ?? '');
  });

  it('make certificates in a chosen instance, for a first person whose name fits in one', async () => {
    await bench.succeed(
      'privateConnect.makeVpnCertificates', region, { take: 'keeper' }, { take: /made on this machine/ }, { type: ' ' }, { type: 'a'.repeat(65) }, { type: 'an\u202ena' },
      { type: 'anna' }, { type: 'office' },
    );
    assert.deepEqual(bench.prompter.refused, Array(3).fill('Type a name of 1 to 64 letters, digits, dots, dashes and spaces.'));
    assert.match(choices(), /"way":\{"kind":"made","person":"anna","keepsAuthorityKey":true\}/);
    await run('Make VPN Certificates office');
    await bench.succeed('privateConnect.makeVpnCertificates', region, 'enter', { take: /thrown away/ }, 'enter', { type: 'gone' });
    assert.match(choices(), /"keepsAuthorityKey":false/);
    await bench.succeed('privateConnect.makeVpnCertificates', region, 'enter', { take: 'Authorities of Secrets Manager' }, { type: 'anna' }, { type: 'theirs' });
    assert.match(choices(), /"way":\{"kind":"private","person":"anna"\}/);
  });

  it('let VPN servers read the secrets of a chosen instance', async () => {
    await bench.succeed('privateConnect.letVpnServersReadSecrets', undefined, { take: /Montreal/ }, { take: 'keeper' });
    assert.deepEqual(title(), ['Let VPN Servers Read Secrets of keeper', 'plan']);
    assert.match(bench.session.setup.views()[0]?.steps.at(-1)?.detail ?? '', /lets VPN servers read secrets/);
    // Running it takes the half minute that IAM needs: a colleague has done so.
    const { cloud, account: { accountId } } = bench.session;
    const keeper = (await cloud.secretsManagers.list(signal)).find(({ name }) => name === 'keeper');
    const target = { accountId, guid: keeper?.guid ?? '' };
    await cloud.policies.createAuthorization({
      description: 'a colleague’s', subject: vpnServersOf(accountId), resource: secretsOf(target), role: secretsReader, permission: '',
    }, signal);
  });

  it('make a VPN server with what is there or is made for it: the pool is proposed, and judged as it is typed', async () => {
    assert.ok(payments.kind === 'resource');
    const [prefix] = await bench.session.cloud.vpc('ca-mon').listAddressPrefixes(parseCrn(payments.crn)?.resource ?? '', signal);
    await bench.succeed(
      'privateConnect.createClientVpnServer', payments, 'enter', { take: /new subnet in ca-mon-1/ }, { take: 'This machine' }, { take: 'keeper' }, { take: /office-pc-/ },
      { take: 'By certificate' }, 'enter', { type: prefix?.cidr ?? '' }, { type: '172.20.0.0/24' }, { type: '161.26.0.0/20' }, 'enter', 'enter', { type: 'office' },
    );
    assert.match(bench.prompter.refused[0] ?? '', /overlaps/);
    assert.match(bench.prompter.refused[1] ?? '', /too small/);
    assert.match(bench.prompter.refused[2] ?? '', /IBM Cloud has its name servers/);
    assert.match(bench.prompter.prompts.at(-1) ?? '', /^Its name: .* · \$\d+\.\d\d a month$/, 'the question says its price');
    assert.match(choices(), /"guard":\{"kind":"new","dialledFrom":"203\.0\.113\.77\/32","ownAddress":"203\.0\.113\.77"\}/);
    assert.match(choices(), /"tunnel":"split","protocol":"udp","port":443,"idleTimeout":600,"dnsServers":\["161\.26\.0\.7","161\.26\.0\.8"\]/);
    await run('Create Client VPN Server office');
  });

  it('ask for each setting of the tunnel on demand, and for no authority where people sign in with passcodes alone', async () => {
    await bench.succeed(
      'privateConnect.createClientVpnServer', payments, { take: /^Two/ }, { take: /new subnet in ca-mon-1/ }, { take: /new subnet in ca-mon-2/ }, { take: 'From nowhere yet' }, 'enter',
      'enter', { take: /^By user and passcode/ }, 'enter', { take: 'Change…' }, { take: 'Full tunnel' }, { take: 'TCP' }, { type: '0' }, { type: '8443' }, { type: '28801' }, { type: '0' },
      { type: '10.0.0.9.9' }, { type: '' }, { type: 'office' }, { type: 'second' },
    );
    assert.deepEqual(bench.prompter.refused, [
      'Type a port from 1 to 65535.', 'Type seconds from 0 to 28800.', 'Type at most two IPv4 addresses, such as 161.26.0.7, 161.26.0.8.',
      'There is one named "office" already.',
    ]);
    assert.match(choices(), /"tunnel":"full","protocol":"tcp","port":8443,"idleTimeout":0,"dnsServers":\[\]/);
    assert.match(choices(), /"places":\[\{"zone":"ca-mon-1",.*\{"zone":"ca-mon-2".*"authentication":\["username"\]\}$/);
  });

  it('give a VPN server a route from its row, and refuse as they are typed those that it cannot have', async () => {
    await bench.succeed(
      'privateConnect.addVpnRoute', await server(), { type: '10.99.0.4' }, { type: '0.0.0.0/0' }, { type: '10.99.0.1/24' }, { take: 'Translate' },
    );
    assert.match(bench.prompter.refused[0] ?? '', /^Type a range such as/);
    assert.match(bench.prompter.refused[1] ?? '', /split tunnel a route to 0\.0\.0\.0\/0 .* choose the full tunnel/);
    assert.match(choices(), /"destination":"10\.99\.0\.0\/24","action":"translate"/);
    await run('Add VPN Route to office');
    await bench.succeed('privateConnect.addVpnRoute', undefined, { take: /Montreal/ }, { take: 'office' }, { type: '10.99.0.0/24' }, { type: '10.98.0.0/24' }, { take: 'Drop' });
    assert.match(bench.prompter.refused[0] ?? '', /has the route .* to 10\.99\.0\.0\/24, with the action "translate"/);
  });

  it('say of each subnet whether its routing table takes routes of VPN servers', async () => {
    await bench.succeed('privateConnect.acceptVpnRoutes', payments, { take: 'payments-app-1' });
    assert.match(bench.prompter.seen[0]?.details?.[0] ?? '', /accepts them already$/);
    assert.deepEqual(title(), ['Accept VPN Routes in payments-vpc', 'plan']);
    assert.match(bench.session.setup.views()[0]?.steps.at(-1)?.detail ?? '', /accept routes of VPN servers already/);
  });

  it('are undone in any order that the cloud allows, and leave nothing', async () => {
    for (const { id } of [...bench.session.setup.connections()].reverse()) {
      assert.equal((await bench.session.setup.undo(id, signal)).state, 'undone', id);
    }
    const { secretsManagers, policies } = bench.session.cloud;
    assert.deepEqual((await secretsManagers.list(signal)).filter((each) => each.region === 'ca-mon' && each.state === 'active'), []);
    assert.deepEqual((await policies.listAuthorizations(bench.session.account.accountId, signal)).map(({ description }) => description), ['a colleague’s']);
    assert.deepEqual(await bench.session.cloud.vpc('ca-mon').listVpnServers({}, signal), []);
  });
});
