import fc from 'fast-check';
import { Secret } from '../../../src/model/secret';
import { checkOffice } from '../../../src/onPremises/checkOffice';
import type { IkeIdentity, Office, OfficeDescription } from '../../../src/onPremises/office';
import type { EspChoice } from '../../../src/onPremises/proposals';
import { groups, ikeCiphers, integrities } from '../../../src/onPremises/proposals';

export const key = 'Ab9-+&!@#$%^*(),.:_zZ';
export const domain = 'aa11.private.abc.eu-de.eventstreams.dataservices.appdomain.cloud';
const olderDomain = 'bb22.private.abc.postgresql.eu-de.dataservices.appdomain.cloud';

const address = (value: string): IkeIdentity => ({ type: 'ipv4_address', value });

/** An office as most are: a public address of its own, a gateway in policy mode, the choices that are offered first. */
export const description: OfficeDescription = {
  name: 'orders', mode: 'policy',
  office: { address: '198.51.100.9', isBehindNat: false, identity: address('198.51.100.9'), ranges: ['192.168.50.0/24'] },
  cloud: { tunnels: [{ address: '203.0.113.40', identity: address('203.0.113.40') }], ranges: ['10.240.0.0/24', '10.240.1.0/28'] },
  ike: { version: 2, cipher: 'aes256', integrity: 'sha256', group: 14, lifetime: 28_800 },
  esp: { cipher: 'aes256', integrity: 'sha256', group: 14, lifetime: 3600 },
  dns: { domains: [domain, olderDomain], servers: ['10.240.1.4', '10.240.1.5'] },
  key: new Secret(key),
};

export function office(change: Partial<OfficeDescription> = {}): Office {
  return checkOffice({ ...description, ...change });
}

const identity = fc.constantFrom<IkeIdentity>(
  address('198.51.100.9'), { type: 'fqdn', value: 'office.example.com' }, { type: 'hostname', value: 'gw-1' },
  { type: 'key_id', value: Buffer.from('office #1').toString('base64') }, { type: 'key_id', value: Buffer.from('office #1 "x"\n').toString('base64') },
);

const esp: fc.Arbitrary<EspChoice> = fc.tuple(
  fc.constantFrom(...ikeCiphers), fc.constantFrom(...integrities), fc.option(fc.constantFrom(...groups)), fc.integer({ min: 300, max: 86_400 }), fc.boolean(),
).map(([cipher, integrity, group, lifetime, gcm]) => ({
  lifetime, ...(group === null ? {} : { group }), ...(gcm ? { cipher: `${cipher}gcm16` as const } : { cipher, integrity }),
}));

const keyText = fc.string({ minLength: 6, maxLength: 128, unit: fc.constantFrom(...Array.from('abcXYZ0189-+&!@#$%^*(),.:_')) }).filter((text) => !/^0[xs]/i.test(text));

/** Every choice that can be made, as it can be combined. */
export const anyOffice: fc.Arbitrary<Office> = fc.record({
  mode: fc.constantFrom('policy' as const, 'route' as const), place: fc.constantFrom('public', 'behind-nat', 'no-address'), identity, esp, keyText,
  version: fc.constantFrom(1 as const, 2 as const), cipher: fc.constantFrom(...ikeCiphers), integrity: fc.constantFrom(...integrities), group: fc.constantFrom(...groups),
  lifetime: fc.integer({ min: 1800, max: 86_400 }), cloudIdentity: identity, offices: fc.integer({ min: 1, max: 4 }), clouds: fc.integer({ min: 1, max: 4 }),
  domains: fc.integer({ min: 1, max: 2 }), withKey: fc.boolean(), name: fc.stringMatching(/^[a-z0-9](?:[a-z0-9-]{0,20}[a-z0-9])?$/),
}).map((choice) => checkOffice({
  name: choice.name, mode: choice.mode,
  office: {
    ...(choice.place === 'no-address' ? {} : { address: '198.51.100.9' }), isBehindNat: choice.place !== 'public', identity: choice.identity,
    ranges: Array.from({ length: choice.offices }, (_, at) => `192.168.${at}.0/24`),
  },
  cloud: {
    tunnels: [{ address: '203.0.113.40', identity: choice.cloudIdentity }, { address: '203.0.113.41', identity: choice.cloudIdentity }].slice(0, choice.mode === 'policy' ? 1 : 2),
    ranges: Array.from({ length: choice.clouds }, (_, at) => `10.240.${at}.0/${24 + at}`),
  },
  ike: { version: choice.version, cipher: choice.cipher, integrity: choice.integrity, group: choice.group, lifetime: choice.lifetime },
  esp: choice.esp, dns: { domains: [domain, olderDomain].slice(0, choice.domains), servers: ['10.240.0.4', '10.240.1.5'].slice(0, choice.clouds) },
  ...(choice.withKey ? { key: new Secret(choice.keyText) } : {}),
}));
