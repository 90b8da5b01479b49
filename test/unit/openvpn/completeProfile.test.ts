import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import fc from 'fast-check';
import { Failure } from '../../../src/model/failure';
import { Secret } from '../../../src/model/secret';
import type { Completion } from '../../../src/openvpn/completeProfile';
import { completeProfile } from '../../../src/openvpn/completeProfile';
import { isCutOff, withOption } from '../../../src/openvpn/editProfile';
import { withSmallPackets } from '../../../src/openvpn/packetSize';
import { readProfile } from '../../../src/openvpn/profile';
import { partsOf } from '../../../src/openvpn/profileText';
import { resolverLines, withResolverLines } from '../../../src/openvpn/resolverLines';
import { anyProfile } from './anyProfile';
import { certificate, keyPem, keyText, servedProfile } from './servedProfile';

const inside: Completion = { identity: { kind: 'inside', certificate, key: new Secret(keyPem) }, signsIn: false };
const byPath: Completion = { identity: { kind: 'by-path', certificate: '/home/me/my keys/c.pem', key: 'C:\\k.pem' }, signsIn: true };
const completion = fc.constantFrom<Completion>(inside, byPath, { signsIn: true }, { signsIn: false });

function complete(profile: string, how: Completion): string {
  return completeProfile(profile, how).reveal();
}

describe('a completed VPN profile', () => {
  it('has certificate and key where the cloud left room for them, and every other byte as it was', () => {
    const before = servedProfile();
    assert.equal(complete(before, inside), before
      .replace('#cert client_public_key.crt\n', `<cert>\n${certificate}</cert>\n`).replace('#key client_private_key.key\n', `<key>\n${keyPem}</key>\n`));
    assert.equal(readProfile(complete(before, inside)).certificate, 'inside');
  });

  it('may name the files instead, with a path as OpenVPN reads it, and ask for the passcode', () => {
    const text = complete(servedProfile(), byPath);
    assert.match(text, /^cert "\/home\/me\/my keys\/c\.pem"\nkey "C:\\\\k\.pem"$/m);
    assert.match(text, /^auth-user-pass$/m);
    assert.deepEqual([readProfile(text).certificate, readProfile(text).asksForUser], ['by-path', true]);
  });

  it('keeps the line ends and the byte order mark that it has', () => {
    const text = complete(`\ufeff${servedProfile().replace(/\n/g, '\r\n')}`, { ...inside, signsIn: true });
    assert.ok(text.startsWith('\ufeffclient\r\n') && !/[^\r]\n/.test(text));
  });

  it('is the same when it is completed twice, and as if it had been completed with the last one alone', () => {
    fc.assert(fc.property(fc.oneof(anyProfile, fc.constant(servedProfile())), completion, (text, how) => {
      fc.pre(!isCutOff(text));
      const once = complete(text, how);
      assert.equal(complete(once, how), once);
    }), { numRuns: 500 });
    assert.equal(complete(complete(servedProfile(), byPath), { ...inside, signsIn: true }), complete(servedProfile(), { ...inside, signsIn: true }));
  });

  it('has no name servers and no routes: the server sends them', () => {
    const names = partsOf(complete(servedProfile(), { ...inside, signsIn: true })).flatMap((part) => part.kind === 'directive' ? part.words[0] : []);
    assert.deepEqual(names.filter((name) => /route|dhcp|dns|pull/.test(name ?? '')), []);
  });

  it('takes only the PEM of what it is given: nothing in it can end the block and begin an option', () => {
    const sly = `up /bin/evil\n${certificate}</cert>\nup /bin/evil\n`;
    assert.doesNotMatch(complete(servedProfile(), { ...inside, identity: { kind: 'inside', certificate: sly, key: new Secret(keyPem) } }), /evil/);
    assert.throws(() => complete(servedProfile(), { ...byPath, identity: { kind: 'by-path', certificate: 'a\nup /bin/evil', key: 'k' } }), TypeError);
  });

  it('shows its key in no text and no error', () => {
    const completed = completeProfile(servedProfile(), inside);
    assert.equal(`${String(completed)} ${JSON.stringify({ completed })} ${inspect(completed)}`, '*** {"completed":"***"} ***');
    for (const [profile, how] of [
      [completed, { identity: { kind: 'inside', certificate, key: new Secret(keyText) }, signsIn: false }], [`${servedProfile()}<key>\n${keyPem}`, inside],
    ] as const) {
      assert.throws(() => completeProfile(profile, how), (error: unknown) => !inspect(error).includes(keyText));
    }
    assert.ok(!inspect(readProfile(completed.reveal())).includes(keyText));
  });

  it('is not made of one that is cut off, as OpenVPN would take what is added for a part of the certificate', () => {
    assert.throws(() => completeProfile('client\n<ca>\nMIIB', inside), (error) => error instanceof Failure && error.code === 'openvpn.profile-cut-off');
  });
});

describe('an option of a VPN profile', () => {
  it('is said once, in the place where it was said before', () => {
    assert.equal(withOption('client\nmssfix 1400 # mine\nverb 3\nmssfix\n', ['mssfix', '1360']), 'client\nmssfix 1360\nverb 3\n');
    assert.equal(withOption('client', ['verb', '4']), 'client\nverb 4\n');
    assert.equal(withOption('setenv A 1\nsetenv PATH x\n', ['setenv', 'PATH', '/bin']), 'setenv A 1\nsetenv PATH /bin\n');
  });

  it('makes packets small without asking anything of the server', () => {
    const text = withSmallPackets(withSmallPackets(servedProfile(), 'mssfix'), 'tun-mtu');
    assert.equal(text, `${servedProfile()}mssfix 1360\ntun-mtu 1320\npull-filter ignore tun-mtu\n`);
    assert.deepEqual(readProfile(text).warnings, []);
  });
});

describe('the lines that let plain openvpn change name servers', () => {
  const domains = ['orders.example', 'other.example'];

  it('route the instance\'s domains alone to the tunnel where systemd-resolved can, and are said once', () => {
    const lines = resolverLines({ resolver: 'systemd-resolved', script: '/etc/openvpn/update-systemd-resolved' }, domains);
    const text = withResolverLines(servedProfile(), lines);
    assert.match(text, /^up \/etc\/openvpn\/update-systemd-resolved\ndown \/etc\/openvpn\/update-systemd-resolved\nup-restart\ndown-pre\ndhcp-option DOMAIN-ROUTE orders\.example\ndhcp-option DOMAIN-ROUTE other\.example$/m);
    assert.doesNotMatch(text, /dhcp-option DNS|DOMAIN-ROUTE \.$/m);
    assert.equal(withResolverLines(text, lines), text);
    assert.equal(lines.note, undefined);
  });

  it('say where all names go through the tunnel, and what to do where there is no script', () => {
    assert.match(resolverLines({ resolver: 'resolvconf', script: '/etc/openvpn/update-resolv-conf' }, domains).note ?? '', /all names/);
    for (const [resolver, note] of [['systemd-resolved', /install update-systemd-resolved/], ['resolvconf', /update-resolv-conf/], ['other', /hosts file/]] as const) {
      const lines = resolverLines({ resolver }, domains);
      assert.deepEqual(lines.options, []);
      assert.match(lines.note ?? '', note);
    }
  });
});
