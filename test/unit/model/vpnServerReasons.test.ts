import assert from 'node:assert/strict';
import { reasonLines, reasonWords } from '../../../src/model/vpnServerReasons';

describe('what the cloud says of a VPN server that is not well', () => {
  it('has a cause and a cure for every code that the API has', () => {
    const codes = [
      'cannot_access_client_certificate', 'cannot_access_server_certificate', 'cannot_create_vpc_route', 'cannot_reserve_ip_address',
      'internal_error', 'resource_suspended_by_provider', 'vpn_server_certificate_not_found',
    ];
    const found = codes.map((code) => reasonWords(code));
    assert.ok(found.every((words) => words !== undefined && words.cause.endsWith('.') && words.cure.endsWith('.')));
    assert.equal(new Set(found.map((words) => words?.cause)).size, codes.length);
  });

  it('stands in the cloud\'s own words where the code is new', () => {
    assert.equal(reasonWords('constructor'), undefined);
    assert.deepEqual(reasonLines({ code: 'brand_new', message: 'Something new.' }), ['Something new.']);
    assert.equal(reasonLines({ code: 'internal_error', message: 'Internal error.' }).length, 3);
  });
});
