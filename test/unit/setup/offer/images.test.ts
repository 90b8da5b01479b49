import assert from 'node:assert/strict';
import type { Image } from '../../../../src/model/landscape';
import { fittingImages } from '../../../../src/setup/offer/images';

function image(name: string, system: string, more: Partial<Image> = {}, family = 'Linux'): Image {
  return {
    id: name, name, status: 'available', ...more,
    operatingSystem: { name: system, family, vendor: '', version: '', architecture: system.endsWith('s390x') ? 's390x' : 'amd64' },
  };
}

function names(images: readonly Image[]): readonly string[] {
  return fittingImages(images).map(({ name }) => name);
}

describe('An image fits', () => {
  for (const [what, each] of [
    ['another processor', image('a', 'ubuntu-24-04-s390x')],
    ['a state in which it cannot be used', image('a', 'ubuntu-24-04-amd64', { status: 'deprecated' })],
    ['Windows by its name', image('a', 'windows-2022-amd64')],
    ['Windows by its family', image('a', 'server-2022-amd64', {}, 'Windows Server')],
  ] as const) {
    it(`not with ${what}`, () => assert.deepEqual(names([each]), []));
  }

  it('with any Linux', () => {
    assert.deepEqual(names([image('a', 'sles-15-amd64', {}, 'SUSE Linux Enterprise Server')]), ['a']);
  });
});

describe('Images are proposed', () => {
  // Each before the next, however they come.
  for (const [what, ...systems] of [
    ['Ubuntu with long-term support before Debian before other Ubuntus before the rest',
      'ubuntu-22-04-amd64', 'debian-11-amd64', 'ubuntu-25-10-amd64', 'zorin-99-amd64'],
    ['an Ubuntu of October is none with long-term support', 'debian-12-amd64', 'ubuntu-24-10-amd64'],
    ['nor is one of an odd year', 'debian-12-amd64', 'ubuntu-25-04-amd64'],
    ['nor is one without a version', 'debian-12-amd64', 'ubuntu-amd64'],
    ['nor is one of which the year alone is told', 'debian-12-amd64', 'ubuntu-24-amd64'],
    ['whatever case they are written in', 'Ubuntu-22-04-amd64', 'Debian-12-amd64', 'rocky-linux-9-amd64'],
    ['what only ends like Ubuntu or Debian is neither', 'debian-12-amd64', 'my-ubuntu-24-04-amd64', 'a-debian-13-amd64'],
    ['the newer release before the older, by number', 'debian-13-amd64', 'debian-12-amd64', 'debian-9-amd64'],
    ['the one with more to its version before the one with less', 'rocky-9-4-amd64', 'rocky-9-amd64'],
    ['zero is more than nothing', 'rocky-9-0-amd64', 'rocky-9-amd64'],
  ] as const) {
    it(what, () => {
      const images = systems.map((system) => image(system, system));
      assert.deepEqual(names(images), systems);
      assert.deepEqual(names(images.toReversed()), systems);
    });
  }

  it('the newest build of one release first, which its name tells', () => {
    const builds = ['ibm-ubuntu-24-04-3-minimal-amd64-10', 'ibm-ubuntu-24-04-3-minimal-amd64-9', 'ibm-ubuntu-24-04-2-minimal-amd64-99'];
    const images = builds.map((name) => image(name, 'ubuntu-24-04-amd64'));
    assert.deepEqual(names(images), builds);
    assert.deepEqual(names(images.toReversed()), builds);
  });

  it('by the release that the system has, not by what the image is called', () => {
    assert.deepEqual(names([image('mine-99', 'ubuntu-22-04-amd64'), image('mine-1', 'ubuntu-24-04-amd64')]), ['mine-1', 'mine-99']);
  });

  it('as they come, where nothing tells them apart', () => {
    assert.deepEqual(names([image('b', 'sles-15-amd64'), image('a', 'sles-15-amd64')]), ['b', 'a']);
  });
});
