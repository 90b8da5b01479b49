import assert from 'node:assert/strict';
import { logStates } from '../../../src/openvpn/logStates';
import { logVerdict } from '../../../src/openvpn/logVerdict';

const day = '2026-11-27 23:26:06';
const start = `${day} OpenVPN 2.6.14 x86_64-pc-linux-gnu [SSL (OpenSSL)]`;
const code = (...lines: readonly string[]) => logVerdict(lines.join('\n'))?.state.code;

describe('the log of OpenVPN', () => {
  it('tells what no server here can make: rights, routes, names', () => {
    for (const [line, wanted] of [
      ['ERROR: Cannot ioctl TUNSETIFF tun: Operation not permitted (errno=1)', 'openvpn.no-rights'],
      ['All tap-windows6 adapters on this system are currently in use or disabled.', 'openvpn.no-rights'],
      ['Recursive routing detected, drop tun packet to [AF_INET]203.0.113.9:443', 'openvpn.recursive-routing'],
      ['ROUTE: route addition failed using service: The object already exists.   [status=5010 if_index=12]', 'openvpn.route-conflict'],
      ['WARNING: potential route subnet conflict between local LAN [192.168.1.0/255.255.255.0] and remote VPN [192.168.1.0/255.255.255.0]', 'openvpn.same-subnet'],
      ['RESOLVE: Cannot resolve host address: x.vpn-server.appdomain.cloud:443 (Name or service not known)', 'openvpn.name'],
      ['TCP: connect to [AF_INET]203.0.113.9:443 failed: Connection timed out', 'openvpn.no-answer'],
      ['VERIFY ERROR: depth=0, error=certificate is not yet valid: CN=server', 'openvpn.server-certificate-early'],
    ] as const) {
      assert.equal(code(start, `${day} ${line}`), wanted, line);
    }
    assert.equal(code(start, `${day} UDPv4 link local: (not bound)`), undefined);
    assert.equal(code(''), undefined);
  });

  it('may be that of a client which tried for days: all of it is not held once for each try', () => {
    const silent = `${day} UDPv4 link local: (not bound)\n`.repeat(40);
    const tries = `${silent}${day} TCP: connect to [AF_INET]203.0.113.9:443 failed: Connection timed out\n${day} Restart pause, 300 second(s)\n`.repeat(3_000);
    assert.equal(code(start, tries), 'openvpn.no-answer');
    assert.equal(code(start, `${tries}${day} AUTH: Received control message: AUTH_FAILED`), 'openvpn.sign-in-refused');
  });

  it('counts from its last try alone of which anything is known, wherever that stands', () => {
    const [refused, pause, nothing] = [`${day} AUTH_FAILED`, `${day} Restart pause, 1 second(s)`, `${day} UDPv4 link local: (not bound)`];
    for (let at = 0; at < 9; at += 1) {
      const tries = Array.from({ length: 9 }, (_, each) => each < at ? [`${day} RESOLVE: x`, pause] : each === at ? [refused, pause] : [nothing, pause]).flat();
      assert.equal(code(start, ...tries), 'openvpn.sign-in-refused', String(at));
    }
  });

  it('tells apart a server that is silent, one that is cut off, and one that does not agree', () => {
    const failed = [`${day} TLS Error: TLS key negotiation failed to occur within 60 seconds (check your network connectivity)`, `${day} SIGUSR1[soft,tls-error] received, process restarting`, `${day} Restart pause, 1 second(s)`];
    const [first, ok] = [`${day} TLS: Initial packet from [AF_INET]203.0.113.9:443, sid=62 88`, `${day} VERIFY OK: depth=0, CN=server`];
    assert.equal(code(start, ...failed), 'openvpn.no-answer');
    assert.equal(code(start, first, ...failed), 'openvpn.stops-short');
    assert.equal(code(start, first, ok, ...failed), 'openvpn.client-refused');
    assert.equal(code(start, ...failed, first, ok, `${day} Initialization Sequence Completed`), 'openvpn.connected', 'the last try counts');
    assert.equal(code(start, first, ok, `${day} Initialization Sequence Completed`, ...failed.slice(1), ...failed), 'openvpn.no-answer');
  });

  it('is quoted by the line that says it, with nothing in it that moves a cursor', () => {
    assert.equal(logVerdict(`${start}\n${day} AUTH: Received control message: AUTH_FAILED\u001b[2J\nmore`)?.line, `${day} AUTH: Received control message: AUTH_FAILED[U+001B][2J`);
  });

  it('has a cause and a cure for each state, and one code each', () => {
    assert.equal(new Set(logStates.map((state) => state.code)).size, logStates.length);
    for (const state of logStates) assert.ok(/^[A-Z].*\.$/.test(state.cause()) && /^[A-Z].*\.$/.test(state.next()), state.code);
  });
});
