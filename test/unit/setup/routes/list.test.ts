import assert from 'node:assert/strict';
import { eventStreams } from '../../../../src/services/eventStreams/service';
import { routes } from '../../../../src/setup/routes/list';
import { connection } from '../scripted';

describe('The list of routes', () => {
  it('has each under the id that connections hold, once', () => {
    assert.deepEqual(routes.map(({ id }) => id), ['vsi', 'client-vpn', 'site-vpn', 'part', 'left-behind']);
  });

  it('loads each when a connection takes it', async () => {
    const [vsi] = await Promise.all(routes.map((each) => each.load()));
    assert.deepEqual(vsi?.take(connection, eventStreams).words, { how: 'through orders-server', through: 'orders-server', kind: 'virtual server' });
  });
});
