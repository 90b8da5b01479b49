import assert from 'node:assert/strict';
import { verifyChain } from '../../../src/certificates/verifyChain';
import { authorityExtensions, Openssl, serverExtensions, skipWithoutOpenssl } from './openssl';

describe('a chain of authorities of Secrets Manager', () => {
  const made = new Openssl();
  const pem = (name: string): string => made.read(`${name}.pem`).toString();
  const url = 'authorityInfoAccess=caIssuers;URI:http://ca.example/v1/ibmcloud/private_cert/config/x/ca';

  before(skipWithoutOpenssl);
  before(() => {
    made.make('root', { extensions: authorityExtensions });
    made.make('inter', { by: 'root', extensions: [...authorityExtensions, url] });
    made.make('server', { by: 'inter', extensions: [...serverExtensions, url] });
    made.make('silent', { by: 'root', extensions: authorityExtensions });
    made.make('below-silent', { by: 'silent', extensions: [...serverExtensions, url] });
    made.make('same', { by: 'root', extensions: [...authorityExtensions, url], subject: '/O=Other/CN=root' });
    made.make('below-same', { by: 'same', extensions: [...serverExtensions, url] });
    for (let depth = 1; depth <= 11; depth += 1) made.make(`deep-${depth}`, { by: depth === 1 ? 'root' : `deep-${depth - 1}`, extensions: [...authorityExtensions, url] });
    made.make('shallow', { by: 'deep-10', extensions: [...serverExtensions, url] });
    made.make('deepest', { by: 'deep-11', extensions: [...serverExtensions, url] });
  });
  after(() => made.remove());

  const codes = async (isPrivate: boolean, leaf: string, ...above: readonly string[]): Promise<string[]> => {
    const chain = [leaf, ...above, 'root'].map(pem);
    assert.equal(made.verify('sslserver', chain), '', 'to openssl all is well');
    return (await verifyChain({ certificate: pem(leaf), above: chain.slice(1).join(''), isPrivate }, 'server')).map(({ code }) => code);
  };
  const deep = (count: number): string[] => Array.from({ length: count }, (_, index) => `deep-${count - index}`);

  it('is as it has to be where every certificate says where its issuer is fetched', async () => {
    assert.deepEqual(await codes(true, 'server', 'inter'), []);
  });

  it('is refused where one was made without that address: it cannot be added', async () => {
    assert.deepEqual(await codes(true, 'below-silent', 'silent'), ['chain.no-issuer-url']);
    assert.deepEqual(await codes(false, 'below-silent', 'silent'), [], 'an imported one needs none');
  });

  it('is refused where two have one common name, or where there are more than eleven', async () => {
    assert.deepEqual(await codes(true, 'below-same', 'same'), ['chain.same-names']);
    assert.deepEqual(await codes(true, 'shallow', ...deep(10)), []);
    assert.deepEqual(await codes(true, 'deepest', ...deep(11)), ['chain.too-many']);
  });
});
