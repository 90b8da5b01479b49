import assert from 'node:assert/strict';
import fc from 'fast-check';
import { firstDifference } from '../../../src/onPremises/said/differences';
import { readSaid } from '../../../src/onPremises/said/readSaid';
import { office } from './offices';

const conns = `private-connect-orders: IKEv2, no reauthentication, rekeying every 24480s, dpd delay 30s
  local:  198.51.100.9
  remote: 203.0.113.40
  local pre-shared key authentication:
    id: 198.51.100.9
  remote pre-shared key authentication:
    id: 203.0.113.40
  private-connect-orders: TUNNEL, rekeying every 3060s, dpd action is start
    local:  192.168.50.0/24
    remote: 10.240.0.0/24 10.240.1.0/28
`;
const plain = `private-connect-orders: #1, ESTABLISHED, IKEv2, f8aefff72e05055a_i* 7729949abd46871f_r
  local  '198.51.100.9' @ 198.51.100.9[500]
  remote '203.0.113.40' @ 203.0.113.40[500]
  AES_CBC-256/HMAC_SHA2_256_128/PRF_HMAC_SHA2_256/MODP_2048
  private-connect-orders: #1, reqid 1, INSTALLED, TUNNEL, ESP:AES_CBC-256/HMAC_SHA2_256_128/MODP_2048
    local  192.168.50.0/24
    remote 10.240.0.0/24 10.240.1.0/28
`;

describe('what an office\'s strongSwan says, as it is pasted', () => {
  it('is the same with Windows\' line ends', () => {
    assert.deepEqual(readSaid(conns.replace(/\n/g, '\r\n')), readSaid(conns));
    assert.equal(firstDifference(office(), readSaid(conns)), undefined);
  });

  it('names plain ESP, which the cloud drops', () => {
    assert.equal(firstDifference(office(), readSaid(conns + plain))?.parameter, 'encapsulation');
  });

  it('has nothing in any other text, however long, and its own words shown without what moves a cursor', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), fc.constantFrom(...(conns + plain).split('\n')), (text, line) => {
      assert.doesNotThrow(() => readSaid(`${line}${text}\n${text}${line}\nConnections:\n${text}`));
      assert.doesNotMatch(firstDifference(office(), readSaid(conns.replace('id: 203', `id: ${text.replace(/\n/g, '')}\u001b[2J203`)))?.sentence ?? '', /\u001b/);
    }));
    assert.deepEqual(readSaid(`${' '.repeat(300_000)}${'a, '.repeat(100_000)}`), []);
    assert.equal(firstDifference(office(), readSaid('no such command'))?.parameter, 'connection');
  });
});
