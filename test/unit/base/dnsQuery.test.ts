import assert from 'node:assert/strict';
import { connect, createServer } from 'node:net';
import { Duplex, PassThrough } from 'node:stream';
import fc from 'fast-check';
import { answerNames } from '../../../src/sandbox/network/dnsOverTcp';
import { addressesIn, askForAddresses, denialLasts, questionOf } from '../../../src/base/dnsQuery';
import { NetworkError } from '../../../src/base/networkError';
import { portOf } from '../kafka/support/kafkaPeer';

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

  describe('with a question', () => {
    it('as RFC 1035 has it: recursion desired, one name, type A, class IN', () => {
      const tail = [1, 0x61, 4, 0x74, 0x65, 0x73, 0x74, 0, 0, 1, 0, 1];
      assert.deepEqual([...questionOf(0x1234, 'a.test')], [0x12, 0x34, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, ...tail]);
      assert.deepEqual([...questionOf(0x1234, 'a.test.')], [...questionOf(0x1234, 'a.test')]);
    });

    it('for no name that does not fit', () => {
      for (const name of ['', 'a..b', '.a', `${'a'.repeat(64)}.test`]) {
        assert.throws(() => questionOf(1, name), { code: 'ENOTFOUND', message: `${name} is not a name` });
      }
      assert.equal(questionOf(1, `${'a'.repeat(63)}.test`).length, 12 + 64 + 5 + 1 + 4);
    });

    it('preceded by its length', async () => {
      const written: Buffer[] = [];
      const stream = new Duplex({ read: () => undefined, write: (chunk: Buffer, _encoding, done) => { written.push(chunk); done(); } });
      const asking = askForAddresses(stream, 'a.test');
      const [question = Buffer.alloc(2)] = written;
      assert.equal(question.readUInt16BE(0), question.length - 2);
      assert.ok(question.length > 2);
      stream.destroy();
      await assert.rejects(asking);
    });
  });

  describe('with an answer', () => {
    /** An answer to question 7 for a.test, with these records after it. */
    function answer(records: readonly Buffer[], { flags = 0x8180, id = 7, questions = 1 } = {}): Buffer {
      const header = Buffer.alloc(12);
      [id, flags, questions, records.length].forEach((value, at) => header.writeUInt16BE(value, at * 2));
      const question = Buffer.from([1, 0x61, 4, 0x74, 0x65, 0x73, 0x74, 0, 0, 1, 0, 1]);
      return Buffer.concat([header, ...Array.from({ length: questions }, () => question), ...records]);
    }
    const record = (name: readonly number[], type: number, data: readonly number[]) => (
      Buffer.from([...name, 0, type, 0, 1, 0, 0, 0, 60, 0, data.length, ...data]));
    const [pointer, spelled] = [[0xc0, 12], [1, 0x61, 4, 0x74, 0x65, 0x73, 0x74, 0]];

    it('gives the addresses of all records, by whatever chain of names', () => {
      const records = [record(pointer, 5, [1, 0x62, 0]), record(spelled, 1, [10, 249, 1, 4]), record([1, 0x62, 0xc0, 12], 1, [10, 249, 65, 255])];
      assert.deepEqual(addressesIn(answer(records), 7, 'a.test'), ['10.249.1.4', '10.249.65.255']);
      assert.deepEqual(addressesIn(answer([]), 7, 'a.test'), []);
      assert.deepEqual(addressesIn(answer([record(pointer, 1, [1, 2, 3, 4])], { questions: 2 }), 7, 'a.test'), ['1.2.3.4']);
      assert.deepEqual(addressesIn(answer([record(pointer, 1, [1, 2, 3, 4])], { questions: 0 }), 7, 'a.test'), ['1.2.3.4']);
    });

    it('leaves out what is no IPv4 address', () => {
      const records = [record(pointer, 28, Array.from({ length: 16 }, () => 1)), record(pointer, 1, [1, 2, 3]), record(pointer, 28, [1, 2, 3, 4])];
      assert.deepEqual(addressesIn(answer(records), 7, 'a.test'), []);
    });

    it('is none of another question, and none that is a question itself', () => {
      for (const odd of [answer([], { id: 8 }), answer([], { flags: 0x0100 }), Buffer.alloc(11), Buffer.alloc(0)]) {
        assert.throws(() => addressesIn(odd, 7, 'a.test'), { code: 'EBADRESP', message: 'the name server\'s answer to a.test cannot be read' });
      }
    });

    it('says with Node\'s codes why there is no address', () => {
      const codes: readonly [number, string][] = [[1, 'ESERVFAIL'], [2, 'ESERVFAIL'], [3, 'ENOTFOUND'], [4, 'ESERVFAIL'], [5, 'EREFUSED'], [15, 'ESERVFAIL']];
      for (const [code, meaning] of codes) {
        assert.throws(() => addressesIn(answer([], { flags: 0x8180 + code }), 7, 'a.test'), {
          code: meaning, name: 'NetworkError', message: `the name server answered a.test with code ${code}`,
        });
      }
    });

    it('is refused where it ends early', () => {
      const whole = answer([record(pointer, 1, [10, 249, 1, 4])]);
      for (let length = 12; length < whole.length; length++) {
        assert.throws(() => addressesIn(whole.subarray(0, length), 7, 'a.test'), {
          code: 'EBADRESP', message: 'the name server\'s answer to a.test ends early',
        });
      }
    });

    it('is read from any bytes, or is a DNS error, and ends', () => {
      fc.assert(fc.property(fc.uint8Array({ minLength: 8, maxLength: 120 }), (tail) => {
        try {
          addressesIn(Buffer.concat([Buffer.from([0, 7, 0x81, 0x80]), Buffer.from(tail)]), 7, 'a.test');
        } catch (error) {
          assert.ok(error instanceof NetworkError, String(error));
        }
      }));
    });

    it('is put together from however many pieces it comes in, and ends with its length', async () => {
      const stream = new Duplex({
        read: () => undefined,
        write(chunk: Buffer, _encoding, done) {
          const reply = answer([record(pointer, 1, [10, 249, 1, 4])], { id: chunk.readUInt16BE(2) });
          const size = Buffer.alloc(2);
          size.writeUInt16BE(reply.length);
          for (const byte of Buffer.concat([size, reply, Buffer.from('what comes after')])) {
            this.push(Buffer.from([byte]));
          }
          done();
        },
      });
      assert.deepEqual(await askForAddresses(stream, 'a.test'), ['10.249.1.4']);
      stream.destroy();
    });
  });

  it('says so when the resolver hangs up, and how a connection broke', async () => {
    const silent = () => new Duplex({ read: () => undefined, write: (_chunk, _encoding, done) => done() });
    const [closed, broken] = [silent(), silent()];
    const asking = [
      assert.rejects(askForAddresses(closed, 'a.test'), { code: 'ESERVFAIL', message: 'the name server closed the connection' }),
      assert.rejects(askForAddresses(broken, 'a.test'), { message: 'cut' }),
    ];
    closed.destroy();
    broken.destroy(new Error('cut'));
    await Promise.all(asking);
  });

  it('takes its own question, echoed, for no answer', async () => {
    await assert.rejects(askForAddresses(new PassThrough(), 'a.test'), { code: 'EBADRESP' });
  });

  describe('that there is no such name', () => {
    /** An answer without addresses, with this record of authority for "test" behind one of another kind. */
    function denial(type: number, lives: number, minimum: number): Buffer {
      const record = (of: number, data: Buffer): Buffer => {
        const fixed = Buffer.alloc(10);
        fixed.writeUInt16BE(of, 0);
        fixed.writeUInt16BE(1, 2);
        fixed.writeUInt32BE(lives, 4);
        fixed.writeUInt16BE(data.length, 8);
        return Buffer.concat([Buffer.from([0xc0, 0x0e]), fixed, data]);
      };
      const data = Buffer.alloc(22);
      data.writeUInt32BE(minimum, 18);
      return Buffer.concat([
        Buffer.from([0, 7, 0x81, 0x83, 0, 1, 0, 0, 0, 2, 0, 0]), Buffer.from([1, 0x61, 4, 0x74, 0x65, 0x73, 0x74, 0, 0, 1, 0, 1]),
        record(2, Buffer.from([0])), record(type, data),
      ]);
    }

    it('is remembered for as long as its start of authority lives and says, whichever is less', () => {
      assert.deepEqual([denialLasts(denial(6, 600, 900)), denialLasts(denial(6, 900, 1800)), denialLasts(denial(6, 4000, 1800))], [600, 900, 1800]);
    });

    it('is remembered for nobody knows how long where there is none, or the answer ends early', () => {
      assert.equal(denialLasts(denial(2, 600, 900)), undefined);
      fc.assert(fc.property(fc.nat(80), (length) => {
        assert.ok([undefined, 600].includes(denialLasts(denial(6, 600, 900).subarray(0, length))));
      }));
      fc.assert(fc.property(fc.uint8Array(), (bytes) => { assert.doesNotThrow(() => denialLasts(Buffer.from(bytes))); }));
    });
  });
});
