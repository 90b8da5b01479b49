import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { connect } from 'node:tls';
import { runInNewContext } from 'node:vm';
import { Kafka, logLevel, type KafkaConfig } from 'kafkajs';
import { roleOfToken } from '../../../../src/sandbox/iam/serviceRole';
import { Tokens } from '../../../../src/sandbox/iam/tokens';
import { eventStreams } from '../../../../src/snippets/eventStreams/eventStreams';
import { Bench } from '../../sandbox/control/support';
import { addressOf, brokerNames, kafkaForSuite } from '../../sandbox/services/eventStreams/kafka/support';
import { nowhere } from '../nowhere';

describe('the configuration of kafkajs with IAM tokens', () => {
  let bench: Bench;
  let tokens: Tokens;
  const taken: string[] = [];
  const kafka = kafkaForSuite({
    acceptToken: (token, crn) => {
      taken.push(token);
      return roleOfToken(bench.sandbox.state, tokens, token, crn);
    },
  });

  before(async () => {
    bench = await Bench.start();
    // Of the same folder, so of the same signing key.
    tokens = new Tokens(bench.folder, Date.now, 3600);
  });
  after(() => bench.stop());

  it('signs in with a token that IAM gives for the key, writes, and reads back; the key itself never goes to a broker', async () => {
    taken.length = 0;
    const { said, failed } = await run(bench.sandbox.apiKey.reveal());
    assert.deepEqual(failed, []);
    assert.match(said.join(), /^sent and read back: hello /);
    assert.ok(taken.length > 1 && !taken.includes(bench.sandbox.apiKey.reveal()));
    assert.equal(new Set(taken).size, 1, 'a token is used as long as it is good');
  });

  it('says in IAM\'s own words that a key is none', async () => {
    const { said, failed } = await run('no-such-key');
    assert.deepEqual(said, []);
    assert.match(failed.join(), /IAM.*Provided API key could not be found/);
  });

  /** Runs the program as Node would, with the service at its one address. */
  async function run(apiKey: string): Promise<{ said: string[]; failed: string[] }> {
    const snippet = eventStreams({
      instanceName: 'orders', members: brokerNames.map((host) => ({ host, port: 9093 })), place: nowhere, iam: bench.sandbox.endpoints.iam,
      secretFrom: { kind: 'environment', variable: 'KAFKA_API_KEY' },
    }, 'payments').find(({ client }) => client === 'kafkajs-iam');
    assert.ok(snippet);
    const at = addressOf(kafka());
    class Here extends Kafka {
      constructor(config: KafkaConfig) {
        super({
          ...config, logLevel: logLevel.NOTHING, retry: { retries: 1, initialRetryTime: 20 },
          socketFactory: ({ host, onConnect }) => connect({ ...at, servername: host, ca: kafka().authority }, onConnect),
        });
      }
    }
    const real = createRequire(import.meta.url);
    const said: string[] = [];
    const failed: string[] = [];
    await new Promise<void>((ended) => {
      runInNewContext(snippet.text, {
        require: (name: string): unknown => name === 'kafkajs' ? { Kafka: Here } : real(name),
        process: { env: { KAFKA_API_KEY: apiKey }, exit: () => ended() },
        console: {
          log: (text: string) => {
            said.push(text);
            ended();
          },
          error: (text: string) => failed.push(text),
        },
        fetch, URLSearchParams, AbortSignal,
      });
    });
    return { said, failed };
  }
});
