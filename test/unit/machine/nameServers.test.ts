import assert from 'node:assert/strict';
import type { LinkNameServers } from '../../../src/machine/nameServers';
import { linksAskedFor, resolvConf, resolvedStatus } from '../../../src/machine/nameServers';

const status = `Global
         Protocols: -LLMNR -mDNS -DNSOverTLS DNSSEC=no/unsupported
  resolv.conf mode: stub

Link 2 (wlan0)
    Current Scopes: DNS
         Protocols: +DefaultRoute -LLMNR -mDNS -DNSOverTLS DNSSEC=no/unsupported
Current DNS Server: 192.168.1.1
       DNS Servers: 192.168.1.1 192.168.1.2
        DNS Domain: home.example

Link 7 (tun0)
    Current Scopes: DNS
         Protocols: -DefaultRoute -LLMNR -mDNS -DNSOverTLS DNSSEC=no/unsupported
       DNS Servers: 161.26.0.7
                    161.26.0.8
        DNS Domain: ~orders.example
`;
const older = `Link 3 (eth0)
      Current Scopes: DNS
DefaultRoute setting: yes
         DNS Servers: 10.0.0.2
          DNS Domain: ~.
`;

describe('the name servers of a machine', () => {
  it('are read of resolv.conf, with comments and the last list of domains', () => {
    assert.deepEqual(resolvConf('# by hand\nnameserver 10.0.0.2 # office\nsearch a.example\nnameserver fe80::1%eth0\nsearch b.example c.example\noptions edns0\n'),
      { servers: ['10.0.0.2', 'fe80::1%eth0'], domains: ['b.example', 'c.example'] });
    assert.deepEqual(resolvConf(''), { servers: [], domains: [] });
  });

  it('are read link by link of systemd-resolved, on one line or several, of older versions too', () => {
    assert.deepEqual(resolvedStatus(status), [
      { link: undefined, servers: [], domains: [], isDefault: false }, { link: 'wlan0', servers: ['192.168.1.1', '192.168.1.2'], domains: ['home.example'], isDefault: true },
      { link: 'tun0', servers: ['161.26.0.7', '161.26.0.8'], domains: ['~orders.example'], isDefault: false },
    ]);
    assert.deepEqual(resolvedStatus(older), [{ link: 'eth0', servers: ['10.0.0.2'], domains: ['~.'], isDefault: true }]);
    assert.deepEqual(resolvedStatus('Failed to get global data: Unit dbus-org.freedesktop.resolve1.service not found.\n'), []);
  });

  it('that are asked for a name are those of the longest domain, otherwise the default ones', () => {
    const links = [...resolvedStatus(status), ...resolvedStatus(older)];
    const asked = (name: string, some: readonly LinkNameServers[] = links) => linksAskedFor(name, some).map(({ link }) => link);
    assert.deepEqual(asked('kafka-0.orders.example'), ['tun0']);
    assert.deepEqual(asked('ORDERS.example'), ['tun0']);
    assert.deepEqual(asked('myorders.example'), ['eth0'], 'all names go to eth0');
    assert.deepEqual(asked('elsewhere.example', resolvedStatus(status)), ['wlan0']);
  });
});
