import assert from 'node:assert/strict';
import { Script } from 'node:vm';
import fc from 'fast-check';
import type { Snippet, SnippetRequest } from '../../../../src/model/snippet';
import { nowhere } from '../nowhere';
import { eventStreams } from '../../../../src/snippets/eventStreams/eventStreams';

describe('the client configurations of Event Streams', () => {
  const clients = ['java', 'kcat', 'kafkajs', 'python'] as const;
  const withTokens = ['java-iam', 'kafkajs-iam', 'python-iam'] as const;
  type Client = (typeof clients | typeof withTokens)[number];
  const request: SnippetRequest = {
    instanceName: 'orders', place: nowhere, secretFrom: { kind: 'environment', variable: 'KAFKA_API_KEY' },
    members: [0, 1, 2].map((id) => ({ host: `kafka-${id}.guid.private.uhp.ca-mon.test`, port: 9093 })),
  };
  const hostile = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 30 }),
    fc.constantFrom('\'; reboot; \'', '$(reboot)', '`id`', '"\n#', '\\', '\u2028x', 'a\nsasl.username=evil', '${env:HOME}'),
  );

  function of(client: Client, more: Partial<SnippetRequest> = {}, topic = 'orders'): Snippet {
    const found = eventStreams({ ...request, iam: 'https://iam.test', ...more }, topic).find((snippet) => snippet.client === client);
    assert.ok(found);
    return found;
  }

  it('are one for each client, with TLS, PLAIN, the user token and the private names as they are', () => {
    assert.deepEqual(eventStreams(request, 'orders').map((snippet) => snippet.client), [...clients]);
    for (const { text } of eventStreams(request, 'orders')) {
      assert.match(text, /SASL_SSL|ssl: true/);
      assert.match(text, /PLAIN|plain/);
      assert.match(text, /token/);
      for (const { host, port } of request.members) {
        assert.ok(text.includes(`${host}:${port}`));
      }
    }
  });

  it('are there with IAM tokens as well where IAM gives them, and with nothing else where the instance takes nothing else', () => {
    const named = (more: Partial<SnippetRequest>): string[] => eventStreams({ ...request, ...more }).map(({ client }) => client);
    assert.deepEqual(named({ iam: 'https://iam.test' }), [...clients, ...withTokens]);
    assert.deepEqual(named({ iam: 'https://iam.test', tokensOnly: true }), [...withTokens]);
    for (const client of withTokens) {
      const { text, title, usage } = of(client);
      assert.match(title, /, IAM token \(OAUTHBEARER\)$/);
      assert.match(text, /oauthbearer/i);
      assert.doesNotMatch(text, /PLAIN|'token', password/);
      assert.match([text, ...usage].join('\n'), /https:\/\/iam\.test\/identity\/token/);
      assert.match([text, ...usage].join('\n'), /urn:ibm:params:oauth:grant-type:apikey/);
      assert.match(text, /TCP 443/, 'what it has to reach besides');
    }
  });

  it('read the key from the environment or from a file, and give it to no one as an argument', () => {
    for (const client of [...clients, ...withTokens]) {
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
    for (const client of [...clients, ...withTokens]) {
      assert.doesNotMatch(of(client).text, /truststore|ca\.location|ca:/);
      assert.match(of(client, { authoritiesFile: '/tmp/ca.pem' }).text, /\/tmp\/ca\.pem/);
    }
  });

  it('name a topic of the reader\'s own where none is given', () => {
    const texts = eventStreams(request).map(({ text, usage }) => [text, ...usage].join('\n'));
    assert.ok(texts.every((text) => text.includes('my-topic')));
    assert.ok(eventStreams(request, 'orders').every(({ text, usage }) => ![text, ...usage].join('\n').includes('my-topic')));
  });

  it('never advise turning a certificate check off', () => {
    for (const { text, usage } of eventStreams({ ...request, authoritiesFile: '/tmp/ca.pem' })) {
      assert.doesNotMatch([text, ...usage].join('\n'), /rejectUnauthorized|verification.*false|algorithm=\s*$|insecure/im);
    }
  });

  it('keep their lines whatever the cloud calls things', () => {
    fc.assert(fc.property(hostile, hostile, (instanceName, topic) => {
      for (const client of [...clients, ...withTokens]) {
        const [plain, odd] = [of(client), of(client, { instanceName }, topic)];
        assert.equal(odd.text.split(/\r\n|[\n\r\u2028\u2029]/).length, plain.text.split('\n').length);
        assert.equal(odd.usage.join('\n').split(/[\n\r]/).length, plain.usage.length);
      }
    }));
  });

  it('have no line that kcat would read as two, however many brokers there are and whatever things are called', () => {
    const members = Array.from({ length: 12 }, (_, id) => ({ host: `kafka-${id}.${'g'.repeat(80)}.private.test`, port: 9093 }));
    const place = { runsOn: '', notes: () => ['漢'.repeat(400), 'short'] };
    const { text } = of('kcat', { instanceName: '漢'.repeat(400), members, place });
    assert.deepEqual(text.split('\n').filter((line) => Buffer.byteLength(line) > 510), []);
    assert.match(text, /^# short$/m);
    assert.match(text, /^bootstrap\.servers=(kafka-\d\.g{80}\.private\.test:9093,?){2,}$/m);
  });

  it('are programs that JavaScript can read, whatever topic and path are called', () => {
    fc.assert(fc.property(hostile, hostile, hostile, (instanceName, topic, path) => {
      for (const client of ['kafkajs', 'kafkajs-iam'] as const) {
        const { text } = of(client, { instanceName, iam: path, authoritiesFile: path, secretFrom: { kind: 'file', path } }, topic);
        assert.ok(new Script(text));
      }
    }));
  });

  it('leave out a broker that is not a host name, and a variable that is none', () => {
    const odd = of('java', {
      members: [{ host: 'a;reboot', port: 1 }, { host: '-x', port: 1 }, { host: 'good.test', port: 9093 }],
      secretFrom: { kind: 'environment', variable: 'A B' },
    });
    assert.match(odd.text, /^bootstrap\.servers=good\.test:9093$/m);
    assert.match(odd.text, /\$\{env:KAFKA_API_KEY\}/);
  });
});
