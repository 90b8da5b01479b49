import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parse } from 'valibot';
import { privateEndpoints, privateNames } from '../../../src/services/privateNames';

const namesOf = (document: unknown) => privateNames(parse(privateEndpoints, document));
const domain = 'private.example.cloud';

describe('the names that an endpoint gateway serves', () => {
  const cases: readonly (readonly [string, unknown, readonly string[]])[] = [
    [
      'are the hosts under the domain, wildcards included', { dns_domain: domain, dns_hosts: ['guid', '*.guid', '*'] },
      [`guid.${domain}`, `*.guid.${domain}`, `*.${domain}`],
    ],
    ['are the domain itself for an empty host', { dns_domain: domain, dns_hosts: ['', '*'] }, [domain, `*.${domain}`]],
    ['are none without hosts', { dns_domain: domain, dns_hosts: [] }, []],
    ['are none where the domain is missing', { dns_hosts: ['guid'] }, []],
    ['are none where the domain is empty', { dns_domain: '', dns_hosts: ['guid', ''] }, []],
    ['are none where a host is no text', { dns_domain: domain, dns_hosts: ['guid', 7] }, []],
    ['are none where there is nothing', undefined, []],
    ['are none where there is null', null, []],
    ['are only what can be looked up', { dns_domain: domain, dns_hosts: ['a b', '$(id)', 'a\n', '-->', 'x.*', 'fine'] }, [`fine.${domain}`]],
  ];
  for (const [what, document, expected] of cases) {
    it(what, () => assert.deepEqual(namesOf(document), expected));
  }

  it('are DNS names, whatever the document holds', () => {
    const text = fc.oneof(fc.string(), fc.domain(), fc.constant(''));
    const near = fc.record({ dns_domain: fc.oneof(text, fc.jsonValue()), dns_hosts: fc.oneof(fc.array(text), fc.jsonValue()) });
    fc.assert(fc.property(fc.oneof(near, fc.jsonValue()), (document) => {
      assert.ok(namesOf(document).every((name) => /^[a-z0-9._*-]+$/i.test(name)));
    }));
  });
});
