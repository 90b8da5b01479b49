import assert from 'node:assert/strict';
import { otherFloatingAddress, withOtherVpc, withTwinVpc } from '../otherVpc';
import { brokerName, gatewayAddress, reservedIp, tcp } from '../truths';
import { secondBrokerName, secondGatewayAddress, withGateway, withoutRule, withRule, withSecondGateway } from '../variations';
import type { Stage } from './stage';

const kafka = `${gatewayAddress}:9093`;

/** Endpoint gateways: the service's way into the VPC. */
export function endpointGateways(stage: Stage): void {
  const { truth } = stage;

  it('the gateway leads to the service, by name and by address', async () => {
    await (await stage.logIn()).sees('open', `${brokerName}:9093`, kafka);
  });

  it('every address of a gateway leads to the service', async () => {
    await stage.become(withGateway(truth, { addresses: [reservedIp('10.240.0.20', 'subnet-1'), reservedIp(gatewayAddress, 'subnet-2')] }));
    await (await stage.logIn()).sees('open', '10.240.0.20:9093', kafka);
  });

  it('other ports are refused where the group lets them in', async () => {
    const server = await stage.logIn();
    await server.sees('refused', `${gatewayAddress}:9094`);
    await stage.become(withRule(truth, 'kafka-in', { protocol: 'any', portMin: undefined, portMax: undefined }));
    await Promise.all([server.sees('refused', `${gatewayAddress}:22`, `${gatewayAddress}:443`, `${gatewayAddress}:9092`), server.sees('open', kafka)]);
  });

  it('other ports are silent where the group does not let them in', async () => {
    const server = await stage.logIn();
    await stage.become(withRule(truth, 'kafka-in', tcp(9093)));
    await Promise.all([server.sees('silence', `${gatewayAddress}:9094`, `${gatewayAddress}:443`), server.sees('open', kafka)]);
  });

  it('a gateway that is not ready is silent', async () => {
    const server = await stage.logIn();
    await stage.become(withGateway(truth, { lifecycleState: 'pending' }));
    await server.sees('silence', kafka);
  });

  it('a gateway that is gone is silent, and leads to the service again when it is back', async () => {
    const server = await stage.logIn();
    await stage.become({ ...truth, endpointGateways: [] });
    await server.sees('silence', kafka);
    await stage.become(truth);
    await server.sees('open', kafka);
  });

  it('a gateway refuses when its service is not there, and leads to it when it is back', async () => {
    const server = await stage.logIn();
    await stage.become({ ...truth, services: [] });
    await server.sees('refused', kafka);
    await stage.become(truth);
    await server.sees('open', kafka);
  });

  it('an address that a gateway gave up is silent', async () => {
    const server = await stage.logIn();
    await stage.become(withGateway(truth, { addresses: [reservedIp('10.240.64.40', 'subnet-2')] }));
    await Promise.all([server.sees('silence', kafka), server.sees('open', '10.240.64.40:9093')]);
  });

  it('a gateway in the client\'s own subnet leads to the service', async () => {
    const server = await stage.logIn();
    await stage.become(withGateway(truth, { addresses: [reservedIp('10.240.0.20', 'subnet-1')] }));
    await server.sees('open', '10.240.0.20:9093', `${brokerName}:9093`);
  });

  it('of two gateways each leads to its own service', async () => {
    const two = withSecondGateway(truth);
    const server = await stage.logIn();
    await stage.become(two);
    await server.sees('open', kafka, `${secondGatewayAddress}:9093`, `${secondBrokerName}:9093`);
    await stage.become({ ...two, services: truth.services });
    await Promise.all([server.sees('open', kafka), server.sees('refused', `${secondGatewayAddress}:9093`)]);
  });

  it('two VPCs with the same addresses have each its own gateway to one service', async () => {
    const two = withTwinVpc(truth, [stage.keys.publicKey]);
    await stage.become(two);
    const [here, there] = [await stage.logIn(), await stage.logIn({ at: otherFloatingAddress })];
    await Promise.all([here.sees('open', `${brokerName}:9093`), there.sees('open', `${brokerName}:9093`)]);
    await stage.become(withoutRule(two, 'twin-kafka-in'));
    await Promise.all([here.sees('open', kafka), there.sees('silence', kafka)]);
    await stage.become({ ...two, endpointGateways: two.endpointGateways.filter(({ vpc }) => vpc.id !== 'vpc-1') });
    await Promise.all([here.sees('silence', kafka), there.sees('open', kafka)]);
    assert.deepEqual(await here.addressesOf(brokerName), []);
  });

  it('a gateway of another VPC is silent, by whichever address', async () => {
    const anybody = { remote: { kind: 'cidr', cidr: '0.0.0.0/0' } } as const;
    const two = withRule(withOtherVpc(truth, [stage.keys.publicKey]), 'other-kafka-in', anybody);
    await stage.become({
      ...two,
      endpointGateways: two.endpointGateways.map((each) => each.vpc.id === 'vpc-1' ? each : {
        ...each, addresses: [...each.addresses, reservedIp('10.250.0.20', 'other-subnet-1')],
      }),
    });
    const server = await stage.logIn();
    await server.sees('silence', '10.250.64.4:9093', '10.250.0.20:9093');
    await (await stage.logIn({ at: otherFloatingAddress })).sees('open', '10.250.64.4:9093', '10.250.0.20:9093');
  });
}
