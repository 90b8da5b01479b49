import assert from 'node:assert/strict';
import { sshItems } from '../../../../src/ui/routes/vsi/items';
import { httpProxy } from '../../../../src/ui/session/httpProxy';

const none = { proxy: '', proxySupport: 'override' };

describe('the proxy that HTTP goes through and SSH does not', () => {
  it('is the editor\'s, or else the environment\'s', () => {
    assert.equal(httpProxy({ ...none, proxy: 'http://proxy.example:3128' }, { HTTPS_PROXY: 'http://other.example' }), 'proxy.example:3128');
    assert.equal(httpProxy(none, { https_proxy: 'http://other.example:8080/' }), 'other.example:8080');
    assert.equal(httpProxy(none, { HTTP_PROXY: 'proxy:3128' }), 'proxy:3128');
  });

  it('is none where none is set, or the editor uses none', () => {
    assert.equal(httpProxy(none, {}), undefined);
    assert.equal(httpProxy({ proxy: undefined, proxySupport: undefined }, { HTTPS_PROXY: '' }), undefined);
    assert.equal(httpProxy({ proxy: 'http://proxy.example', proxySupport: 'off' }, {}), undefined);
    assert.equal(httpProxy({ ...none, proxy: 'http://:' }, {}), undefined);
  });

  it('is named without the name and password that it wants', () => {
    assert.equal(httpProxy({ ...none, proxy: 'http://ana:canary-4711@proxy.example:3128' }, {}), 'proxy.example:3128');
  });

  it('is said where this machine\'s address is looked up', () => {
    const detail = (proxy?: string): string => sshItems({ lookupHost: 'address.example', proxy })[0]?.detail ?? '';
    assert.match(detail('proxy.example:3128'), /through the proxy proxy\.example:3128; SSH goes without it/);
    assert.doesNotMatch(detail(), /proxy/);
  });
});
