import assert from 'node:assert/strict';
import { withoutRule, withoutServer, withRule, withServer, withServers } from '../variations';
import { anotherServer, brokerName, floatingAddress, gatewayAddress, laptopAddress, serverAddress, tcp } from '../truths';
import type { Stage } from './stage';

const ssh = `${floatingAddress}:22`;
const secondFloatingAddress = '198.51.100.11';

/** Whoever is on the internet finds floating IPs, and nothing else. */
export function seenFromTheLaptop(stage: Stage): void {
  const { truth } = stage;
  const second = anotherServer([stage.keys.publicKey], 3, { floatingAddress: secondFloatingAddress });

  it('the floating IP answers on port 22', async () => {
    await stage.sees('open', ssh);
  });

  it('a public address that nobody has is silent', async () => {
    await stage.sees('silence', '198.51.100.99:22');
  });

  it('private addresses are silent', async () => {
    await stage.sees('silence', `${gatewayAddress}:9093`, `${serverAddress}:22`, '161.26.0.7:53');
  });

  it('private names do not resolve', async () => {
    await assert.rejects(stage.laptop.resolve(brokerName, AbortSignal.timeout(5000)), { code: 'ENOTFOUND' });
  });

  it('a port that nobody listens on is silent where no rule lets it in', async () => {
    await stage.sees('silence', `${floatingAddress}:80`);
  });

  it('a port that nobody listens on is refused where a rule lets it in', async () => {
    await stage.become(withRule(truth, 'ssh-in', tcp(1, 65535)));
    await stage.sees('refused', `${floatingAddress}:80`);
  });

  it('the server is silent to a machine that no rule names', async () => {
    await stage.become(withoutRule(truth, 'ssh-in'));
    await stage.sees('silence', ssh);
  });

  it('the server sees the laptop under its public address', async () => {
    await stage.become(withRule(truth, 'ssh-in', { remote: { kind: 'address', address: laptopAddress } }));
    await stage.sees('open', ssh);
  });

  it('a server without a floating IP is not found', async () => {
    await stage.become(withServer(truth, { floatingAddress: undefined }));
    await stage.sees('silence', ssh);
  });

  it('a floating IP that is bound again is found again', async () => {
    await stage.become(withServer(truth, { floatingAddress: undefined }));
    await stage.become(truth);
    await stage.sees('open', ssh);
  });

  it('another floating IP of the same server takes the first one\'s place', async () => {
    await stage.become(withServer(truth, { floatingAddress: secondFloatingAddress }));
    await Promise.all([stage.sees('open', `${secondFloatingAddress}:22`), stage.sees('silence', ssh)]);
  });

  it('a floating IP of a stopped server is silent', async () => {
    await stage.become(withServer(truth, { running: false }));
    await stage.sees('silence', ssh);
  });

  it('a floating IP of a server that is gone is silent', async () => {
    await stage.become(withoutServer(truth, 'server-1'));
    await stage.sees('silence', ssh);
  });

  it('each floating IP leads to its own server', async () => {
    await stage.become(withServers(truth, second));
    const [one, other] = [await stage.logIn(), await stage.logIn({ at: secondFloatingAddress })];
    assert.equal((await one.session.exec('hostname')).stdout, 'jump\n');
    assert.equal((await other.session.exec('hostname')).stdout, 'server-3\n');
  });

  it('a floating IP that moves leads to the other server at once', async () => {
    const before = await stage.logIn();
    await stage.become(withServer(withServer(truth, { floatingAddress: undefined }), { floatingAddress }, 'server-2'));
    const after = await stage.logIn();
    assert.equal((await after.session.exec('hostname')).stdout, 'neighbour\n');
    assert.notEqual(after.session.hostKey, before.session.hostKey);
  });

  it('floating IPs that two servers exchange lead each to the other', async () => {
    await stage.become(withServers(truth, second));
    await stage.become(withServers(withServer(truth, { floatingAddress: secondFloatingAddress }), { ...second, floatingAddress }));
    const [one, other] = [await stage.logIn({ at: secondFloatingAddress }), await stage.logIn()];
    assert.equal((await one.session.exec('hostname')).stdout, 'jump\n');
    assert.equal((await other.session.exec('hostname')).stdout, 'server-3\n');
  });

  it('security groups of a server are asked at its own floating IP, not at another one\'s', async () => {
    await stage.become(withServers(truth, { ...second, securityGroupIds: ['gateway-group'] }));
    await Promise.all([stage.sees('open', ssh), stage.sees('silence', `${secondFloatingAddress}:22`)]);
  });
}
