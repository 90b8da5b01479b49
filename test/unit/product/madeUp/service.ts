import * as v from 'valibot';
import { Secret } from '../../../../src/model/secret';
import type { Service, ServiceEntry } from '../../../../src/model/service';
import { port } from '../../sandbox/services/madeUp/service';

const document = v.object({
  echo: v.object({ hosts: v.array(v.string()) }),
  virtual_private_endpoints: v.object({ dns_domain: v.string() }),
});

const credentials = v.object({ who: v.string(), word: v.string() });

/** Echoes, as the product reads them. */
const echoes: Service = {
  id: 'made-up',
  words: { title: 'Echoes', protocol: 'Echo', member: 'caller', members: 'callers', port: `port ${port}` },
  credential: {
    roles: ['Reader', 'Writer'],
    roleWords: { Reader: 'reads' },
    usualRole: 'Reader',
    variable: 'ECHO_SECRET',
    secretOf: (shown) => {
      const read = v.safeParse(credentials, shown);
      return read.success ? new Secret(`${read.output.who} ${read.output.word}`) : undefined;
    },
  },
  read: ({ plan, extensions }) => {
    const read = v.safeParse(document, extensions);
    return {
      edition: plan, access: 'private', credentialParameters: {},
      members: read.success ? read.output.echo.hosts.map((host) => ({ host, port })) : [],
      privateNames: read.success ? [`*.${read.output.virtual_private_endpoints.dns_domain}`] : [],
      connectable: read.success ? { possible: true } : { possible: false, why: 'It says nothing.', next: 'Wait.' },
    };
  },
  ports: () => [port],
};

export const echoesEntry: ServiceEntry = {
  id: 'made-up', title: 'Echoes', icon: 'megaphone', catalog: { name: 'echoes', id: 'echoes-for-all' }, load: () => Promise.resolve(echoes),
};
