import { Failure } from '../../../../src/model/failure';
import assert from 'node:assert/strict';
import { judge } from '../../../../src/setup/engine/retry';

function failure(code: string, status: number | undefined, why = 'w', retryAfter?: number): Failure {
  return new Failure({ code, status, what: 'x', why, next: 'n', retryAfter });
}

describe('After a failed change', () => {
  for (const [what, error] of [
    ['a conflict', failure('vpc.conflict', 409)],
    ['too many requests', failure('vpc.rate_limit_exceeded', 429)],
    ['a broken service', failure('vpc.internal_error', 500)],
    ['a lost answer', failure('http.reset', undefined)],
    ['a connection that did not come about', failure('http.refused', undefined)],
    ['a name that could not be resolved', failure('http.name-not-found', undefined)],
    ['a binding of shared names that is on its way', failure('vpc.dns_resolution_binding_pending', 409)],
    ['a subnet whose interface is still there', failure('vpc.subnet_in_use_network_interface_exists', 409)],
    ['a locked VPC, whatever its status', failure('vpc.bad', 400, 'The vpc is locked by another operation')],
    ['a service instance that is too young', failure('vpc.bad', 400, 'Service does not support VPE extensions')],
    ['a certificate that a VPN server may not read yet', failure('vpc.vpn_server_certificate_not_found', 404)],
  ] as const) {
    it(`${what} is tried again`, () => assert.ok((judge(error, 1).wait ?? 0) > 0));
  }

  for (const [what, error] of [
    ['a wrong request', failure('vpc.bad_field', 400)],
    ['a missing permission', failure('vpc.not_authorized', 403)],
    ['a quota, even as a conflict', failure('vpc.over_quota', 409)],
    ['a name that is taken, even as a conflict', failure('vpc.vpn_gateway_duplicate_name', 409)],
    ['a name that is taken, in words', failure('vpc.conflict', 409, 'The name orders-pc is already in use')],
    ['a gateway that this account may not list', failure('vpc.conflict', 409, 'endpoint gateway already exists for this service')],
    ['a VPC that shares its DNS', failure('vpc.conflict', 409, 'The target is resolved by a shared DNS hub of another VPC')],
    ['a gateway that this account may not list, by its code', failure('vpc.endpoint_gateway_exists', 409, 'The VPC has one for this service')],
    ['a VPC that shares its names, by its code', failure('vpc.dns_conflict', 409, 'A gateway of the hub serves the same names')],
    ['a binding of shared names that is there, by its code', failure('vpc.vpc_dns_resolution_binding_conflict', 409)],
    ['a certificate that is not trusted', failure('tls.unknown-root', undefined)],
    ['a failure of our own', failure('key.file-exists', undefined)],
    ['a word that only holds "lock"', failure('vpc.bad_field', 400, 'block storage is missing')],
    ['what is not there', failure('vpc.vpn_server_not_found', 404)],
    ['a defect', new TypeError('x')],
  ] as const) {
    it(`${what} is not tried again`, () => assert.equal(judge(error, 1).wait, undefined));
  }

  it('waits grow, up to half a minute', () => {
    const waits = [1, 2, 3, 4, 5, 6, 7].map((attempt) => judge(failure('vpc.conflict', 409), attempt).wait);
    assert.deepEqual(waits, [2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000]);
  });

  it('a custom resolver that none of its locations makes answer is asked again every 20 s, for ten minutes', () => {
    const waits = Array.from({ length: 31 }, (_, at) => judge(failure('setup.resolver-not-up', 400), at + 1).wait);
    assert.deepEqual([new Set(waits.slice(0, 30)), waits.at(-1)], [new Set([20_000]), undefined]);
  });

  it('waits are at least as long as the server asks for, but no longer than five minutes', () => {
    assert.equal(judge(failure('vpc.x', 429, 'w', 60), 1).wait, 60_000);
    assert.equal(judge(failure('vpc.x', 503, 'w', 86_400), 1).wait, 300_000);
  });

  it('waits out IAM\'s word that a policy is there already: what it means may be ours, which nobody can read for some seconds', () => {
    assert.equal(judge(failure('iam.policy_conflict_error', 409, 'The policy was not created: one with the same attributes already exists.'), 1).wait, 2_000);
  });

  it('tries end; those for a young service instance last a quarter of an hour', () => {
    assert.equal(judge(failure('vpc.conflict', 409), 8).wait, undefined);
    const young = failure('vpc.bad', 400, 'Service does not support VPE extensions');
    const waits = Array.from({ length: 60 }, (_, index) => judge(young, index + 1).wait ?? 0);
    const total = waits.reduce((sum, wait) => sum + wait, 0);
    assert.ok(total >= 15 * 60_000 && total <= 30 * 60_000, String(total));
    assert.deepEqual([waits[38] !== 0, waits[39]], [true, 0]);
  });

  it('those for a certificate that a VPN server may not read yet last four minutes, and nothing was made by them', () => {
    const hidden = failure('vpc.vpn_server_certificate_not_found', 404);
    const waits = Array.from({ length: 20 }, (_, index) => judge(hidden, index + 1).wait ?? 0);
    assert.equal(waits.reduce((sum, wait) => sum + wait, 0), 240_000);
    assert.deepEqual([waits[10] !== 0, waits[11], judge(hidden, 1).uncertain], [true, 0, false]);
  });

  it('only an answer that is lost or broken leaves open whether the change was done', () => {
    assert.equal(judge(failure('http.timeout', undefined), 1).uncertain, true);
    assert.equal(judge(failure('vpc.internal_error', 502), 1).uncertain, true);
    assert.equal(judge(failure('http.unexpected-answer', undefined), 1).uncertain, true);
    assert.equal(judge(failure('vpc.moved', 302), 1).uncertain, true);
    for (const code of ['http.refused', 'http.name-not-found', 'http.unreachable', 'tls.unknown-root']) {
      assert.equal(judge(failure(code, undefined), 1).uncertain, false, code);
    }
    assert.equal(judge(failure('vpc.bad', 400), 1).uncertain, false);
    assert.equal(judge(failure('vpc.bad', 499), 1).uncertain, false);
    assert.equal(judge(failure('vpc.conflict', 409), 1).uncertain, false);
    assert.deepEqual(judge(new TypeError('a defect'), 1), { uncertain: true, wait: undefined });
    assert.equal(judge(failure('iam.signed-out', undefined), 1).uncertain, false);
  });
});
