import assert from 'node:assert/strict';
import type { Service, ServiceEntry } from '../../../../src/model/service';
import { Failure } from '../../../../src/model/failure';
import { defect, take } from '../../../../src/setup/engine/take';
import type { RouteEntry } from '../../../../src/setup/routes/route';
import { eventStreams } from '../../../../src/services/eventStreams/service';
import { connection } from '../scripted';
import { routeOf } from './support';

const taken = routeOf([]);

function service(load: () => Promise<Service> = () => Promise.resolve(eventStreams)): ServiceEntry {
  return { id: 'event-streams', title: 'Event Streams', icon: 'x', catalog: { name: 'n', id: 'i' }, load };
}

function route(load: RouteEntry['load'] = () => Promise.resolve({ take: () => taken })): RouteEntry {
  return { id: 'vsi', load };
}

describe('A connection\'s route and service', () => {
  it('are those on the lists, the route taken with the service', async () => {
    const given: unknown[] = [];
    const entry = route(() => Promise.resolve({ take: (...all) => {
      given.push(...all);
      return taken;
    } }));
    assert.deepEqual(await take({ routes: [entry], services: [service()] }, connection), { service: eventStreams, route: taken });
    assert.deepEqual(given, [connection, eventStreams]);
  });

  it('that are not on the lists are named, with what to do', async () => {
    await assert.rejects(take({ routes: [], services: [service()] }, connection), {
      code: 'setup.unknown-route', what: 'Could not read the connection orders-pc',
      why: 'It takes the route "vsi", which this version of Private Connect does not know.', next: 'Update Private Connect.',
    });
    await assert.rejects(take({ routes: [route()], services: [] }, connection), {
      code: 'setup.unknown-service', why: 'It takes the service "event-streams", which this version of Private Connect does not know.',
    });
  });

  it('that throw are told of as a defect of the route; a failure of its own stays what it is', async () => {
    const boom = new TypeError('boom');
    for (const entry of [route(() => Promise.reject(boom)), route(() => Promise.resolve({ take: () => { throw boom; } }))]) {
      await assert.rejects(take({ routes: [entry], services: [service()] }, connection), { code: 'setup.route-defect', why: 'Its route "vsi" failed: boom' });
    }
    await assert.rejects(take({ routes: [route()], services: [service(() => Promise.reject(boom))] }, connection), { code: 'setup.route-defect' });
    const own = new Failure({ code: 'setup.damaged-choices', what: 'w', why: 'y', next: 'n' });
    await assert.rejects(take({ routes: [route(() => Promise.reject(own))], services: [service()] }, connection), own);
    assert.equal(defect(connection, boom).cause, boom);
  });
});
