import assert from 'node:assert/strict';
import fc from 'fast-check';
import { array, boolean, fallback, is, nullish, number, object, optional, picklist, pipe, string, trim, union } from 'valibot';
import { checkerOf, type Schema } from '../../../src/cloud/checker';

const schema = object({
  id: string(),
  count: nullish(number()),
  ok: optional(boolean()),
  direction: picklist(['inbound', 'outbound']),
  rules: array(object({ name: optional(string()), next: nullish(object({ href: string() })) })),
});

describe('checker', () => {
  it('agrees with valibot on whatever JSON', () => {
    const check = checkerOf(schema);
    const near = fc.record({
      id: fc.oneof(fc.string(), fc.jsonValue()),
      count: fc.oneof(fc.integer(), fc.constant(null), fc.string()),
      ok: fc.oneof(fc.boolean(), fc.constant(null)),
      direction: fc.constantFrom('inbound', 'outbound', 'sideways'),
      rules: fc.oneof(fc.jsonValue(), fc.array(fc.oneof(fc.record({
        name: fc.string(), next: fc.oneof(fc.constant(null), fc.record({ href: fc.string(), more: fc.nat() }, { requiredKeys: [] })),
      }, { requiredKeys: [] }), fc.jsonValue()))),
    }, { requiredKeys: [] });
    fc.assert(fc.property(fc.oneof(near, fc.jsonValue()), (value) => {
      const body: unknown = JSON.parse(JSON.stringify(value));
      assert.equal(check?.(body), is(schema, body));
    }), { numRuns: 500 });
  });

  it('leaves every schema that changes what it reads to valibot', () => {
    const changing: Schema[] = [
      optional(string(), 'x'), nullish(string(), 'x'), fallback(string(), 'x'), pipe(string(), trim()), union([string(), number()]),
    ];
    for (const one of changing) {
      assert.equal(checkerOf(one), undefined);
      assert.equal(checkerOf(object({ a: string(), b: one })), undefined);
      assert.equal(checkerOf(array(one)), undefined);
      assert.equal(checkerOf(optional(array(one))), undefined);
    }
  });
});
