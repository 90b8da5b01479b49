import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import fc from 'fast-check';
import { Failure } from '../../../src/model/failure';
import { Secret } from '../../../src/model/secret';
import { checkOffice } from '../../../src/onPremises/checkOffice';
import { domainsOf } from '../../../src/onPremises/domains';
import { nftables } from '../../../src/onPremises/firewall';
import { forwarders } from '../../../src/onPremises/forwarders';
import { interfacesScript } from '../../../src/onPremises/interfaces';
import { ipsecConf, ipsecSecrets } from '../../../src/onPremises/ipsecConf';
import type { IkeIdentity, OfficeDescription } from '../../../src/onPremises/office';
import { swanctlConf, swanctlSecrets } from '../../../src/onPremises/swanctl';
import { anyOffice, description, domain, key, office } from './offices';

const { ike, esp, cloud, dns } = description;
const at = (address: string): OfficeDescription['cloud']['tunnels'][number] => ({ address, identity: { type: 'ipv4_address', value: '203.0.113.40' } });

function refused(change: Partial<OfficeDescription>): string {
  try {
    office(change);
    return 'taken';
  } catch (error) {
    assert.ok(error instanceof Failure);
    return error.code;
  }
}

/** Everything that is made of a description. */
function texts(of: ReturnType<typeof office>): readonly string[] {
  return [swanctlConf(of), swanctlSecrets(of).reveal(), ipsecConf(of), ipsecSecrets(of).reveal(), nftables(of), interfacesScript(of, 'xfrm') ?? '',
    interfacesScript(of, 'vti') ?? '', ...forwarders(of).flatMap(({ place, text }) => [place, text])];
}

describe('what files for an office\'s gateway are made of', () => {
  it('is refused by name where it is none, before anything is made', () => {
    const office = (change: Partial<OfficeDescription['office']>): Partial<OfficeDescription> => ({ office: { ...description.office, ...change } });
    const wrong: readonly (readonly [string, Partial<OfficeDescription>])[] = [
      ['name', { name: 'a b' }], ['address', office({ address: '2001:db8::1' })], ['address', { cloud: { ...cloud, tunnels: [at('0.0.0.0')] } }],
      ['tunnels', { mode: 'route' }], ['tunnels', { mode: 'route', cloud: { ...cloud, tunnels: [at('203.0.113.40'), at('203.0.113.40')] } }],
      ['ranges', office({ ranges: [] })], ['ranges', office({ ranges: ['0.0.0.0/0'] })], ['overlap', office({ ranges: ['10.0.0.0/8'] })],
      ['overlap', office({ ranges: ['192.168.0.0/16', '192.168.4.0/24'] })], ['domains', { dns: { ...dns, domains: ['cloud'] } }],
      ['servers', { dns: { ...dns, servers: ['0.0.0.0'] } }], ['proposal', { esp: { cipher: 'aes256', lifetime: 3600 } }],
      ['proposal', { esp: { cipher: 'aes256gcm16', integrity: 'sha256', lifetime: 3600 } }], ['lifetime', { ike: { ...ike, lifetime: 60 } }],
      ['lifetime', { esp: { ...esp, lifetime: 1.5 } }], ['key', { key: new Secret('short') }], ['key', { key: new Secret('0xABCDEF') }],
      ['key', { key: new Secret('has "quotes"') }], ['identity', office({ identity: { type: 'key_id', value: 'no base64' } })],
    ];
    assert.deepEqual(wrong.map(([, change]) => refused(change)), wrong.map(([code]) => `on-premises.${code}`));
  });

  it('cannot put a line or a word of its own into any file: a text is of its form, or is refused', () => {
    const place = fc.constantFrom('name', 'address', 'identity', 'range', 'cloud', 'domain', 'server', 'key');
    const end = fc.constantFrom('\n', '\r', '"', '\'', '\\', ' ', '#', ';', '}', '{', '\u0000', '\u2028', '/', '$(x)', '`');
    const sly = fc.tuple(fc.constantFrom('orders', '198.51.100.9', '10.1.0.0/24', domain, key, 'a.b'), end, fc.string()).map(([one, two, three]) => `${one}${two}evil${three}`);
    fc.assert(fc.property(place, sly, (where, text) => {
      const identity: IkeIdentity = { type: 'fqdn', value: where === 'identity' ? text : 'a.example' };
      const { tunnels, ranges } = cloud;
      const made = refused({
        name: where === 'name' ? text : 'orders',
        office: { address: where === 'address' ? text : '198.51.100.9', isBehindNat: false, identity, ranges: [where === 'range' ? text : '192.168.50.0/24'] },
        cloud: { tunnels, ranges: where === 'cloud' ? [text] : ranges },
        dns: { domains: [where === 'domain' ? text : domain], servers: [where === 'server' ? text : '10.240.1.4'] },
        key: new Secret(where === 'key' ? text : key),
      });
      const isKeyOfItsAlphabet = where === 'key' && /^[A-Za-z0-9\-+&!@#$%^*(),.:_]{6,128}$/.test(text);
      assert.equal(made === 'taken', isKeyOfItsAlphabet, `${where} ${made}`);
    }), { numRuns: 2000 });
  });

  it('is in no failure with its key, and the key in the one file of its form alone', () => {
    fc.assert(fc.property(anyOffice, (each) => {
      const text = each.key?.reveal();
      fc.pre(text !== undefined && text.length > 12);
      const others = [swanctlConf(each), ipsecConf(each), nftables(each), interfacesScript(each, 'xfrm') ?? '', ...forwarders(each).map((one) => one.text)];
      assert.ok(others.every((other) => !other.includes(text)));
      assert.ok(swanctlSecrets(each).reveal().includes(`"${text}"`) && ipsecSecrets(each).reveal().includes(`"${text}"`));
    }));
    const bad = new Secret(`${key}\n`);
    assert.throws(() => office({ key: bad }), (error) => !inspect(error, { depth: 9, showHidden: true }).includes(key));
  });

  it('has nothing that is undefined or empty in any file, whatever is chosen', () => {
    fc.assert(fc.property(anyOffice, (each) => {
      for (const text of texts(checkOffice({ ...each, key: new Secret('SomeKey') }))) assert.doesNotMatch(text, /undefined|(?<!dev\/)null|NaN|\[object|\*\*\*|= *$|=,|,,/m);
    }));
  });

  it('leaves nothing to be loaded where the key is left out', () => {
    for (const secrets of [swanctlSecrets, ipsecSecrets]) {
      assert.deepEqual(secrets(checkOffice({ ...description, key: undefined })).reveal().split('\n').filter((line) => line !== '' && !line.startsWith('#')), []);
    }
  });

  it('forwards an instance\'s own domains: of both label orders, of a wildcard, of the domain itself, and nothing above', () => {
    const [one, other] = [`guid.private.abc.eu-de.eventstreams.example`, `guid2.private.abc.postgresql.eu-de.example`];
    assert.deepEqual(domainsOf([one, `*.${one}`, other, `*.${other}`, `x.${other}`.toUpperCase()]), [one, other]);
    assert.deepEqual(domainsOf(['*', '', 'cloud', '*.cloud', 'a b.c']), []);
    assert.deepEqual(forwarders(office({ dns: { domains: [], servers: ['10.240.1.4'] } })), []);
    assert.deepEqual(forwarders(office({ dns: { domains: [domain], servers: [] } })), []);
  });
});
