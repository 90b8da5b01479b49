import assert from 'node:assert/strict';
import { connect, createServer, type Server, type Socket } from 'node:net';
import type { Finding } from '../../../../../../src/model/check';
import { makeAuthority } from '../../../../kafka/support/certificates';
import { portOf, startPeer, type Peer } from '../../../../kafka/support/kafkaPeer';
import { systemNetwork } from '../../../../../../src/diagnose/vantage/local';
import { looked } from './bench';

const host = 'kafka-0.guid.private.example';
/** What fits the way, of one packet of the tunnel. */
const fits = 1_200;

/** A way on which what is larger gets lost without a word, in one direction or both; TCP sends it again and again, in vain. */
async function narrowWay(port: number, there: boolean, back: boolean): Promise<Server> {
  const server = createServer((near) => {
    const far = connect(port, '127.0.0.1');
    pass(near, far, there);
    pass(far, near, back);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

/** Once something was lost, nothing behind it is ever delivered. */
function pass(from: Socket, to: Socket, isNarrow: boolean): void {
  let isLost = false;
  from.on('data', (chunk: Buffer) => {
    isLost ||= isNarrow && chunk.length > fits;
    if (!isLost) to.write(chunk);
  });
  from.once('error', () => to.destroy());
  from.once('close', () => to.destroy());
}

describe('Large packets on the way to a member', function suite() {
  this.timeout(60_000);
  let peer: Peer;
  before(async () => { peer = await startPeer({ identity: makeAuthority().issue([host]), apiKey: 'k', advertised: () => [] }); });
  after(() => peer.stop());

  async function asked(port: number): Promise<Finding | undefined> {
    const found = await looked({ network: { connect: (at, to, signal) => systemNetwork().connect(at, to, signal) }, seen: { reached: [{ member: { host, port }, address: '127.0.0.1' }] } });
    return found['vpn-packet-size'];
  }

  it('pass where the way is wide, whoever signed the certificate', async () => {
    assert.match((await asked(peer.port))?.summary ?? '', /large packets pass/);
  });

  for (const [what, there, back] of [['there', true, false], ['back', false, true], ['both ways', true, true]] as const) {
    it(`get lost ${what} while small ones pass: that is told, with what makes them smaller`, async () => {
      const way = await narrowWay(peer.port, there, back);
      const finding = await asked(portOf(way));
      way.close();
      assert.deepEqual([finding?.state, finding?.code], ['failed', 'vpn.packet-size']);
      assert.match(finding?.cause ?? '', /mssfix 1360.*tun-mtu 1320.*pull-filter ignore tun-mtu.*fragment does not/);
      assert.equal(finding?.remedy?.command, 'privateConnect.saveVpnProfile');
    });
  }

  it('are not spoken of where nothing at all is answered', async () => {
    const deaf = createServer(() => undefined);
    await new Promise<void>((resolve) => deaf.listen(0, '127.0.0.1', resolve));
    const finding = await asked(portOf(deaf));
    deaf.close();
    assert.deepEqual([finding?.state, finding?.summary], ['passed', 'not known: nothing is answered there, however small']);
  });
});

