import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseCrn } from '../../../src/model/crn';

describe('a CRN', () => {
  it('gives its parts', () => {
    assert.deepEqual(parseCrn('crn:v1:bluemix:public:is:ca-mon:a/0a1b::vpc:r042-7'), {
      service: 'is', region: 'ca-mon', accountId: '0a1b', instance: '', resourceType: 'vpc', resource: 'r042-7',
    });
  });

  it('may be any text: then it is none', () => {
    fc.assert(fc.property(fc.string(), (text) => assert.equal(parseCrn(text), undefined)));
  });
});
