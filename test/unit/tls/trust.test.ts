import assert from 'node:assert/strict';
import { makeAuthority } from '../kafka/support/certificates';
import { verifying } from '../../../src/tls/trust';

describe('how a peer is verified', () => {
  const place = { host: 'kafka-0.private.test', port: 9093 };

  it('is by its own name, with TLS 1.2 at least, and never not at all', () => {
    assert.deepEqual(verifying(place, []), { host: 'kafka-0.private.test', servername: 'kafka-0.private.test', minVersion: 'TLSv1.2' });
    assert.equal(verifying({ host: '10.249.1.4', port: 1 }, []).servername, '');
    assert.equal(verifying({ host: 'fd00::1', port: 1 }, []).servername, '');
  });

  it('reads the system\'s authorities once for each list of others', () => {
    const authorities = [makeAuthority().pem];
    const { secureContext } = verifying(place, authorities);
    assert.ok(secureContext);
    assert.equal(verifying({ host: 'other.test', port: 1 }, authorities).secureContext, secureContext);
    assert.notEqual(verifying(place, [...authorities]).secureContext, secureContext);
  });
});
