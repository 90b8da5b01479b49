import assert from 'node:assert/strict';
import fc from 'fast-check';
import { everyItem, pages, queryOfLink } from '../../../src/cloud/paging';

type Next = Readonly<Record<string, string>> | undefined;

describe('paging', () => {
  it('yields each item exactly once and in order, however the pages are cut', async () => {
    await fc.assert(fc.asyncProperty(fc.array(fc.array(fc.integer())), async (cut) => {
      const read = (next: Next) => {
        const at = Number(next?.['start'] ?? 0);
        return Promise.resolve({ items: cut[at] ?? [], next: at + 1 < cut.length ? { start: String(at + 1) } : undefined });
      };
      assert.deepEqual(await everyItem(pages(read, 'Could not list')), cut.flat());
    }));
  });

  it('stops at a page that the list had before, whichever it is', async () => {
    await fc.assert(fc.asyncProperty(fc.integer({ min: 1, max: 8 }), fc.nat(8), async (length, back) => {
      let reads = 0;
      const read = (next: Next) => {
        reads += 1;
        const at = Number(next?.['start'] ?? 0);
        return Promise.resolve({ items: [at], next: { start: String(at + 1 < length ? at + 1 : back % length) } });
      };
      await assert.rejects(everyItem(pages(read, 'Could not list the keys')), { code: 'http.endless-list', what: 'Could not list the keys' });
      assert.ok(reads <= 2 * length + 1);
    }));
  });

  it('stops at its cap when the pages never end', async () => {
    let reads = 0;
    const read = () => {
      reads += 1;
      return Promise.resolve({ items: [], next: { start: String(reads) } });
    };
    await assert.rejects(everyItem(pages(read, 'Could not list')), { code: 'http.endless-list' });
    assert.equal(reads, 2001);
  });

  it('takes the parameters of a next link, absolute or not, and nothing else of it', () => {
    assert.deepEqual(queryOfLink('https://elsewhere.example/v1/keys?limit=100&start=a%2Bb'), { limit: '100', start: 'a+b' });
    assert.deepEqual(queryOfLink('/v2/resource_instances?next_docid=g1&limit=10'), { next_docid: 'g1', limit: '10' });
  });

  it('takes a link that leads nowhere for the end', () => {
    for (const link of [undefined, null, '', '/v2/resource_instances', 'http://[']) {
      assert.equal(queryOfLink(link), undefined);
    }
  });

  it('reads any text as a link without throwing', () => {
    fc.assert(fc.property(fc.string(), (text) => {
      const query = queryOfLink(text);
      assert.ok(query === undefined || Object.keys(query).length > 0);
    }));
  });
});
