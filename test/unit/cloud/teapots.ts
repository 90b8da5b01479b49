import { Secret } from '../../../src/model/secret';
import type { CredentialKind, Service, ServiceEntry } from '../../../src/model/service';

/** Made up, as is its service: it has nothing of those that the product knows. */
export const teapotCredential: CredentialKind = {
  roles: ['Guest', 'Host'],
  roleWords: {},
  usualRole: 'Guest',
  variable: 'TEAPOT_SPOUT',
  secretOf: (credentials) => {
    const spout = field(credentials, 'spout');
    return spout === undefined ? undefined : new Secret(spout);
  },
};

const teapots: Service = {
  id: 'teapots',
  words: { title: 'Teapots', protocol: 'HTCPCP', member: 'spout', members: 'spouts', port: 'port 418' },
  credential: teapotCredential,
  read: ({ plan, state, extensions, parameters }) => ({
    edition: `${plan} pot`,
    access: 'private',
    members: [{ host: field(extensions, 'spout') ?? 'none', port: 418 }],
    privateNames: [],
    connectable: state === 'active' ? { possible: true } : { possible: false, why: `It is ${state}.`, next: 'Wait.' },
    credentialParameters: { milk: field(parameters, 'milk') ?? 'no' },
  }),
  ports: () => [418],
};

/** A service that is on no list but a test's, and how often it was loaded. */
export function madeUpService(): { readonly entry: ServiceEntry; readonly loaded: () => number } {
  let loads = 0;
  const load = () => {
    loads += 1;
    return Promise.resolve(teapots);
  };
  return { entry: { id: 'teapots', title: 'Teapots', icon: 'flame', catalog: { name: 'teapot', id: 'known-id' }, load }, loaded: () => loads };
}

function field(value: unknown, name: string): string | undefined {
  const found: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
  return typeof found === 'string' ? found : undefined;
}
