import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Connection } from '../../../../src/model/connection';
import { renewedName } from '../../../../src/setup/steps/vpnCertificateWays';
import { namesOf } from '../../../../src/setup/names';
import { vpnConnection } from '../../setup/routes/clientVpn/vpnPeer';
import { partOf } from '../../setup/vpnPeople/vpnPeopleBench';
import { CommandBench } from './commandBench';

const { signal } = new AbortController();

describe('the commands for the people of a VPN', function () {
  this.timeout(180_000);
  let bench: CommandBench;
  let connection: Connection;
  let folder: string;

  /** In the instance of Secrets Manager that the first one made: another would be waited for. */
  const made = async (id: string, more: Parameters<typeof vpnConnection>[2] = {}): Promise<Connection> => {
    const [instance] = (await bench.session.cloud.secretsManagers.list(signal)).filter(({ name }) => name === 'orders-pc-0401-secrets');
    const choice = instance === undefined ? {} : { secretsManager: { kind: 'existing' as const, crn: instance.crn, name: instance.name } };
    const planned = await vpnConnection({ cloud: bench.session.cloud, sandbox: bench.product.sandbox }, id, { ...choice, ...more });
    await bench.session.setup.plan(planned, signal);
    assert.equal((await bench.session.setup.run(id, signal)).state, 'done');
    return planned;
  };
  const on = (of: Connection) => ({ kind: 'connection' as const, connection: of });
  const server = async (of: Connection) => {
    const { server: own, region = '' } = bench.session.setup.way(of.id).vpn ?? {};
    return await bench.session.cloud.vpc(region).getVpnServer(own?.id ?? '', signal);
  };

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'people-'));
    bench = await CommandBench.start();
    assert.equal((await bench.fail('privateConnect.letColleagueIn')).what, 'There is no VPN to dial');
    connection = await made('orders-pc-0401', { authentication: ['certificate', 'username'] });
  });
  beforeEach(() => {
    bench.done.length = 0;
    bench.said.length = 0;
    bench.agrees = true;
  });
  after(async () => {
    await bench.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it('give a colleague a profile in a file for the owner alone, and tell the rights that are needed in IAM’s words', async () => {
    const path = join(folder, 'zoe.ovpn');
    bench.newFile = () => path;
    await bench.succeed('privateConnect.letColleagueIn', undefined, { type: 'anna' }, { type: 'Zoë' });
    assert.deepEqual(bench.prompter.refused, ['"anna" was given a certificate already: type another name.']);
    const text = await readFile(path, 'utf8');
    assert.equal(new X509Certificate(partOf(text, 'cert')).subject, 'CN=Zoë');
    assert.equal((await stat(path)).mode & 0o777, 0o600);
    const [said = ''] = bench.said;
    assert.match(said, /Whoever has the file connects as Zoë/);
    assert.match(said, /"VPN Client" \(crn:v1:bluemix:public:is::::serviceRole:VPNClient\).*one-time passcode of http/);
    assert.doesNotMatch([...bench.said, ...bench.logged, ...bench.done].join(), /PRIVATE KEY|remote-cert-tls/);
  });

  it('make no certificate where nobody says where its profile is to be', async () => {
    bench.newFile = () => undefined;
    await bench.succeed('privateConnect.letColleagueIn', on(connection), { type: 'Nobody' });
    const path = join(folder, 'there.ovpn');
    bench.newFile = () => join(folder, 'zoe.ovpn');
    assert.equal((await bench.fail('privateConnect.letColleagueIn', on(connection), { type: 'Nobody' })).code, 'openvpn.profile-exists');
    bench.newFile = () => path;
    await bench.succeed('privateConnect.letColleagueIn', on(connection), { type: 'Nobody' });
  });

  it('revoke after a typed name that says what it means for everybody; another name changes nothing', async () => {
    await bench.run('privateConnect.revokeVpnCertificate', on(connection), { take: 'Zoë' }, 'escape');
    assert.equal((await server(connection)).authentication.some((each) => each.method === 'certificate' && each.revocationList !== undefined), false);
    await bench.succeed('privateConnect.revokeVpnCertificate', on(connection), { take: 'Zoë' }, { type: 'Zoë' });
    assert.match(bench.said[0] ?? '', /Zoë is let in no more\. Everybody else connects again\. The list ends on 20\d\d-\d\d-\d\d: from then on the VPN server lets nobody in/);
    const row = { kind: 'resource' as const, name: 'vpn', region: 'ca-mon', href: '', crn: (await server(connection)).crn };
    await bench.run('privateConnect.revokeVpnCertificate', row, { take: 'anna' }, 'escape');
  });

  it('plan a renewal, said first, and change nothing until it is run', async () => {
    const before = await server(connection);
    bench.agrees = false;
    await bench.succeed('privateConnect.renewVpnCertificates', on(connection));
    assert.match(bench.done.join(), /everybody is disconnected once.*anna has now lets in until 20\d\d-\d\d-\d\d and can be revoked until then\..*Make a Plan/s);
    bench.agrees = true;
    await bench.succeed('privateConnect.renewVpnCertificates', on(connection));
    assert.equal(bench.last, `plan ${connection.id}`);
    assert.equal((await server(connection)).certificateCrn, before.certificateCrn);
    // Until then people come and go as before, and the plan is there once.
    bench.newFile = () => join(folder, 'dora.ovpn');
    await bench.succeed('privateConnect.letColleagueIn', on(connection), { type: 'Dora' });
    await bench.succeed('privateConnect.revokeVpnCertificate', on(connection), { take: 'Dora' }, { type: 'Dora' });
    await bench.succeed('privateConnect.renewVpnCertificates', on(connection));
    assert.equal(bench.last, `plan ${connection.id}`);
    assert.equal((await bench.session.setup.run(connection.id, signal)).state, 'done');
    assert.notEqual((await server(connection)).certificateCrn, before.certificateCrn);
    assert.equal(renewedName(namesOf(connection.id), 'server', 1), `${connection.id}-server-2`);
  });

  it('ask before one secret more is made in Secrets Manager, and tell where nobody is left to revoke', async () => {
    const other = await made('orders-pc-0402', { certificates: { kind: 'private', person: 'anna' } });
    bench.newFile = () => join(folder, 'ben.ovpn');
    bench.agrees = false;
    await bench.succeed('privateConnect.letColleagueIn', on(other), { type: 'Ben' });
    assert.match(bench.done.join(), /bills the largest number of secrets of a month/);
    bench.done.length = 0;
    await bench.succeed('privateConnect.renewVpnCertificates', on(other));
    assert.match(bench.done.join(), /anna has now lets in until 20\d\d-\d\d-\d\d and can be revoked until then: its secret is kept that long, and billed/);
    bench.agrees = true;
    await bench.succeed('privateConnect.letColleagueIn', on(other), { type: 'Ben' });
    await bench.succeed('privateConnect.revokeVpnCertificate', on(other), { take: 'Ben' }, { type: 'Ben' });
    assert.match(bench.said.at(-1) ?? '', /revoked in Secrets Manager: the VPN server knows it within an hour/);
    await bench.succeed('privateConnect.revokeVpnCertificate', on(other), { take: 'anna' }, { type: 'anna' });
    assert.equal((await bench.fail('privateConnect.revokeVpnCertificate', on(other))).code, 'ui.nobody-to-revoke');
  });

  it('tell the rights alone where people sign in with passcodes', async () => {
    const other = await made('orders-pc-0403', { authentication: ['username'] });
    await bench.succeed('privateConnect.letColleagueIn', on(other));
    assert.match(bench.said[0] ?? '', /there is no certificate to make.*"VPN Client"/);
  });
});
