import assert from 'node:assert/strict';
import { refuseElsewhere } from '../../../../src/diagnose/checks/elsewhere';
import { Failure } from '../../../../src/model/failure';
import type { Instance } from '../../../../src/model/instance';
import { brokers } from '../outcomes';
import { contextOf, instanceWith, requestFor } from '../support';

describe('a member that the instance named itself', () => {
  const gateways = [{ name: 'first', addresses: ['10.1.0.4', '10.1.1.4'] }];

  /** What is refused of a member at these addresses; undefined where nothing is. */
  async function refusalOf(
    host: string, addresses: readonly string[], more: { gateways?: typeof gateways; instance?: Instance } = {},
  ): Promise<Failure | undefined> {
    const { context, lookout } = await contextOf(requestFor(brokers, more));
    try {
      refuseElsewhere({ member: { host, port: 9093 }, addresses }, context);
      return undefined;
    } catch (error) {
      assert.ok(error instanceof Failure);
      return error;
    } finally {
      lookout.close();
    }
  }

  it('is fine at the gateway\'s addresses, whatever its name', async () => {
    assert.equal(await refusalOf('new.elsewhere.test', ['10.1.0.4', '10.1.1.4'], { gateways }), undefined);
  });

  it('is told with each address that leads past the gateway, and whose those are not', async () => {
    const one = await refusalOf('kafka-3.guid.private.test', ['10.1.0.4', '166.9.0.1'], { gateways });
    assert.deepEqual([one?.code, one?.what], ['member.elsewhere', 'orders sends its clients on to kafka-3.guid.private.test at 166.9.0.1']);
    assert.equal(one?.why, 'first has 10.1.0.4, 10.1.1.4: this address is not its');
    const both = [...gateways, { name: 'second', addresses: ['10.2.0.4'] }];
    const two = await refusalOf('kafka-3.guid.private.test', ['166.9.0.1', '166.9.0.2'], { gateways: both });
    assert.match(two?.what ?? '', / at 166\.9\.0\.1, 166\.9\.0\.2$/);
    assert.equal(two?.why, 'first has 10.1.0.4, 10.1.1.4; second has 10.2.0.4: these addresses are not theirs');
  });

  it('is known without a gateway by the instance\'s own names, by those of its private endpoint, and by their neighbours', async () => {
    const instance = instanceWith(brokers, { privateNames: ['*.endpoint.private.test'] });
    for (const host of ['kafka-0.guid.private.test', 'KAFKA-7.guid.private.test', 'any.endpoint.private.test']) {
      assert.equal(await refusalOf(host, ['10.1.0.4'], { instance }), undefined, host);
    }
    const stranger = await refusalOf('kafka-0.guid.public.test', ['169.1.1.1'], { instance });
    assert.equal(stranger?.why, 'The cloud names no such broker for this instance');
    assert.match(stranger.what, /kafka-0\.guid\.public\.test at 169\.1\.1\.1$/);
  });
});
