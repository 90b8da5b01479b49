import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import { localVantage } from '../../../src/setup/localVantage';
import { never } from './support';

describe('The vantage of this machine', () => {
  const asked: unknown[] = [];
  const stream = new PassThrough();
  const environment = {
    machine: 'laptop',
    network: {
      resolve: (...given: unknown[]) => {
        asked.push(given);
        return Promise.resolve(['192.0.2.1']);
      },
      connect: (...given: unknown[]) => {
        asked.push(given);
        return Promise.resolve(stream);
      },
    },
  };

  it('is called as the machine is, needs no access and no check before the others', () => {
    const { id, name, before, opening, access, resolvesPrivateNames } = localVantage(environment);
    assert.deepEqual({ id, name, before, opening, access, resolvesPrivateNames }, {
      id: 'local', name: 'laptop', before: [], opening: undefined, access: undefined, resolvesPrivateNames: false,
    });
  });

  it('knows private names where its route says so', () => {
    assert.equal(localVantage(environment, true).resolvesPrivateNames, true);
  });

  it('looks through the account\'s network, and asks for nothing to be opened or closed', async () => {
    const opened = await localVantage(environment).open(never);
    assert.deepEqual(asked, []);
    assert.deepEqual(await opened.resolve('broker.example', never), ['192.0.2.1']);
    assert.equal(await opened.connect('192.0.2.1', 9093, never), stream);
    assert.deepEqual(asked, [['broker.example', never], ['192.0.2.1', 9093, never]]);
    opened.close();
    assert.equal(stream.destroyed, false);
  });
});
