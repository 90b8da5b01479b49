import assert from 'node:assert/strict';
import { gatewayAt, holdings, strangersAmong } from '../../../src/diagnose/gateway';

const gateway = (name: string, ...addresses: readonly string[]) => ({ name, addresses });

describe('addresses held against endpoint gateways', () => {
  const [first, second, pending] = [gateway('first', '10.1.0.4', '10.1.1.4'), gateway('second', '10.2.0.4'), gateway('pending', '0.0.0.0')];

  it('are strangers where they are none of any of them', () => {
    assert.deepEqual(strangersAmong(['10.1.1.4', '10.2.0.4'], [first, second]), []);
    assert.deepEqual(strangersAmong(['10.1.1.4', '10.9.9.9', '10.2.0.4'], [first]), ['10.9.9.9', '10.2.0.4']);
  });

  it('are none as long as one of the gateways has an address that is not allocated, or there is no gateway', () => {
    assert.deepEqual(strangersAmong(['10.9.9.9'], [first, pending]), []);
    assert.deepEqual(strangersAmong(['10.9.9.9'], []), []);
  });

  it('lead to the one that has any of them, else to the only one', () => {
    assert.equal(gatewayAt([first, second], ['10.9.9.9', '10.1.1.4']), first);
    assert.equal(gatewayAt([first, second], ['10.2.0.4']), second);
    assert.equal(gatewayAt([first, second], ['10.9.9.9']), undefined);
    assert.equal(gatewayAt([second], []), second);
    assert.equal(gatewayAt([], ['10.2.0.4']), undefined);
  });

  it('are told with their gateway, without those that are not allocated', () => {
    assert.equal(holdings(gateway('orders-gateway', '10.1.0.4', '0.0.0.0', '10.1.1.4')), 'orders-gateway has 10.1.0.4, 10.1.1.4');
  });
});
