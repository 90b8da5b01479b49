import assert from 'node:assert/strict';
import { hardReset, isHardReset } from '../../../src/openvpn/hardReset';
import { newAuthority } from '../../../src/certificates/authority';
import { issueServer } from '../../../src/certificates/issue';
import { exchange } from '../../../src/machine/datagram';
import { Openssl } from '../certificates/openssl';
import { freePort, OpenVpn, skipWithoutOpenVpn } from '../certificates/realOpenVpn';

const never = new AbortController().signal;

describe('the packet that a client begins with', () => {
  it('is of fourteen bytes: opcode, a session of its own, no acknowledgement, packet 0', () => {
    const packet = hardReset();
    assert.deepEqual([packet.length, packet[0], packet.subarray(9).toString('hex')], [14, 0x38, '0000000000']);
    assert.notDeepEqual(hardReset(), packet);
  });

  it('is answered by a server alone: nothing else that answers is one', () => {
    for (const other of [Buffer.alloc(0), Buffer.from([0x40]), Buffer.from('SSH-2.0-OpenSSH_9.2'), hardReset()]) {
      assert.equal(isHardReset(other), false);
    }
  });

  describe('with the real openvpn', () => {
    before(skipWithoutOpenVpn);

    it('is answered before the server knows who asks', async () => {
      const files = new Openssl();
      const authority = await newAuthority({ name: 'orders CA' });
      const { certificate, key } = await issueServer(authority, { name: 'vpn' });
      const port = await freePort();
      const server = new OpenVpn([
        '--local', '127.0.0.1', '--port', String(port), '--tls-server', '--dh', 'none', '--remote-cert-tls', 'client', '--ca', files.write('ca.pem', authority.certificate),
        '--cert', files.write('vpn.pem', certificate), '--key', files.write('vpn.key', key.reveal()),
      ]);
      try {
        await server.says(/UDPv4 link local \(bound\)/);
        assert.equal(isHardReset(await exchange({ host: '127.0.0.1', port }, hardReset(), never)), true);
      } finally {
        await server.stop();
        files.remove();
      }
    });
  });
});
