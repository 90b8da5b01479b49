import assert from 'node:assert/strict';
import { ownAddress } from '../../../src/cloud/ownAddress';
import type { Transport } from '../../../src/cloud/transport';

const never = new AbortController().signal;

function answering(text: string, status = 200): Transport {
  return { send: () => Promise.resolve({ status, headers: {}, body: Buffer.from(text) }) };
}

describe('This machine\'s public address', () => {
  it('is what the page on the internet sees', async () => {
    assert.equal(await ownAddress('https://address.example', never, answering('203.0.113.7\n')), '203.0.113.7');
  });

  it('is none that could be let in where the machine has IPv6 alone, or a carrier\'s NAT or a company stands between: said before anything is made', async () => {
    for (const [text, why] of [
      ['2001:db8::7', /comes from 2001:db8::7: it has no IPv4 address/], ['100.64.3.4', /sees 100\.64\.3\.4, which is no address on the internet/], ['10.1.2.3', /sees 10\.1\.2\.3/],
    ] as const) {
      await assert.rejects(ownAddress('https://address.example', never, answering(text)), { code: 'address-lookup.not-public', why, next: /^Type the IPv4 address or range/ });
    }
  });

  it('is nothing else that a page may say', async () => {
    for (const [text, status] of [['<html>', 200], ['203.0.113.7', 403], ['', 200]] as const) {
      await assert.rejects(ownAddress('https://address.example', never, answering(text, status)), { code: 'address-lookup.unexpected' });
    }
  });
});
