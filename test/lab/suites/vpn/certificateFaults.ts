import { issueClient } from '../../../../src/certificates/issue';
import { newRevocationList } from '../../../../src/certificates/revocationList';
import type { NewVpnAuthentication } from '../../../../src/cloud/vpcRequests';
import type { VpnBench } from './bench';
import type { VpnFault } from './fault';
import { takeRole } from './role';
import { authorityOf, kept, signedBy, withClient, withServerCertificate } from './wrongCertificates';

/** Ended twelve hours ago. */
const ended = { days: -0.5 };

async function withList(bench: VpnBench, revocationList: string | undefined): Promise<void> {
  const authentication = (await bench.server()).authentication.map((each): NewVpnAuthentication => {
    if (each.method === 'certificate') return { method: 'certificate', authorityCrn: each.authorityCrn, revocationList };
    return { method: 'username' };
  });
  await bench.change({ authentication });
}

/** Dials, and waits for what openvpn makes of it. */
async function fails({ person, signal }: VpnBench, says: RegExp): Promise<void> {
  const dial = await person.dial({}, signal);
  await dial.says(says);
}

/** A handshake that the server leaves without a word ends when the client has waited long enough. */
const patience = { more: ['--hand-window', '4'] };

async function failsInSilence({ person, signal }: VpnBench): Promise<void> {
  const dial = await person.dial(patience, signal);
  await dial.says(/TLS Error: TLS (?:key negotiation|handshake) failed/);
}

/** What goes wrong with certificates and sign-ins. */
export const certificateFaults: readonly VpnFault[] = [
  {
    what: 'the person\'s certificate expired', verdict: 'tunnel vpn.client-certificate-expired', remedy: 'a new certificate',
    make: async (bench) => {
      const { certificate, key } = await issueClient(await authorityOf(bench), { name: 'anna', ...ended });
      bench.heals(await withClient(bench, { certificate, key }));
      await failsInSilence(bench);
    },
    mend: async (bench) => {
      await bench.heal();
      await bench.person.connect({}, bench.signal);
    },
  },
  {
    what: 'the person\'s certificate is for servers', verdict: 'tunnel vpn.client-certificate-usage', remedy: 'a certificate for clients',
    make: async (bench) => {
      bench.heals(await withClient(bench, await signedBy(await authorityOf(bench), 'anna', ['keyUsage=digitalSignature', 'extendedKeyUsage=serverAuth'])));
      await failsInSilence(bench);
    },
    mend: async (bench) => {
      await bench.heal();
      await bench.person.connect({}, bench.signal);
    },
  },
  {
    what: 'the revocation list expired', verdict: 'tunnel vpn.revocation-list-expired', remedy: 'a new list',
    make: async (bench) => {
      await withList(bench, await newRevocationList(await authorityOf(bench), ended));
      await failsInSilence(bench);
    },
    mend: async (bench) => {
      await withList(bench, await newRevocationList(await authorityOf(bench)));
      await bench.person.connect({}, bench.signal);
    },
    after: (bench) => withList(bench, undefined),
  },
  {
    what: 'the server\'s certificate is for clients', verdict: 'tunnel vpn.server-usage', remedy: 'a certificate for servers',
    make: async (bench) => {
      const wrong = await signedBy(await authorityOf(bench), 'vpn', ['keyUsage=digitalSignature', 'extendedKeyUsage=clientAuth']);
      bench.heals(await withServerCertificate(bench, wrong, (await kept(bench)).authority.certificate));
      await fails(bench, /VERIFY ERROR/);
    },
    mend: async (bench) => {
      await bench.heal();
      await bench.person.connect({}, bench.signal);
    },
  },
  {
    what: 'the server\'s chain ends before its root', verdict: 'tunnel vpn.server-unknown', remedy: 'the whole chain',
    make: async (bench) => {
      const between = await signedBy(await authorityOf(bench), 'between', ['basicConstraints=critical,CA:TRUE', 'keyUsage=keyCertSign,cRLSign']);
      const server = await signedBy(between, 'vpn', ['keyUsage=digitalSignature', 'extendedKeyUsage=serverAuth,clientAuth']);
      bench.heals(await withServerCertificate(bench, server, between.certificate));
      await fails(bench, /VERIFY ERROR/);
    },
    mend: async (bench) => {
      await bench.heal();
      await bench.person.connect({}, bench.signal);
    },
  },
  {
    what: 'a passcode that was never given', verdict: 'tunnel vpn.passcode-wrong', remedy: 'a new passcode',
    make: async ({ person, signal }) => {
      await (await person.dial({ passcode: 'guessed' }, signal)).says(/AUTH_FAILED/);
    },
    mend: ({ person, signal }) => person.connect({}, signal),
  },
  {
    what: 'a passcode that was used before', verdict: 'tunnel vpn.passcode-wrong', remedy: 'a new passcode',
    make: async ({ person, product, signal }) => {
      const passcode = product.sandbox.newPasscode();
      await person.connect({ passcode }, signal);
      await (await person.dial({ passcode }, signal)).says(/AUTH_FAILED/);
    },
    mend: ({ person, signal }) => person.connect({}, signal),
  },
  {
    what: 'the role VPN Client was taken away', verdict: 'tunnel vpn.passcode-no-role', remedy: 'the role given again',
    make: async (bench) => {
      bench.heals(takeRole(bench.product.sandbox));
      await fails(bench, /AUTH_FAILED/);
    },
    mend: async (bench) => {
      await bench.heal();
      await bench.person.connect({}, bench.signal);
    },
  },
  {
    what: 'a passcode asked for a second time', verdict: 'tunnel vpn.passcode-spent', remedy: 'a new passcode',
    make: async (bench) => {
      const dial = await bench.person.connect({}, bench.signal);
      await bench.disconnect(dial);
      await dial.says(/AUTH_FAILED/);
    },
    mend: ({ person, signal }) => person.connect({}, signal),
  },
];
