import assert from 'node:assert/strict';
import { createPrivateKey, createPublicKey, X509Certificate } from 'node:crypto';
import { detailsOf } from '../../../../src/sandbox/tls/certificateReader';
import { issue, keyIdentifier } from '../../../../src/sandbox/tls/x509';
import { OpenSsl } from './openssl';
import { SecretsBench } from './support';

describe('certificates that are imported into the sandbox\'s Secrets Manager', function suite() {
  this.timeout(60_000);
  const openssl = new OpenSsl();
  let secrets: SecretsBench;
  before(async () => {
    secrets = await SecretsBench.start();
    openssl.authority('own');
    openssl.authority('stranger');
    openssl.signed('vpn.example', 'own');
    openssl.signed('middle', 'own', ['basicConstraints=critical,CA:TRUE', 'keyUsage=critical,keyCertSign']);
    openssl.signed('below.example', 'middle');
    openssl.run('pkey', '-in', 'vpn.example.key', '-aes256', '-passout', 'pass:secret', '-out', 'encrypted.key');
    openssl.run('genpkey', '-algorithm', 'ed25519', '-out', 'edwards.key');
    openssl.run('req', '-x509', '-key', 'edwards.key', '-out', 'edwards.crt', '-subj', '/CN=edwards', '-days', '30');
  });
  after(async () => {
    openssl.remove();
    await secrets.stop();
  });

  const material = (name = 'vpn.example', chain: readonly string[] = ['own'], key = name) => ({
    certificate: openssl.read(`${name}.crt`), ...(key === '' ? {} : { private_key: openssl.read(`${key}.key`) }),
    ...(chain.length === 0 ? {} : { intermediate: chain.map((one) => openssl.read(`${one}.crt`)).join('') }),
  });
  const prototype = (name: string, content: object) => ({ secret_type: 'imported_cert', name, ...content });

  it('are read as what they are: names, issuer, serial number, algorithms and dates', async () => {
    const made = await secrets.done('POST', '/secrets', prototype('read', material()));
    const certificate = new X509Certificate(material().certificate);
    assert.equal(made.get('common_name').text, 'vpn.example');
    assert.equal(made.get('issuer').text, 'CN=own');
    assert.equal(made.get('serial_number').text.replaceAll(':', ''), certificate.serialNumber.toLowerCase());
    assert.equal(made.get('key_algorithm').text, 'EC256');
    assert.equal(made.get('signing_algorithm').text, 'ECDSA-SHA256');
    assert.equal(made.get('expiration_date').text, new Date(certificate.validTo).toISOString());
    assert.equal(made.get('state_description').text, 'active');
  });

  it('may come without a key or without a chain, and with a chain of several', async () => {
    await secrets.done('POST', '/secrets', prototype('client-authority', material('own', [], '')));
    const whole = await secrets.done('POST', '/secrets', prototype('long-chain', material('below.example', ['middle', 'own'])));
    assert.equal(whole.get('intermediate').text.match(/BEGIN CERTIFICATE/g)?.length, 2);
    const metadata = await secrets.done('GET', `/secrets/${whole.get('id').text}/metadata`);
    assert.deepEqual(['certificate', 'intermediate', 'private_key'].map((name) => metadata.get(name).value), [undefined, undefined, undefined]);
  });

  it('are taken with the line ends of Windows', async () => {
    const windows = Object.fromEntries(Object.entries(material()).map(([name, text]) => [name, text.replaceAll('\n', '\r\n')]));
    await secrets.done('POST', '/secrets', prototype('windows', windows));
  });

  const wrong: Readonly<Record<string, readonly [() => object, RegExp]>> = {
    'a text that is none': [() => ({ certificate: 'hello' }), /Unable to parse the certificate/],
    'a certificate that is cut off': [() => ({ certificate: material().certificate.replace(/[A-Za-z0-9+/]{64}\n/, '') }), /Unable to parse the certificate/],
    'a key of another certificate': [() => material('vpn.example', [], 'own'), /does not match the certificate/],
    'an encrypted key': [() => ({ ...material('vpn.example', [], ''), private_key: openssl.read('encrypted.key') }), /private key is encrypted/],
    'a key that is none': [() => ({ ...material('vpn.example', [], ''), private_key: 'hello' }), /Unable to parse the private key/],
    'a key of Edwards\' curves': [() => material('edwards', []), /algorithm of the private key/],
    'a chain that did not issue it': [() => material('vpn.example', ['stranger']), /did not issue/],
    'a chain in the wrong order': [() => material('below.example', ['own', 'middle']), /did not issue/],
    'a chain that lacks its middle': [() => material('below.example', ['own']), /did not issue/],
    'a chain that is none': [() => ({ ...material(), intermediate: 'hello' }), /Unable to parse the intermediate certificate/],
    'a field that it does not know': [() => ({ ...material(), colour: 'red' }), /colour/],
  };
  for (const [what, [content, words]] of Object.entries(wrong)) {
    it(`are refused: ${what}`, async () => {
      assert.match(await secrets.refused(400, 'POST', '/secrets', prototype('wrong', content())), words);
    });
  }

  it('have a name once a type in the whole instance, whatever the group', async () => {
    const group = (await secrets.done('POST', '/secret_groups', { name: 'another' })).get('id').text;
    await secrets.done('POST', '/secrets', prototype('once', material()));
    assert.match(await secrets.refused(409, 'POST', '/secrets', { ...prototype('once', material()), secret_group_id: group }), /already exists/);
    await secrets.refused(400, 'POST', '/secrets', prototype('-wrong-', material()));
    const found = await secrets.done('GET', '/secret_groups/default/secret_types/imported_cert/secrets/once');
    assert.equal(found.get('private_key').text, material().private_key);
    await secrets.refused(404, 'GET', '/secret_groups/another/secret_types/imported_cert/secrets/once');
  });

  it('are destroyed when they expire, though they are locked, and are refused when they had', async () => {
    const [issuer, key] = [new X509Certificate(openssl.read('own.crt')), openssl.read('vpn.example.key')];
    const { bench } = secrets;
    const short = issue({
      name: detailsOf(issuer).subject, privateKey: createPrivateKey(openssl.read('own.key')), keyIdentifier: keyIdentifier(issuer.publicKey),
    }, { name: detailsOf(issuer).subject, publicKey: createPublicKey(key), from: new Date(Date.now() - 9_000), until: new Date(Date.now() + 2_000), extensions: [] });
    const id = (await secrets.done('POST', '/secrets', prototype('short', { certificate: short, private_key: key }))).get('id').text;
    await secrets.done('POST', `/secrets/${id}/locks_bulk`, { locks: [{ name: 'in-use' }] });
    const expired = await bench.until(() => secrets.call('GET', `/secrets/${id}`), ({ body }) => body.get('state_description').text === 'destroyed');
    assert.equal(expired.body.get('state_description').text, 'destroyed');
    assert.equal(expired.body.get('private_key').value, undefined);
    assert.match(await secrets.refused(400, 'POST', '/secrets', prototype('expired', { certificate: short })), /has expired/);
  });
});
