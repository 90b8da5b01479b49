import assert from 'node:assert/strict';
import { kinds, serviceOf } from '../../../src/ui/kinds';

describe('the lists of services and routes', () => {
  it('load what they say they load', async () => {
    for (const entry of kinds.services) assert.equal((await entry.load()).id, entry.id);
    for (const list of [kinds.serviceChecks, kinds.snippets, kinds.proofs, kinds.routes, kinds.routeQuestions]) {
      for (const entry of list) assert.ok(await entry.load());
    }
  });

  it('name a service or a route once each', () => {
    const named = [kinds.services, kinds.routes, kinds.routeQuestions].map((list) => list.map(({ id }) => id));
    const served = [kinds.serviceChecks, kinds.snippets, kinds.proofs].map((list) => list.map(({ service }) => service));
    for (const ids of [...named, ...served]) assert.equal(new Set(ids).size, ids.length);
  });

  it('have checks for each service, and questions for each route that leads somewhere', () => {
    const services = kinds.services.map(({ id }) => id);
    assert.deepEqual(kinds.serviceChecks.map(({ service }) => service).sort(), [...services].sort());
    for (const { service } of [...kinds.snippets, ...kinds.proofs]) assert.ok(services.includes(service), service);
    assert.deepEqual(kinds.routeQuestions.map(({ id }) => id).sort(), kinds.routes.map(({ id }) => id).filter((id) => !['part', 'left-behind'].includes(id)).sort());
  });

  it('tell a person that a service is not known, and what helps', async () => {
    await assert.rejects(serviceOf(kinds, { service: 'ledger', name: 'books' }), { code: 'instance.unknown-service', what: 'Could not use "books"' });
  });
});
