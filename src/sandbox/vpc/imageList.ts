import { seededId } from '../state/ids';

export interface ImageFacts {
  readonly name: string;
  readonly display: string;
  readonly family: string;
  readonly vendor: string;
  readonly version: string;
  readonly os: string;
  readonly architecture: 'amd64' | 's390x';
  /** Who logs in; never root on today's images. */
  readonly loginUser: string;
  readonly status: 'available' | 'deprecated';
}

const ubuntu = { vendor: 'Canonical', family: 'Ubuntu Linux', loginUser: 'ubuntu' } as const;
const usual = { architecture: 'amd64', status: 'available', loginUser: 'vpcuser' } as const;

/** Stock images, in the shape of the real names. */
export const images: readonly ImageFacts[] = [
  {
    ...usual, ...ubuntu, name: 'ibm-ubuntu-24-04-3-minimal-amd64-4', os: 'ubuntu-24-04-amd64', version: '24.04 LTS',
    display: 'Ubuntu Linux 24.04 LTS Noble Numbat Minimal Install (amd64)',
  },
  {
    ...usual, ...ubuntu, name: 'ibm-ubuntu-22-04-5-minimal-amd64-9', os: 'ubuntu-22-04-amd64', version: '22.04 LTS',
    display: 'Ubuntu Linux 22.04 LTS Jammy Jellyfish Minimal Install (amd64)',
  },
  {
    ...usual, vendor: 'Debian', family: 'Debian GNU/Linux', name: 'ibm-debian-12-11-minimal-amd64-2', os: 'debian-12-amd64', version: '12.x Bookworm',
    display: 'Debian GNU/Linux 12.x Bookworm - Minimal Install (amd64)',
  },
  {
    ...usual, vendor: 'Red Hat', family: 'Red Hat Enterprise Linux', name: 'ibm-redhat-9-6-minimal-amd64-1', os: 'red-9-amd64', version: '9.x',
    display: 'Red Hat Enterprise Linux 9.x - Minimal Install (amd64)',
  },
  {
    ...usual, vendor: 'Rocky Linux', family: 'Rocky Linux', name: 'ibm-rocky-linux-9-6-minimal-amd64-1', os: 'rocky-linux-9-amd64', version: '9.x',
    display: 'Rocky Linux 9.x - Minimal Install (amd64)',
  },
  {
    ...usual, vendor: 'Fedora', family: 'Fedora CoreOS', name: 'ibm-fedora-coreos-42-stable-3', os: 'fedora-coreos-stable-amd64', version: '42 Stable',
    display: 'Fedora CoreOS Stable (amd64)', loginUser: 'core',
  },
  {
    ...usual, vendor: 'Microsoft', family: 'Windows Server', name: 'ibm-windows-server-2022-full-standard-amd64-30', os: 'windows-2022-amd64',
    version: '2022 Standard Edition', display: 'Windows Server 2022 Standard Edition (amd64)', loginUser: 'Administrator',
  },
  {
    ...usual, ...ubuntu, name: 'ibm-ubuntu-20-04-6-minimal-amd64-12', os: 'ubuntu-20-04-amd64', version: '20.04 LTS',
    display: 'Ubuntu Linux 20.04 LTS Focal Fossa Minimal Install (amd64)', status: 'deprecated',
  },
  {
    ...usual, ...ubuntu, name: 'ibm-ubuntu-24-04-3-minimal-s390x-2', os: 'ubuntu-24-04-s390x', version: '24.04 LTS',
    display: 'Ubuntu Linux 24.04 LTS Noble Numbat Minimal Install (s390x)', architecture: 's390x',
  },
];

/** An image's id is the same every time, and differs between regions as it does in the cloud. */
export function imageId(region: string, image: ImageFacts): string {
  return seededId(region, 'image', image.name);
}

/** The first image whose name holds these words. */
export function imageByName(region: string, words: string): ImageFacts & { readonly id: string } {
  const image = images.find(({ name }) => name.includes(words));
  if (image === undefined) throw new Error(`There is no image like "${words}".`);
  return { ...image, id: imageId(region, image) };
}

export function imageById(region: string, id: string): ImageFacts | undefined {
  return images.find((image) => imageId(region, image) === id);
}
