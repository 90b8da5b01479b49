import assert from 'node:assert/strict';
import { createCloud } from '../../../src/cloud/cloud';
import type { CloudRequest } from '../../../src/cloud/request';
import { Secret } from '../../../src/model/secret';

const { signal } = new AbortController();
const endpoints = {
  iam: 'https://iam.cloud.ibm.com', resourceController: 'https://resource-controller.cloud.ibm.com',
  resourceManager: 'https://resource-controller.cloud.ibm.com', globalCatalog: 'https://globalcatalog.cloud.ibm.com/api/v1',
  globalSearch: 'https://search.example', globalTagging: 'https://tags.example', restrictions: 'https://cbr.example', secretsManager: 'https://{instance}.{region}.secrets.example',
  dnsServices: 'https://dns.example/v1',
  passcodePage: 'https://identity-1.example/passcode', addressLookup: 'https://example/', vpc: { 'us-south': 'https://us-south.iaas.cloud.ibm.com/v1' },
};

/** The cloud as it answers one body to everything, and the requests it got. */
function cloudAnswering(body: unknown) {
  const sent: CloudRequest[] = [];
  const cloud = createCloud({
    endpoints, services: [], tokens: { token: () => Promise.resolve(new Secret('t')) },
    transport: {
      send: (request) => {
        sent.push(request);
        return Promise.resolve({ status: 200, headers: {}, body: Buffer.from(JSON.stringify(body)) });
      },
    },
  });
  return { cloud, sent };
}

describe('cloud', () => {
  it('makes no request by itself', () => {
    assert.deepEqual(cloudAnswering({}).sent, []);
  });

  it('reaches a region that the product did not know, once the API has named it', async () => {
    const { cloud, sent } = cloudAnswering({
      regions: [
        { name: 'us-south', endpoint: 'https://us-south.iaas.cloud.ibm.com', status: 'available' },
        { name: 'in-mum', endpoint: 'https://in-mum.iaas.cloud.ibm.com', status: 'unavailable' },
      ],
      vpcs: [],
    });
    assert.throws(() => cloud.vpc('in-mum'), { code: 'vpc.unknown-region' });
    assert.deepEqual(await cloud.regions(signal), [
      { name: 'us-south', endpoint: 'https://us-south.iaas.cloud.ibm.com/v1', available: true },
      { name: 'in-mum', endpoint: 'https://in-mum.iaas.cloud.ibm.com/v1', available: false },
    ]);
    await cloud.vpc('in-mum').listVpcs(signal);
    assert.equal(sent.at(-1)?.baseUrl, 'https://in-mum.iaas.cloud.ibm.com/v1');
  });

  it('gives the token to no host that only claims to be a region', async () => {
    const claimed = [
      'https://evil.example', 'https://xx.iaas.cloud.ibm.com.evil.example', 'http://xx.iaas.cloud.ibm.com', 'https://a.b.iaas.cloud.ibm.com', 'nonsense',
    ];
    const { cloud } = cloudAnswering({ regions: claimed.map((endpoint, index) => ({ name: `r-${index}`, endpoint, status: 'available' })) });
    assert.deepEqual(await cloud.regions(signal), []);
  });

  it('keeps its own address of a region that it knows, whatever the API says', async () => {
    const { cloud } = cloudAnswering({ regions: [{ name: 'us-south', endpoint: 'https://evil.example', status: 'available' }] });
    assert.equal((await cloud.regions(signal))[0]?.endpoint, 'https://us-south.iaas.cloud.ibm.com/v1');
  });

  it('uses one client a region, so that its limit of calls at once holds', () => {
    const { cloud } = cloudAnswering({});
    assert.equal(cloud.vpc('us-south'), cloud.vpc('us-south'));
  });

  it('lists the regions although one of them is out of order, or refuses', async () => {
    for (const status of [503, 403]) {
      const cloud = createCloud({
        endpoints: { ...endpoints, vpc: { ...endpoints.vpc, 'eu-de': 'https://eu-de.iaas.cloud.ibm.com/v1' } },
        services: [], tokens: { token: () => Promise.resolve(new Secret('t')) },
        transport: {
          send: ({ baseUrl }) => {
            const body = { regions: [{ name: 'eu-de', endpoint: 'https://eu-de.iaas.cloud.ibm.com', status: 'available' }] };
            const isDown = baseUrl.includes('us-south');
            return Promise.resolve({ status: isDown ? status : 200, headers: {}, body: Buffer.from(JSON.stringify(isDown ? {} : body)) });
          },
        },
      });
      assert.deepEqual((await cloud.regions(signal)).map(({ name }) => name), ['eu-de']);
    }
  });
});
