import * as v from 'valibot';
import type { Extensions, SandboxService } from '../../../../../src/sandbox/services/service';
import { echoPeer } from './echoPeer';

export const port = 7007;

const published = v.object({ echo: v.optional(v.object({ hosts: v.array(v.string()) }), { hosts: [] }) });

/** A service that the product has not: it sends back every line of whoever signed in. */
export const madeUp: SandboxService = {
  id: 'made-up',
  catalog: { id: 'echoes-for-all', name: 'echoes', display: 'Echoes' },
  plans: [{
    id: 'echoes-for-all-loud', name: 'loud', display: 'Loud', oneTimeCredentials: false,
    charges: [{ metric: 'part-echo', name: 'Echo', unit: 'ECHOES', unitName: 'Echo', price: 0.25 }],
  }],
  document({ guid, region, plan, parameters }): Extensions {
    const domain = `${guid}.private.${region}.echoes.test`;
    return {
      echo: { hosts: ['near', 'far'].map((member) => `${member}.${domain}`), plan, ...parameters },
      virtual_private_endpoints: { dns_domain: domain, dns_hosts: ['', '*'] },
    };
  },
  members: (extensions) => v.parse(published, extensions).echo.hosts.map((host) => ({ host, port })),
  credential: (instance, key) => ({ who: `user_${key.id}`, word: key.apiKey, at: v.parse(published, instance.extensions).echo.hosts }),
  startPeer: ({ authority }) => echoPeer(authority),
};
