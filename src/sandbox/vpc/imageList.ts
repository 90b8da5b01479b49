import { seededId } from '../state/ids';

export interface ImageFacts {
  readonly name: string;
  readonly display: string;
  readonly family: string;
  readonly vendor: string;
  readonly version: string;
  readonly os: string;
  readonly architecture: 'amd64' | 's390x';
  /** Who logs in; never root on today's images (IBM-CLOUD 0.9). */
  readonly loginUser: string;
  readonly status: 'available' | 'deprecated';
}

const facts = (name: string, os: string, display: string, vendor: string, family: string, version: string, loginUser: string): ImageFacts =>
  ({ name, os, display, vendor, family, version, loginUser, architecture: 'amd64', status: 'available' });

/** Stock images, in the shape of the real names. */
export const images: readonly ImageFacts[] = [
  facts('ibm-ubuntu-24-04-3-minimal-amd64-4', 'ubuntu-24-04-amd64', 'Ubuntu Linux 24.04 LTS Noble Numbat Minimal Install (amd64)', 'Canonical', 'Ubuntu Linux', '24.04 LTS', 'ubuntu'),
  facts('ibm-ubuntu-22-04-5-minimal-amd64-9', 'ubuntu-22-04-amd64', 'Ubuntu Linux 22.04 LTS Jammy Jellyfish Minimal Install (amd64)', 'Canonical', 'Ubuntu Linux', '22.04 LTS', 'ubuntu'),
  facts('ibm-debian-12-11-minimal-amd64-2', 'debian-12-amd64', 'Debian GNU/Linux 12.x Bookworm - Minimal Install (amd64)', 'Debian', 'Debian GNU/Linux', '12.x Bookworm', 'vpcuser'),
  facts('ibm-redhat-9-6-minimal-amd64-1', 'red-9-amd64', 'Red Hat Enterprise Linux 9.x - Minimal Install (amd64)', 'Red Hat', 'Red Hat Enterprise Linux', '9.x', 'vpcuser'),
  facts('ibm-rocky-linux-9-6-minimal-amd64-1', 'rocky-linux-9-amd64', 'Rocky Linux 9.x - Minimal Install (amd64)', 'Rocky Linux', 'Rocky Linux', '9.x', 'vpcuser'),
  facts('ibm-fedora-coreos-42-stable-3', 'fedora-coreos-stable-amd64', 'Fedora CoreOS Stable (amd64)', 'Fedora', 'Fedora CoreOS', '42 Stable', 'core'),
  facts('ibm-windows-server-2022-full-standard-amd64-30', 'windows-2022-amd64', 'Windows Server 2022 Standard Edition (amd64)', 'Microsoft', 'Windows Server', '2022 Standard Edition', 'Administrator'),
  { ...facts('ibm-ubuntu-20-04-6-minimal-amd64-12', 'ubuntu-20-04-amd64', 'Ubuntu Linux 20.04 LTS Focal Fossa Minimal Install (amd64)', 'Canonical', 'Ubuntu Linux', '20.04 LTS', 'ubuntu'), status: 'deprecated' },
  { ...facts('ibm-ubuntu-24-04-3-minimal-s390x-2', 'ubuntu-24-04-s390x', 'Ubuntu Linux 24.04 LTS Noble Numbat Minimal Install (s390x)', 'Canonical', 'Ubuntu Linux', '24.04 LTS', 'ubuntu'), architecture: 's390x' },
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
