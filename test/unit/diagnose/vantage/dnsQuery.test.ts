import assert from 'node:assert/strict';
import { Duplex, PassThrough } from 'node:stream';
import fc from 'fast-check';
import { addressesIn, askForAddresses, questionOf } from '../../../../src/diagnose/vantage/dnsQuery';
import { VantageError } from '../../../../src/diagnose/vantage/networkError';
import { answerNames } from '../../../../src/sandbox/network/dnsOverTcp';
import { connect, createServer } from 'node:net';
import { portOf } from '../../kafka/support/kafkaPeer';

describe('asking a resolver directly', () => {
  it('gives the addresses of a name, and ENOTFOUND for one that is not there', async () => {
    const names: Readonly<Record<string, readonly string[]>> = { 'kafka-0.private.test': ['10.249.1.4', '10.249.65.4'] };
    const server = createServer((socket) => answerNames(socket, (name) => names[name] ?? []));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const ask = async (name: string) => {
      const socket = connect(portOf(server), '127.0.0.1');
      try {
        return await askForAddresses(socket, name);
      } finally {
        socket.destroy();
      }
    };
    assert.deepEqual(await ask('kafka-0.private.test'), ['10.249.1.4', '10.249.65.4']);
    await assert.rejects(ask('nobody.test'), { code: 'ENOTFOUND' });
    await new Promise((resolve) => server.close(resolve));
  });

  it('reads any bytes as an answer or as a DNS error, and ends', () => {
    const header = fc.uint8Array({ minLength: 8, maxLength: 120 });
    fc.assert(fc.property(header, (tail) => {
      try {
        addressesIn(Buffer.concat([Buffer.from([0, 7, 0x81, 0x80]), Buffer.from(tail)]), 7, 'a.test');
      } catch (error) {
        assert.ok(error instanceof VantageError, String(error));
      }
    }));
  });

  it('asks for no name that does not fit', () => {
    for (const name of ['', 'a..b', `${'a'.repeat(64)}.test`]) {
      assert.throws(() => questionOf(1, name), { code: 'ENOTFOUND' });
    }
  });

  it('says so when the resolver hangs up', async () => {
    const stream = new Duplex({ read: () => undefined, write: (_chunk, _encoding, done) => done() });
    setImmediate(() => stream.destroy());
    await assert.rejects(askForAddresses(stream, 'a.test'), { code: 'ESERVFAIL' });
  });

  it('takes its own question, echoed, for no answer', async () => {
    await assert.rejects(askForAddresses(new PassThrough(), 'a.test'), { code: 'EBADRESP' });
  });
});
