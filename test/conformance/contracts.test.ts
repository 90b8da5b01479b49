import assert from 'node:assert/strict';
import type { Exchange } from '../../src/sandbox/http/exchange';
import { Contracts, contractsFolder } from './contracts';

const folder = contractsFolder();

const version = 'version=2026-06-01&generation=2';
const region = { name: 'eu-de', href: 'https://eu-de.iaas.cloud.ibm.com/v1/regions/eu-de', endpoint: 'https://eu-de.iaas.cloud.ibm.com', status: 'available' };
const exchange: Exchange = {
  service: 'vpc', method: 'GET', url: '', path: `/regions/eu-de?${version}`, requestHeaders: {}, status: 200, responseHeaders: {}, responseBody: region,
};
const subnet = { name: 'one', vpc: { id: 'r010-1' }, zone: { name: 'eu-de-1' }, total_ipv4_address_count: 256 };
const creation: Exchange = {
  ...exchange, method: 'POST', path: `/subnets?${version}`, requestHeaders: { 'content-type': 'application/json' }, requestBody: subnet,
  status: 500, responseBody: { trace: 't', errors: [{ code: 'internal_error', message: 'm' }] },
};

/** Each breaks one thing that was right. */
const broken: readonly (readonly [string, Exchange, RegExp])[] = [
  ['a missing field of an answer', { ...exchange, responseBody: { ...region, endpoint: undefined } }, /endpoint/],
  ['a value outside its closed set', { ...exchange, responseBody: { ...region, status: 'fine' } }, /status/],
  ['a query parameter that is not declared', { ...exchange, path: `/regions/eu-de?${version}&nmae=x` }, /nmae/],
  ['a missing version', { ...exchange, path: '/regions/eu-de?generation=2' }, /version/],
  ['an operation that does not exist', { ...exchange, path: `/regoins?${version}` }, /no contract/],
  ['an unknown field of a request', { ...creation, requestBody: { ...subnet, colour: 'red' } }, /colour/],
  ['an unknown field deep in a request', { ...creation, requestBody: { ...subnet, vpc: { id: 'r010-1', nmae: 'x' } } }, /request\/vpc/],
  ['a field that only another kind of request has', { ...creation, requestBody: { vpc: { id: 'x' }, total_ipv4_address_count: 8 } }, /zone|additional/],
  ['a wrong content type', { ...creation, requestHeaders: { 'content-type': 'text/plain' } }, /content type/],
  ['a refusal without its envelope', { ...exchange, status: 403, responseBody: { message: 'no' } }, /errors/],
  ['a body where there is none', { ...exchange, method: 'DELETE', path: `/vpcs/1?${version}`, status: 204, responseBody: {} }, /without content/],
];

describe('the contracts\' validator', function () {
  this.timeout(30_000);
  let contracts: Contracts;
  before(function () {
    if (folder === undefined) this.skip();
    contracts = new Contracts(folder);
  });

  it('finds nothing wrong with what is right', () => {
    assert.deepEqual([exchange, creation].flatMap((right) => contracts.checkExchange(right)), []);
  });

  for (const [what, wrong, expected] of broken) {
    it(`finds ${what}`, () => {
      assert.match(contracts.checkExchange(wrong).join('\n'), expected);
    });
  }

  it('leaves an answer that a fault made alone, but not the request', () => {
    const faulted = { ...exchange, faulted: true, responseBody: '<html>' };
    assert.deepEqual(contracts.checkExchange(faulted), []);
    assert.equal(contracts.checkExchange({ ...faulted, path: '/regions/eu-de?generation=2' }).length, 1);
  });
});
