import assert from 'node:assert/strict';
import { extentOf, isCustomRole, isRole, type PolicyAttribute, type PolicyScope } from '../../../src/model/policy';

const known = { serviceName: 'secrets-manager', serviceInstance: 'one.two' };
const scope = (...attributes: readonly PolicyAttribute[]): PolicyScope => ({ attributes, byTag: false });
const is = (name: string, value: string, operator?: string): PolicyAttribute => ({ name, value, operator });
const service = is('serviceName', 'secrets-manager');

describe('How much of a thing a policy is for', () => {
  const cases: readonly (readonly [string, 'whole' | 'part' | 'none', readonly PolicyScope[]])[] = [
    ['all of it by its service', 'whole', [scope(service)]],
    ['all of it by its service and instance', 'whole', [scope(service, is('serviceInstance', 'one.two'))]],
    ['nothing of it by another service', 'none', [scope(is('serviceName', 'is'))]],
    ['nothing of it where one condition of several fails, whatever the others are', 'none', [scope(service, is('region', 'eu-de'), is('serviceInstance', 'other'))]],
    ['a part of it by what is not known of it', 'part', [scope(service, is('resourceType', 'secret-group'))]],
    ['a part of it by an access tag', 'part', [{ ...scope(service), byTag: true }]],
    ['nothing of it by the tag of another service', 'none', [{ ...scope(is('serviceName', 'is')), byTag: true }]],
    ['all of it by a pattern', 'whole', [scope(is('serviceInstance', 'one.*', 'stringMatch'))]],
    ['all of it by a pattern with a place for one letter', 'whole', [scope(is('serviceInstance', 'one.t?o', 'stringMatch'))]],
    ['nothing of it by a pattern whose dot is a dot', 'none', [scope(is('serviceInstance', 'one-*', 'stringMatch'))]],
    ['nothing of it by a pattern that is only in it', 'none', [scope(is('serviceInstance', 'ne.tw', 'stringMatch'))]],
    ['all of it because it has an instance at all', 'whole', [scope(is('serviceInstance', 'true', 'stringExists'))]],
    ['nothing of it because it has one', 'none', [scope(is('serviceInstance', 'false', 'stringExists'))]],
    ['nothing of it without a scope', 'none', []],
    ['the best of several scopes', 'whole', [scope(is('serviceName', 'is')), scope(service, is('region', 'eu-de')), scope(service)]],
    ['the better of two scopes', 'part', [scope(is('serviceName', 'is')), scope(service, is('region', 'eu-de'))]],
  ];
  for (const [what, expected, scopes] of cases) {
    it(`is ${what}`, () => {
      assert.equal(extentOf(scopes, known), expected);
    });
  }
});

describe('A role', () => {
  const role = (id: string): { id: string; title: string } => ({ id: `crn:v1:bluemix:public:${id}`, title: 't' });

  it('is one of its service or of every service, by its name', () => {
    assert.ok(isRole(role('is::::serviceRole:VPNClient'), 'is', ['VPNClient']));
    assert.ok(isRole(role('iam::::serviceRole:Manager'), 'is', ['Reader', 'Manager']));
    assert.ok(isRole(role('iam::::role:Administrator'), 'is', ['Administrator']));
    assert.ok(!isRole(role('secrets-manager::::serviceRole:Manager'), 'is', ['Manager']));
    assert.ok(!isRole(role('is::::serviceRole:VPNClient'), 'is', ['Manager']));
    assert.ok(!isRole({ id: 'no CRN', title: 't' }, 'is', ['']));
  });

  it('of the account\'s own says nothing by its name', () => {
    const own = role('iam::a/0::customRole:VPNClient');
    assert.ok(isCustomRole(own));
    assert.ok(!isRole(own, 'is', ['VPNClient']));
    assert.ok(!isCustomRole(role('is::::serviceRole:VPNClient')));
  });
});
