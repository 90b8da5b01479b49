import type { BroughtFile } from '../../../src/certificates/brought';
import type { Purpose } from '../../../src/certificates/finding';
import { authorityExtensions, clientExtensions, p256, serverExtensions, type Openssl } from './openssl';

/** Certificates as somebody brings them, and the verdict. */
export interface Variant {
  readonly title: string;
  readonly purpose?: Purpose;
  readonly files: (made: Openssl) => readonly BroughtFile[];
  /** Codes that refuse; none where it is usable. */
  readonly refused?: readonly string[];
  /** Codes that refuse nothing. */
  readonly told?: readonly string[];
  readonly passphrase?: string;
  /** Days from now. */
  readonly at?: number;
  /** Names of the certificates for openssl to judge, the leaf first. */
  readonly chain?: readonly string[];
}

export const passphrase = 'open, sesame';

/** All that the variants are made of. */
export function makeCertificates(made: Openssl): void {
  made.make('root', { extensions: authorityExtensions, days: 3650, subject: '/O=Orders/CN=Orders root' });
  made.make('inter', { by: 'root', extensions: authorityExtensions, days: 1000 });
  made.make('server', { by: 'inter', extensions: serverExtensions });
  made.make('client', { by: 'inter', extensions: clientExtensions });
  made.make('direct', { by: 'root', extensions: serverExtensions });
  made.make('both', { by: 'inter', extensions: serverExtensions.map((line) => line.replace('=serverAuth', '=serverAuth,clientAuth')) });
  for (const [name, key] of Object.entries(kindsOfKeys)) made.make(name, { by: 'root', extensions: serverExtensions, key });
  madeWrongly(made);
  made.run('pkey -in @server.key -traditional -out @sec1.key');
  made.run('pkey -in @rsa-2048.key -traditional -out @pkcs1.key');
  made.run('ec -in @server.key -outform DER -out @sec1.der');
  made.run('rsa -in @rsa-2048.key -traditional -outform DER -out @pkcs1.der');
  made.run(`pkcs8 -topk8 -in @server.key -v2 aes-256-cbc -passout "pass:${passphrase}" -out @locked.key`);
  made.run(`ec -in @server.key -aes128 -passout "pass:${passphrase}" -out @locked-old.key`);
  made.run('pkcs8 -topk8 -nocrypt -outform DER -in @server.key -out @server.key.der');
  made.run('x509 -in @server.pem -outform DER -out @server.der');
  made.run('x509 -in @server.pem -trustout -addtrust serverAuth -out @server.trusted');
  made.run('x509 -in @server.pem -text -out @server.text');
  made.run('ecparam -name prime256v1 -out @parameters');
  made.write('with-parameters.key', Buffer.concat([made.read('parameters'), made.read('sec1.key')]));
  made.run(`pkcs8 -topk8 -in @server.key -v1 PBE-MD5-DES -provider legacy -provider default -passout "pass:${passphrase}" -out @locked-des.key`);
  made.run('pkey -in @server.key -pubout -out @server.pub');
  made.run('crl2pkcs7 -nocrl -certfile @server.pem -certfile @inter.pem -certfile @root.pem -out @chain.p7b');
  made.run('crl2pkcs7 -nocrl -certfile @server.pem -certfile @inter.pem -certfile @root.pem -outform DER -out @chain.p7b.der');
  made.run('pkcs12 -export -inkey @server.key -in @server.pem -certfile @inter.pem -passout pass:x -out @server.p12');
  made.run('pkcs12 -in @server.p12 -nodes -passin pass:x -out @from-p12.pem');
}

const kindsOfKeys = {
  'rsa-1024': '-algorithm RSA -pkeyopt rsa_keygen_bits:1024', 'rsa-2048': '-algorithm RSA -pkeyopt rsa_keygen_bits:2048',
  'rsa-3072': '-algorithm RSA -pkeyopt rsa_keygen_bits:3072', 'p-384': p256.replace('P-256', 'P-384'), 'p-521': p256.replace('P-256', 'P-521'),
  'p-192': p256.replace('P-256', 'P-192'), secp256k1: p256.replace('P-256', 'secp256k1'), ed25519: '-algorithm ed25519', ed448: '-algorithm ed448',
  'rsa-pss': '-algorithm RSA-PSS -pkeyopt rsa_keygen_bits:2048',
};

function madeWrongly(made: Openssl): void {
  const without = (lines: readonly string[], start: string): readonly string[] => lines.filter((line) => !line.startsWith(start));
  made.run('genpkey -genparam -algorithm DSA -pkeyopt dsa_paramgen_bits:2048 -out @dsa.parameters');
  made.make('dsa', { by: 'root', extensions: serverExtensions, key: '-paramfile @dsa.parameters' });
  made.make('no-eku', { by: 'root', extensions: without(serverExtensions, 'extendedKeyUsage') });
  made.make('no-ku', { by: 'root', extensions: without(serverExtensions, 'keyUsage') });
  made.make('any-eku', { by: 'root', extensions: serverExtensions.map((line) => line.replace('=serverAuth', '=anyExtendedKeyUsage')) });
  made.make('sign-only', { by: 'root', extensions: serverExtensions.map((line) => line.replace('digitalSignature,keyEncipherment', 'nonRepudiation')) });
  made.make('sha1', { by: 'root', extensions: serverExtensions, digest: 'sha1' });
  made.make('critical', { by: 'root', extensions: [...serverExtensions, '1.2.3.4=critical,ASN1:UTF8String:x'] });
  made.make('policies', { by: 'root', extensions: [...serverExtensions, 'certificatePolicies=critical,1.2.3.4'] });
  made.make('alone', { extensions: serverExtensions });
  made.make('alone-ca', { extensions: authorityExtensions });
  made.make('inter-short', { by: 'root', extensions: authorityExtensions, days: 20 });
  made.make('below-short', { by: 'inter-short', extensions: serverExtensions });
  made.make('flagless', { by: 'root', extensions: ['keyUsage=critical,keyCertSign,cRLSign', 'subjectKeyIdentifier=hash', 'basicConstraints=CA:FALSE'] });
  made.make('below-flagless', { by: 'flagless', extensions: serverExtensions });
  made.make('silent', { by: 'root', extensions: ['subjectKeyIdentifier=hash'] });
  made.make('below-silent', { by: 'silent', extensions: serverExtensions });
  made.make('signless', { by: 'root', extensions: [...without(authorityExtensions, 'keyUsage'), 'keyUsage=critical,cRLSign'] });
  made.make('below-signless', { by: 'signless', extensions: serverExtensions });
  made.make('listless', { by: 'root', extensions: [...without(authorityExtensions, 'keyUsage'), 'keyUsage=critical,keyCertSign'] });
  made.make('for-clients', { by: 'root', extensions: [...authorityExtensions, 'extendedKeyUsage=clientAuth'] });
  made.make('below-for-clients', { by: 'for-clients', extensions: serverExtensions });
  made.make('limiting', { by: 'root', extensions: [...authorityExtensions, 'nameConstraints=critical,permitted;DNS:example'] });
  made.make('below-limiting', { by: 'limiting', extensions: serverExtensions });
  made.make('short-root', { extensions: ['basicConstraints=critical,CA:TRUE,pathlen:0', ...without(authorityExtensions, 'basicConstraints')] });
  made.make('too-deep', { by: 'short-root', extensions: authorityExtensions });
  made.make('below-too-deep', { by: 'too-deep', extensions: serverExtensions });
  // Made anew under the same name, with another key; and the same authority renewed, with the same one.
  made.make('namesake', { by: 'root', extensions: authorityExtensions, subject: '/CN=inter' });
  made.make('renewed', { by: 'root', extensions: authorityExtensions, subject: '/CN=inter', keyOf: 'inter', days: 2000 });
  made.make('other-id', { by: 'root', subject: '/CN=inter', keyOf: 'inter', extensions: authorityExtensions.map((line) => line.replace('=hash', '=01:02:03:04')) });
  made.make('crossed', { by: 'alone-ca', extensions: authorityExtensions, subject: '/O=Orders/CN=Orders root', keyOf: 'root', days: 5000 });
  made.make('inter-crossed', { by: 'alone-ca', extensions: authorityExtensions, subject: '/CN=inter', keyOf: 'inter', days: 5000 });
  made.make('exchange-only', { by: 'root', extensions: clientExtensions.map((line) => line.replace('digitalSignature', 'keyEncipherment')), key: kindsOfKeys['rsa-2048'] });
  made.make('weak-inter', { by: 'root', extensions: authorityExtensions, key: kindsOfKeys['rsa-1024'] });
  made.make('below-weak', { by: 'weak-inter', extensions: serverExtensions });
  made.make('sha1-root', { extensions: authorityExtensions, digest: 'sha1' });
  made.make('below-sha1-root', { by: 'sha1-root', extensions: serverExtensions });
}

function file(name: string, bytes: Uint8Array | string): BroughtFile {
  return { name, bytes: typeof bytes === 'string' ? Buffer.from(bytes) : bytes };
}

/** Each in a file of its own. */
const apart = (...names: readonly string[]) => (made: Openssl): readonly BroughtFile[] => names.map((name) => file(name, made.read(name)));
/** All in one file. */
const together = (...names: readonly string[]) => (made: Openssl): readonly BroughtFile[] => [file('all.pem', Buffer.concat(names.map((name) => made.read(name))))];
/** The good ones, with the text of all files changed. */
const changed = (change: (text: string) => string | Buffer) => (made: Openssl): readonly BroughtFile[] => good.map((name) => file(name, change(made.read(name).toString())));
/** Below the root, with the key. */
const below = (name: string, ...others: readonly string[]) => ({
  files: apart(`${name}.pem`, `${name}.key`, ...others.map((each) => `${each}.pem`), 'root.pem'), chain: [name, ...others, 'root'],
});

const good = ['server.pem', 'inter.pem', 'root.pem', 'server.key'];
const chain = ['server', 'inter', 'root'];

export const variants: readonly Variant[] = [
  { title: 'a server\'s certificate, intermediate, authority and key in files of their own', files: apart(...good), chain },
  { title: 'all of it in one file', files: together(...good), chain },
  { title: 'the root first', files: together('root.pem', 'inter.pem', 'server.key', 'server.pem'), told: ['chain.order'], chain },
  { title: 'signed by the root itself', ...below('direct') },
  { title: 'line ends of Windows', files: changed((text) => text.replaceAll('\n', '\r\n')), chain },
  { title: 'line ends of an old Mac', files: changed((text) => text.replaceAll('\n', '\r')), chain },
  { title: 'a byte order mark', files: changed((text) => `\ufeff${text}`), chain },
  { title: 'UTF-16 as PowerShell writes it', files: changed((text) => Buffer.from(`\ufeff${text.replaceAll('\n', '\r\n')}`, 'utf16le')), chain },
  { title: 'UTF-16 with the other byte first', files: changed((text) => Buffer.from(`\ufeff${text}`, 'utf16le').swap16()), chain },
  { title: 'indents and text around', files: changed((text) => `subject=x\n  ${text.replaceAll('\n', '\n  ')}\nSigned-off-by: me`), chain },
  { title: 'no line end at the end', files: changed((text) => text.trimEnd()), chain },
  { title: 'openssl\'s text before the certificate', files: apart('server.text', 'inter.pem', 'root.pem', 'server.key'), chain },
  { title: 'everything twice', files: together(...good, ...good), chain },
  { title: 'a key in SEC 1', files: apart('server.pem', 'inter.pem', 'root.pem', 'sec1.key'), chain },
  { title: 'a key in SEC 1 with its parameters before it', files: apart('server.pem', 'inter.pem', 'root.pem', 'with-parameters.key'), chain },
  { title: 'a key in PKCS 1', files: apart('rsa-2048.pem', 'pkcs1.key', 'root.pem'), chain: ['rsa-2048', 'root'] },
  { title: 'a key in SEC 1, in DER', files: apart('server.pem', 'inter.pem', 'root.pem', 'sec1.der'), chain },
  { title: 'a key in PKCS 1, in DER', files: apart('rsa-2048.pem', 'pkcs1.der', 'root.pem'), chain: ['rsa-2048', 'root'] },
  { title: 'UTF-16 without its mark', files: changed((text) => Buffer.from(text, 'utf16le')), chain },
  { title: 'two certificates for servers, and the key of one', files: apart('direct.pem', ...good), told: ['chain.unused'], chain },
  { title: 'what openssl made of PKCS 12', files: apart('from-p12.pem', 'root.pem'), chain },
  { title: 'in one line, as JSON has it', files: changed((text) => `{"certificate": ${JSON.stringify(text)}}`), chain },
  { title: 'in one line, as JSON of Windows has it', files: changed((text) => JSON.stringify(text.replaceAll('\n', '\r\n'))), chain },
  { title: 'an authority that limits names', ...below('below-limiting', 'limiting'), told: ['chain.name-constraints'] },
  { title: 'certificate and key in DER', files: apart('server.der', 'inter.pem', 'root.pem', 'server.key.der'), chain },
  { title: 'a chain in PKCS 7', files: apart('chain.p7b', 'server.key'), chain },
  { title: 'a chain in PKCS 7, in DER', files: apart('chain.p7b.der', 'server.key'), chain },
  { title: 'a certificate with openssl\'s trust', files: apart('server.trusted', 'inter.pem', 'root.pem', 'server.key'), chain },
  { title: 'a whole folder, with requests, other keys and other certificates', told: ['key.unused', 'chain.unused', 'file.request', 'file.public-key'],
    files: apart(...good, 'server.csr', 'server.pub', 'inter.key', 'client.pem', 'client.key', 'alone-ca.pem'), chain },
  { title: 'RSA with 2048 bits', ...below('rsa-2048') },
  { title: 'RSA with 3072 bits', ...below('rsa-3072') },
  { title: 'P-384', ...below('p-384') },
  { title: 'P-521', ...below('p-521') },
  { title: 'Ed25519', ...below('ed25519'), told: ['key.ed25519'] },
  { title: 'usages of server and client in one', purpose: 'client', files: apart('both.pem', 'both.key', 'inter.pem', 'root.pem'), chain: ['both', 'inter', 'root'] },
  { title: 'policies that are critical', ...below('policies') },
  { title: 'an authority signed with SHA-1 by itself, which nobody goes by', files: apart('below-sha1-root.pem', 'below-sha1-root.key', 'sha1-root.pem'), chain: ['below-sha1-root', 'sha1-root'] },
  { title: 'an intermediate that was renewed, beside its former one', files: apart(...good, 'renewed.pem'), told: ['chain.order', 'chain.unused'], chain: ['server', 'inter', 'renewed', 'root'] },
  { title: 'an authority that signed itself, and was signed by another one that is not there', files: apart(...good, 'crossed.pem'), told: ['chain.unused'],
    chain: ['server', 'inter', 'crossed', 'root'] },
  { title: 'an intermediate that another authority signed as well, which is not there', files: apart('inter-crossed.pem', ...good), told: ['chain.unused'] },
  { title: 'an authority of the same name beside the right one', files: apart('namesake.pem', ...good), told: ['chain.unused'], chain: ['server', 'namesake', 'inter', 'root'] },
  { title: 'a person\'s certificate', purpose: 'client', files: apart('client.pem', 'inter.pem', 'root.pem', 'client.key'), chain: ['client', 'inter', 'root'] },
  { title: 'a person\'s certificate without its key', purpose: 'client', files: apart('client.pem', 'inter.pem', 'root.pem'), chain: ['client', 'inter', 'root'] },
  { title: 'an authority for people, with what stands above it and below', purpose: 'authority', files: apart('client.pem', 'root.pem', 'inter.pem'), told: ['chain.order', 'chain.unused'] },
  { title: 'an authority for people with its key', purpose: 'authority', files: apart('root.pem', 'root.key') },
  { title: 'an authority that may sign no list', purpose: 'authority', files: apart('listless.pem', 'root.pem'), told: ['authority.no-list-usage'] },
  { title: 'a key with a passphrase, which is given', files: apart('server.pem', 'inter.pem', 'root.pem', 'locked.key'), passphrase, chain },
  { title: 'a key with a passphrase in the old form, which is given', files: apart('server.pem', 'inter.pem', 'root.pem', 'locked-old.key'), passphrase, chain },
  { title: 'a certificate that ends in 20 days', files: apart(...good), at: 380, told: ['certificate.soon'], chain },

  { title: 'a key with a passphrase', files: apart('server.pem', 'inter.pem', 'root.pem', 'locked.key'), refused: ['key.protected'], chain },
  { title: 'a key with a passphrase in the old form', files: apart('server.pem', 'inter.pem', 'root.pem', 'locked-old.key'), refused: ['key.protected'], chain },
  { title: 'a key with another passphrase', files: apart('server.pem', 'inter.pem', 'root.pem', 'locked.key'), passphrase: 'x', refused: ['key.wrong-passphrase'], chain },
  { title: 'a key with a passphrase, in a cipher that nobody has any more', files: apart('server.pem', 'inter.pem', 'root.pem', 'locked-des.key'), passphrase, refused: ['key.cipher'], chain },
  { title: 'another one\'s key', files: apart('server.pem', 'inter.pem', 'root.pem', 'client.key'), refused: ['key.mismatch'], chain },
  { title: 'no key', files: apart('server.pem', 'inter.pem', 'root.pem'), refused: ['key.missing'], chain },
  { title: 'the public key', files: apart('server.pem', 'inter.pem', 'root.pem', 'server.pub'), refused: ['key.missing'], told: ['file.public-key'], chain },
  { title: 'a key whose end is missing', refused: ['key.damaged'], chain,
    files: (made) => [...apart('server.pem', 'inter.pem', 'root.pem')(made), file('server.key', made.read('server.key').toString().slice(0, 120))] },
  { title: 'a key that is none inside', refused: ['key.damaged'], chain,
    files: (made) => [...apart('server.pem', 'inter.pem', 'root.pem')(made), file('server.key', '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n')] },
  { title: 'a certificate whose end is missing', refused: ['certificate.damaged'],
    files: (made) => [...apart('inter.pem', 'root.pem', 'server.key')(made), file('server.pem', made.read('server.pem').toString().slice(0, 300))] },
  { title: 'no intermediate', files: apart('server.pem', 'root.pem', 'server.key'), refused: ['chain.incomplete'], told: ['chain.unused'], chain: ['server', 'root'] },
  { title: 'no root', files: apart('server.pem', 'inter.pem', 'server.key'), refused: ['chain.incomplete'], chain: ['server', 'inter'] },
  { title: 'an intermediate made anew under the same name', files: apart('server.pem', 'namesake.pem', 'root.pem', 'server.key'), refused: ['chain.other-issuer'],
    told: ['chain.unused'], chain: ['server', 'namesake', 'root'] },
  { title: 'an intermediate with the right key under another identifier', files: apart('server.pem', 'other-id.pem', 'root.pem', 'server.key'), refused: ['chain.other-issuer'],
    told: ['chain.unused'], chain: ['server', 'other-id', 'root'] },
  { title: 'signed by itself', files: apart('alone.pem', 'alone.key'), refused: ['chain.self-signed'], chain: ['alone'] },
  { title: 'an authority in place of a server\'s certificate', files: apart('root.pem', 'root.key'), refused: ['chain.self-signed', 'certificate.is-authority'], chain: ['root'] },
  { title: 'a server\'s certificate for people', purpose: 'client', files: apart('server.pem', 'server.key', 'inter.pem', 'root.pem'), refused: ['certificate.no-client-usage'], chain },
  { title: 'a person\'s certificate for a server', files: apart('client.pem', 'client.key', 'inter.pem', 'root.pem'), refused: ['certificate.no-server-usage'], chain: ['client', 'inter', 'root'] },
  { title: 'no extended key usage', ...below('no-eku'), refused: ['certificate.no-server-usage'] },
  { title: 'any extended key usage', ...below('any-eku'), refused: ['certificate.no-server-usage'] },
  { title: 'no key usage', ...below('no-ku'), refused: ['certificate.no-key-usage'] },
  { title: 'a key usage for signatures on paper', ...below('sign-only'), refused: ['certificate.no-key-usage'] },
  { title: 'a person\'s key that may exchange keys alone', purpose: 'client', ...below('exchange-only'), refused: ['certificate.no-key-usage'] },
  { title: 'a certificate that has ended', files: apart(...good), at: 500, refused: ['certificate.expired'], chain },
  { title: 'an intermediate that has ended', ...below('below-short', 'inter-short'), at: 25, refused: ['certificate.expired'] },
  { title: 'certificates that are not valid yet', files: apart(...good), at: -3, refused: ['certificate.not-yet'], chain },
  { title: 'an intermediate without the CA flag', ...below('below-flagless', 'flagless'), refused: ['certificate.not-authority'], told: [] },
  { title: 'an intermediate that says nothing of itself', ...below('below-silent', 'silent'), refused: ['certificate.not-authority'] },
  { title: 'an intermediate without keyCertSign', ...below('below-signless', 'signless'), refused: ['certificate.no-sign-usage'] },
  { title: 'an intermediate for clients alone', ...below('below-for-clients', 'for-clients'), refused: ['chain.authority-usage'] },
  { title: 'more authorities than the root allows', files: apart('below-too-deep.pem', 'below-too-deep.key', 'too-deep.pem', 'short-root.pem'), refused: ['chain.path-length'],
    chain: ['below-too-deep', 'too-deep', 'short-root'] },
  { title: 'RSA with 1024 bits', ...below('rsa-1024'), refused: ['key.weak'] },
  { title: 'an intermediate with 1024 bits', ...below('below-weak', 'weak-inter'), refused: ['key.weak'] },
  { title: 'a signature with SHA-1', ...below('sha1'), refused: ['certificate.weak-signature'] },
  { title: 'DSA', ...below('dsa'), refused: ['key.kind'] },
  { title: 'P-192', ...below('p-192'), refused: ['key.kind'] },
  { title: 'the curve of Bitcoin', ...below('secp256k1'), refused: ['key.kind'] },
  { title: 'Ed448', ...below('ed448'), refused: ['key.kind'] },
  { title: 'RSA-PSS', ...below('rsa-pss'), refused: ['key.kind'] },
  { title: 'a critical extension that nobody knows', ...below('critical'), refused: ['certificate.unknown-extension'] },
  { title: 'two certificates for servers, each with its key', files: apart('server.pem', 'server.key', 'direct.pem', 'direct.key', 'inter.pem', 'root.pem'), refused: ['certificate.several'],
    told: ['chain.unused', 'key.unused'] },
  { title: 'an authority that is none', purpose: 'authority', files: apart('client.pem', 'client.key'), refused: ['chain.incomplete', 'certificate.not-authority'] },
  { title: 'PKCS 12', files: apart('server.p12'), refused: ['file.pkcs12'] },
  { title: 'a request', files: apart('server.csr'), refused: ['file.request'] },
  { title: 'a key alone', files: apart('server.key'), refused: ['certificate.none'] },
  { title: 'an empty file', files: () => [file('empty.pem', '')], refused: ['file.empty'] },
  { title: 'no file', files: () => [], refused: ['certificate.none'] },
  { title: 'something else', files: () => [file('notes.txt', 'Dear reader,')], refused: ['file.nothing'] },
  { title: '10 MB', files: () => [file('film.mp4', Buffer.alloc(10 * 1024 * 1024, 0x30))], refused: ['file.too-large'] },
  { title: 'bytes that begin like DER', files: () => [file('x.der', Buffer.from('3082ffff0201', 'hex'))], refused: ['file.nothing'] },
];

