import type { Image, Profile } from '../../../../../src/model/landscape';
import { cheapestFirst, fitting } from '../../../../../src/setup/routes/vsi/profiles';
import { loginUser, newKeyPath } from '../../../../../src/setup/routes/vsi/defaults';
import assert from 'node:assert/strict';
import { fittingImages } from '../../../../../src/setup/routes/vsi/images';
import { join } from 'node:path';

function image(name: string, system: string, more: Partial<Image> = {}): Image {
  const architecture = system.endsWith('s390x') ? 's390x' : 'amd64';
  return {
    id: name, name, status: 'available', ...more,
    operatingSystem: { name: system, family: system.startsWith('windows') ? 'Windows Server' : 'Linux', vendor: '', version: '', architecture },
  };
}

function profile(name: string, vcpu: number, memory: number, architecture = 'amd64'): Profile {
  return { name, vcpu, memory, architecture, family: 'balanced' };
}

describe('The proposed image', () => {
  const offered = [
    image('ibm-debian-12-11-minimal-amd64-1', 'debian-12-amd64'),
    image('ibm-ubuntu-22-04-5-minimal-amd64-4', 'ubuntu-22-04-amd64'),
    image('ibm-ubuntu-25-10-minimal-amd64-1', 'ubuntu-25-10-amd64'),
    image('ibm-ubuntu-24-04-2-minimal-amd64-9', 'ubuntu-24-04-amd64'),
    image('ibm-ubuntu-24-04-3-minimal-amd64-1', 'ubuntu-24-04-amd64'),
    image('ibm-ubuntu-24-04-3-minimal-s390x-1', 'ubuntu-24-04-s390x'),
    image('ibm-ubuntu-26-04-1-minimal-amd64-1', 'ubuntu-26-04-amd64', { status: 'deprecated' }),
    image('ibm-windows-server-2022', 'windows-2022-amd64'),
    image('ibm-debian-13-0-minimal-amd64-2', 'debian-13-amd64'),
  ];

  it('is the newest build of the newest Ubuntu with long-term support', () => {
    assert.equal(fittingImages(offered)[0]?.name, 'ibm-ubuntu-24-04-3-minimal-amd64-1');
  });

  it('is the newest Debian where there is no such Ubuntu', () => {
    const others = offered.filter(({ name }) => !/ubuntu-2[24]/.test(name));
    assert.equal(fittingImages(others)[0]?.name, 'ibm-debian-13-0-minimal-amd64-2');
  });

  it('is never one for another processor, a retired one, or Windows', () => {
    assert.equal(fittingImages(offered).some(({ name }) => /s390x|26-04|windows/.test(name)), false);
  });
});

describe('The login user', () => {
  for (const [system, user] of [
    ['ubuntu-24-04-amd64', 'ubuntu'], ['debian-12-amd64', 'vpcuser'], ['red-9-amd64', 'vpcuser'], ['rocky-linux-9-amd64', 'vpcuser'],
    ['sles-15-sp6-amd64', 'vpcuser'], ['centos-stream-9-amd64', 'vpcuser'], ['fedora-coreos-stable-42-amd64', 'core'],
  ] as const) {
    it(`of ${system} is ${user}, never root`, () => assert.equal(loginUser(image('x', system)), user));
  }

  it('is told from the image’s name where the system is not known', () => {
    assert.equal(loginUser({ name: 'ibm-ubuntu-24-04-3-minimal-amd64-1' }), 'ubuntu');
  });
});

describe('The proposed profile', () => {
  const offers = [
    { profile: profile('bx2-2x8', 2, 8), price: { kind: 'priced', monthly: 70, currency: 'USD', basis: '' } },
    { profile: profile('cx2-2x4', 2, 4), price: { kind: 'unpublished' } },
    { profile: profile('nxf-1x1', 1, 1), price: { kind: 'unpublished' } },
    { profile: profile('cxf-2x4', 2, 4), price: { kind: 'priced', monthly: 60, currency: 'USD', basis: '' } },
  ] as const;

  it('is the cheapest by published price, then the smallest', () => {
    assert.deepEqual(cheapestFirst(offers).map((offer) => offer.profile.name), ['cxf-2x4', 'bx2-2x8', 'nxf-1x1', 'cx2-2x4']);
  });

  it('fits the images and the purpose', () => {
    const all = [profile('bz2-1x4', 1, 4, 's390x'), profile('mx2-128x1024', 128, 1024), profile('nxf-1x1', 1, 1)];
    assert.deepEqual(fitting(all).map(({ name }) => name), ['nxf-1x1']);
  });
});

describe('A new connection', () => {
  it('keeps its key inside the SSH folder', () => {
    assert.equal(newKeyPath('/home/me/.ssh', 'orders-pc-1a2b'), join('/home/me/.ssh', 'orders-pc-1a2b'));
    assert.throws(() => newKeyPath('/home/me/.ssh', '../authorized_keys'), RangeError);
  });
});
