import { strict as assert } from 'node:assert';
import { systemNetwork } from '../../../src/diagnose/vantage/local';
import { brokerName, gatewayAddress, serviceDomain } from '../../unit/sandbox/network/truths';
import type { ResolverAnswer } from '../faults/fault';
import { publicName, publicNameAddress } from '../network/names';
import { workingLab } from './workingLab';

const wrongAddress = '10.9.9.9';
const lateMs = 400;
const resolver = { kind: 'resolver-answers', host: 'vpc/vpc-1' } as const;

/** What programs make of an answer: `dig` and `getent` on a server, asking for a broker, and the product on the laptop, asking for a public name. */
const made: readonly { readonly answer: ResolverAnswer; readonly dig: RegExp; readonly getent: string; readonly product: string }[] = [
  { answer: 'nxdomain', dig: /status: NXDOMAIN/, getent: '', product: 'ENOTFOUND' },
  { answer: 'servfail', dig: /status: SERVFAIL/, getent: '', product: 'EAI_AGAIN' },
  { answer: 'refused', dig: /status: REFUSED/, getent: '', product: 'EAI_AGAIN' },
  { answer: 'no-data', dig: /status: NOERROR.*ANSWER: 0/s, getent: '', product: 'ENOTFOUND' },
  { answer: 'silent', dig: /timed out/, getent: '', product: 'EAI_AGAIN' },
  { answer: 'garbage', dig: /Got bad packet/, getent: '', product: 'ENOTFOUND' },
  { answer: 'truncated', dig: /Truncated, retrying in TCP mode.*ANSWER: 1/s, getent: gatewayAddress, product: publicNameAddress },
  { answer: { address: wrongAddress }, dig: /status: NOERROR.*10\.9\.9\.9/s, getent: wrongAddress, product: wrongAddress },
  // Half of it at least: how exactly, and how much later, is the machine's affair.
  { answer: { afterMilliseconds: lateMs }, dig: /ANSWER: 1.*Query time: ([2-9]\d\d|\d{4,}) msec/s, getent: gatewayAddress, product: publicNameAddress },
];

describe('faults of a resolver', () => {
  const { truth, apply, fault, on } = workingLab();

  async function asked(name: string, host = 'server/server-1'): Promise<string> {
    return (await on(host, 'getent', 'ahostsv4', name)).out.split(' ')[0] ?? '';
  }

  const productSees = async (): Promise<string> => {
    try {
      return (await systemNetwork().resolve(publicName, AbortSignal.timeout(25_000))).join();
    } catch (error) {
      return error instanceof Error && 'code' in error ? String(error.code) : String(error);
    }
  };

  for (const { answer, dig, getent, product } of made) {
    it(`${typeof answer === 'string' ? answer : JSON.stringify(answer)}, of a VPC's private resolvers and of the public one`, async () => {
      const heals = [await fault({ ...resolver, answer }), await fault({ kind: 'resolver-answers', host: 'internet', answer })];
      const patience = dig.source === 'timed out' ? 1 : 15;
      const [dug, got, seen] = [await on('server/server-1', 'dig', '+tries=1', `+time=${patience}`, brokerName), await asked(brokerName), await productSees()];
      for (const heal of heals) await heal();
      assert.match(dug.out, dig);
      assert.deepEqual([got, seen], [getent, product]);
      assert.deepEqual([await asked(brokerName), await productSees()], [gatewayAddress, publicNameAddress]);
    });
  }

  it('only of the names that are told, and the last one told counts, whichever is healed first', async () => {
    const heal = await fault({ ...resolver, names: [`*.${serviceDomain}`], answer: { address: wrongAddress } });
    const healExact = await fault({ ...resolver, names: [brokerName.toUpperCase()], answer: { address: '10.8.8.8' } });
    assert.deepEqual([await asked(brokerName), await asked(`b.${serviceDomain}`), await asked(serviceDomain), await asked(publicName)], ['10.8.8.8', wrongAddress, gatewayAddress, publicNameAddress]);
    await heal();
    assert.deepEqual([await asked(brokerName), await asked(`b.${serviceDomain}`)], ['10.8.8.8', gatewayAddress]);
    await healExact();
    assert.equal(await asked(brokerName), gatewayAddress);
  });

  it('of one of two: the other one helps out', async () => {
    await fault({ ...resolver, which: 0, answer: 'silent' });
    const { out } = await on('server/server-1', 'dig', '+tries=1', '+time=1', '@161.26.0.7', brokerName);
    assert.match(out, /timed out/);
    assert.equal(await asked(brokerName), gatewayAddress);
  });

  it('of a custom resolver, which the VPC asks instead', async () => {
    const place = { address: '10.240.0.60', subnetId: 'subnet-1' };
    await apply({ ...truth, resolvers: [{ id: 'resolver-1', name: 'custom', vpcId: 'vpc-1', enabled: true, places: [place] }] });
    const heal = await fault({ kind: 'resolver-answers', host: `resolver/resolver-1/${place.address}`, answer: { address: wrongAddress } });
    assert.equal(await asked(brokerName), wrongAddress);
    await heal();
    assert.equal(await asked(brokerName), gatewayAddress);
    await apply(truth);
  });

  it('of the cloud for public names: private ones are answered all the same', async () => {
    await fault({ kind: 'resolver-answers', host: 'provider', answer: 'nxdomain' });
    assert.deepEqual([await asked(publicName), await asked(brokerName), await productSees()], ['', gatewayAddress, publicNameAddress]);
  });
});
