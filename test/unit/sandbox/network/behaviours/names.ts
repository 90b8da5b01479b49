import assert from 'node:assert/strict';
import { typeAAAA } from '../dnsClient';
import { otherFloatingAddress, withOtherVpc } from '../otherVpc';
import { brokerName, gatewayAddress, reservedIp, serviceDomain } from '../truths';
import { secondBrokerName, secondGatewayAddress, withGateway, withSecondGateway } from '../variations';
import type { Stage } from './stage';

const unknown = 'no-such.example.com';
const noSuchName = 3;

/** Private names, as a server's system looks them up and as the resolvers answer. */
export function privateNames(stage: Stage): void {
  const { truth } = stage;
  /** The names of a gateway are those that it was made with, so other names mean another gateway. */
  const wildcard = withGateway(truth, { id: 'gateway-3', name: 'gateway-3', serviceEndpoints: [`*.${serviceDomain}`] });
  const exact = withGateway(truth, { id: 'gateway-4', name: 'gateway-4', serviceEndpoints: [brokerName] });

  it('a broker\'s name is the gateway\'s address', async () => {
    const found = await (await stage.logIn()).session.exec(`getent ahostsv4 ${brokerName}`);
    assert.equal(found.code, 0);
    assert.match(found.stdout, new RegExp(`^${gatewayAddress.replaceAll('.', '\\.')} +STREAM ${brokerName}\n`));
  });

  it('a name that nobody has is not found', async () => {
    assert.deepEqual(await (await stage.logIn()).session.exec(`getent ahostsv4 ${unknown}`), { code: 2, stdout: '', stderr: '' });
  });

  it('a connection to a name that nobody has is refused as such', async () => {
    await (await stage.logIn()).sees('no such name', `${unknown}:9093`);
  });

  it('a wildcard stands for every name right below it', async () => {
    await stage.become(wildcard);
    const server = await stage.logIn();
    for (const label of ['kafka-0', 'kafka-17', 'whatever']) {
      assert.deepEqual(await server.addressesOf(`${label}.${serviceDomain}`), [gatewayAddress], label);
    }
  });

  it('a wildcard is not the name that it hangs below', async () => {
    await stage.become(wildcard);
    assert.deepEqual(await (await stage.logIn()).addressesOf(serviceDomain), []);
  });

  it('an exact name stands for itself alone', async () => {
    await stage.become(exact);
    const server = await stage.logIn();
    assert.deepEqual(await server.addressesOf(brokerName), [gatewayAddress]);
    for (const other of [`kafka-1.${serviceDomain}`, `below.${brokerName}`, serviceDomain]) {
      assert.deepEqual(await server.addressesOf(other), [], other);
    }
  });

  it('an exact name and a wildcard below it stand side by side', async () => {
    const server = await stage.logIn();
    assert.deepEqual(await server.addressesOf(serviceDomain), [gatewayAddress]);
    assert.deepEqual(await server.addressesOf(`kafka-1.${serviceDomain}`), [gatewayAddress]);
  });

  it('a name is the same in whatever case it is written', async () => {
    const server = await stage.logIn();
    assert.deepEqual(await server.addressesOf(brokerName.toUpperCase()), [gatewayAddress]);
    assert.deepEqual(await server.asks('161.26.0.7', brokerName.toUpperCase()), { code: 0, addresses: [gatewayAddress] });
  });

  it('both private resolvers know it', async () => {
    const server = await stage.logIn();
    for (const resolver of ['161.26.0.7', '161.26.0.8']) {
      assert.deepEqual(await server.asks(resolver, brokerName), { code: 0, addresses: [gatewayAddress] }, resolver);
    }
  });

  it('the public resolvers do not know it', async () => {
    const server = await stage.logIn();
    for (const resolver of ['161.26.0.10', '161.26.0.11']) {
      assert.deepEqual(await server.asks(resolver, brokerName), { code: noSuchName, addresses: [] }, resolver);
    }
  });

  it('a name that nobody has is "no such name" to every resolver', async () => {
    const server = await stage.logIn();
    for (const resolver of ['161.26.0.7', '161.26.0.8', '161.26.0.10', '161.26.0.11']) {
      assert.deepEqual(await server.asks(resolver, unknown), { code: noSuchName, addresses: [] }, resolver);
    }
  });

  it('a name that is there has no IPv6 address', async () => {
    assert.deepEqual(await (await stage.logIn()).asks('161.26.0.7', brokerName, typeAAAA), { code: 0, addresses: [] });
  });

  it('a gateway with several addresses has them all under its name', async () => {
    const server = await stage.logIn();
    await stage.become(withGateway(truth, { addresses: [reservedIp(gatewayAddress, 'subnet-2'), reservedIp('10.240.0.20', 'subnet-1')] }));
    const both = ['10.240.0.20', gatewayAddress];
    assert.deepEqual(await server.addressesOf(brokerName), both);
    assert.deepEqual(await server.asks('161.26.0.7', brokerName), { code: 0, addresses: both });
  });

  it('a name follows the gateway\'s addresses at once', async () => {
    const server = await stage.logIn();
    for (const address of ['10.240.64.40', '10.240.64.41', gatewayAddress]) {
      await stage.become(withGateway(truth, { addresses: [reservedIp(address, 'subnet-2')] }));
      assert.deepEqual(await server.addressesOf(brokerName), [address]);
      assert.deepEqual(await server.asks('161.26.0.8', brokerName), { code: 0, addresses: [address] });
    }
  });

  it('a gateway that is not ready has no name yet', async () => {
    await stage.become(withGateway(truth, { lifecycleState: 'pending' }));
    const server = await stage.logIn();
    assert.deepEqual(await server.addressesOf(brokerName), []);
    assert.deepEqual(await server.asks('161.26.0.7', brokerName), { code: noSuchName, addresses: [] });
  });

  it('the name goes with the gateway, and comes back with it', async () => {
    const server = await stage.logIn();
    await stage.become({ ...truth, endpointGateways: [] });
    assert.deepEqual(await server.addressesOf(brokerName), []);
    await stage.become(truth);
    assert.deepEqual(await server.addressesOf(brokerName), [gatewayAddress]);
  });

  it('each gateway has its own names', async () => {
    await stage.become(withSecondGateway(truth));
    const server = await stage.logIn();
    assert.deepEqual(await server.addressesOf(brokerName), [gatewayAddress]);
    assert.deepEqual(await server.addressesOf(secondBrokerName), [secondGatewayAddress]);
  });

  it('another VPC\'s names are not known', async () => {
    const two = withOtherVpc(truth, [stage.keys.publicKey]);
    await stage.become({ ...two, endpointGateways: truth.endpointGateways });
    const [here, there] = [await stage.logIn(), await stage.logIn({ at: otherFloatingAddress })];
    assert.deepEqual(await here.addressesOf(brokerName), [gatewayAddress]);
    assert.deepEqual(await there.addressesOf(brokerName), []);
    assert.deepEqual(await there.asks('161.26.0.7', brokerName), { code: noSuchName, addresses: [] });
  });

  it('the same name in two VPCs is each one\'s own gateway', async () => {
    await stage.become(withOtherVpc(truth, [stage.keys.publicKey]));
    const [here, there] = [await stage.logIn(), await stage.logIn({ at: otherFloatingAddress })];
    assert.deepEqual(await here.addressesOf(brokerName), [gatewayAddress]);
    assert.deepEqual(await there.addressesOf(brokerName), ['10.250.64.4']);
  });
}
