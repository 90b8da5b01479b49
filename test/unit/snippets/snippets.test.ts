import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { Script } from 'node:vm';
import fc from 'fast-check';
import { clientIds, type ClientId, type Snippet, type SnippetRequest } from '../../../src/model/snippet';
import { allSnippets } from '../../../src/snippets/snippets';
import { javascriptString, plainValue, propertyValue, pythonString, shellWord } from '../../../src/snippets/escape';

describe('the client configurations', () => {
  const request: SnippetRequest = {
    instanceName: 'orders', topic: 'orders', secretFrom: { kind: 'environment', variable: 'KAFKA_API_KEY' },
    brokers: [0, 1, 2].map((id) => ({ host: `kafka-${id}.guid.private.uhp.ca-mon.test`, port: 9093 })),
  };
  const hostile = fc.oneof(fc.string({ unit: 'binary', maxLength: 30 }), fc.constantFrom('\'; reboot; \'', '$(reboot)', '`id`', '"\n#', '\\', '\u2028x', 'a\nsasl.username=evil', '${env:HOME}'));

  function of(client: ClientId, more: Partial<SnippetRequest> = {}): Snippet {
    const found = allSnippets({ ...request, ...more }).find((snippet) => snippet.client === client);
    assert.ok(found);
    return found;
  }

  it('are one for each client, with TLS, PLAIN, the user token and the private names as they are', () => {
    assert.deepEqual(allSnippets(request).map((snippet) => snippet.client), [...clientIds]);
    for (const { text } of allSnippets(request)) {
      assert.match(text, /SASL_SSL|ssl: true/);
      assert.match(text, /PLAIN|plain/);
      assert.match(text, /token/);
      for (const { host, port } of request.brokers) {
        assert.ok(text.includes(`${host}:${port}`));
      }
    }
  });

  it('read the key from the environment or from a file, and give it to no one as an argument', () => {
    for (const client of clientIds) {
      const fromEnvironment = of(client);
      const fromFile = of(client, { secretFrom: { kind: 'file', path: '/home/me/key of mine' } });
      const all = (snippet: Snippet) => [snippet.text, ...snippet.usage].join('\n');
      assert.match(all(fromEnvironment), /KAFKA_API_KEY/);
      assert.match(all(fromFile), /key of mine/);
      assert.doesNotMatch(all(fromEnvironment), /-X sasl.password/);
    }
  });

  it('use the options that Kafka\'s own tools take', () => {
    const [list = '', produce = '', consume = ''] = of('java').usage;
    assert.match(list, /--command-config client\.properties/);
    assert.match(produce, /--producer\.config client\.properties/);
    assert.match(consume, /--consumer\.config client\.properties/);
    assert.match(of('java').text, /password="\$\{env:KAFKA_API_KEY\}";/);
  });

  it('name a certificate authority only where there is one', () => {
    for (const client of clientIds) {
      assert.doesNotMatch(of(client).text, /truststore|ca\.location|ca:/);
      assert.match(of(client, { authoritiesFile: '/tmp/ca.pem' }).text, /\/tmp\/ca\.pem/);
    }
  });

  it('never advise turning a certificate check off', () => {
    for (const { text, usage } of allSnippets({ ...request, authoritiesFile: '/tmp/ca.pem' })) {
      assert.doesNotMatch([text, ...usage].join('\n'), /rejectUnauthorized|verification.*false|algorithm=\s*$|insecure/im);
    }
  });

  it('keep their lines whatever the cloud calls things', () => {
    fc.assert(fc.property(hostile, hostile, (instanceName, topic) => {
      for (const client of clientIds) {
        const [plain, odd] = [of(client), of(client, { instanceName, topic })];
        assert.equal(odd.text.split(/\r\n|[\n\r\u2028\u2029]/).length, plain.text.split('\n').length);
        assert.equal(odd.usage.join('\n').split(/[\n\r]/).length, plain.usage.length);
      }
    }));
  });

  it('are programs that JavaScript can read, whatever topic and path are called', () => {
    fc.assert(fc.property(hostile, hostile, hostile, (instanceName, topic, path) => {
      const { text } = of('kafkajs', { instanceName, topic, authoritiesFile: path, secretFrom: { kind: 'file', path } });
      assert.ok(new Script(text));
    }));
  });

  it('leave out a broker that is not a host name, and a variable that is none', () => {
    const odd = { ...request, brokers: [{ host: 'a;reboot', port: 1 }, { host: '-x', port: 1 }, { host: 'good.test', port: 9093 }], secretFrom: { kind: 'environment' as const, variable: 'A B' } };
    assert.match(allSnippets(odd)[0]?.text ?? '', /^bootstrap\.servers=good\.test:9093$/m);
    assert.match(allSnippets(odd)[0]?.text ?? '', /\$\{env:KAFKA_API_KEY\}/);
  });

  describe('escape', () => {
    it('a word for a real shell, byte by byte', () => {
      const words = ['a b', '\'', '"$HOME"', '$(id)', '`id`', '\\', 'a\nb', '\t', '*', '~', 'ü€😀', '!x', ''];
      const out = execFileSync('bash', ['-c', `printf '%s\\0' ${words.map(shellWord).join(' ')}`]);
      assert.deepEqual(out.toString().split('\0').slice(0, -1), words);
    });

    it('a string of JavaScript that reads back as it was', () => {
      fc.assert(fc.property(hostile, (text) => {
        assert.equal(new Script(javascriptString(text)).runInNewContext(), text);
      }));
    });

    it('a string of Python and a line of properties in plain ASCII, on one line', () => {
      fc.assert(fc.property(hostile, (text) => {
        assert.match(pythonString(text), /^'[\x20-\x26\x28-\x7e]*'$/);
        assert.match(propertyValue(text), /^[\x20-\x7e]*$/);
        assert.doesNotMatch(plainValue(text), /[\n\r]/);
      }));
    });
  });
});
