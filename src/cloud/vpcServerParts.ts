import { array, number, object, optional, string, union, unknown, type InferOutput } from 'valibot';
import { t } from '../model/l10n';
import type { Image, Profile, SshKey } from '../model/landscape';
import { nextLink, type RegionApi } from './regionApi';
import { resourceFields, segment, toResource } from './vpcParts';
import type { VirtualServers } from './vpcService';

// A thing that lacks a word is of no use where the word counts, and is there all the same: the list goes on without it.
const word = optional(string());

const keyDocument = object({ ...resourceFields, type: word, fingerprint: word, public_key: word });

const imageDocument = object({
  id: string(),
  name: string(),
  crn: optional(string()),
  status: word,
  operating_system: optional(object({ name: word, family: word, vendor: word, version: word, architecture: word })),
});

// Fixed profiles have a value, those with a choice a default; one that depends on others has neither.
const amount = union([object({ value: number() }), object({ default: number() }), unknown()]);

const profileDocument = object({
  name: string(),
  family: word,
  vcpu_count: optional(amount),
  memory: optional(amount),
  vcpu_architecture: optional(object({ value: word })),
});

const keyPage = object({ keys: array(keyDocument), next: nextLink });
const imagePage = object({ images: array(imageDocument), next: nextLink });
const profileList = object({ profiles: array(profileDocument) });

/** What virtual servers are made from: SSH keys, images, profiles. */
export function createServerParts(
  api: RegionApi,
): Pick<VirtualServers, 'listSshKeys' | 'createSshKey' | 'deleteSshKey' | 'listImages' | 'listProfiles'> {
  return {
    listSshKeys: (signal) => api.list(keyPage, t('SSH keys'), '/keys', {}, (page) => page.keys.map(toSshKey), signal),
    createSshKey: async ({ name, publicKey, type, resourceGroupId }, signal) => toSshKey(await api.create(keyDocument, {
      // A line break in the key is refused.
      path: '/keys', body: { name, public_key: publicKey.trim(), type, resource_group: { id: resourceGroupId } },
      what: t('Could not add the SSH key "{0}"', name), permission: t('Editor on SSH key'),
    }, signal)),
    deleteSshKey: (id, signal) => api.remove({
      path: `/keys/${segment(id)}`, what: t('Could not delete the SSH key {0}', id), permission: t('Editor on SSH key'),
    }, signal),
    listImages: (signal) => api.list(
      imagePage, t('images'), '/images', { status: 'available' }, (page) => page.images.map(toImage), signal,
    ),
    // Paged from version 2026-04-07 on (cloud.ibm.com/docs/vpc?topic=vpc-api-change-log): not in the one that is asked for.
    listProfiles: async (signal) =>
      (await api.listWhole(profileList, t('profiles'), '/instance/profiles', signal)).profiles.map(toProfile),
  };
}

function toSshKey(document: InferOutput<typeof keyDocument>): SshKey {
  const { type = '', fingerprint = '', public_key: publicKey = '' } = document;
  return { ...toResource(document), type, fingerprint, publicKey };
}

function toImage({ id, name, crn, status = '', operating_system: system = {} }: InferOutput<typeof imageDocument>): Image {
  const { name: ofSystem = name, family = '', vendor = '', version = '', architecture = '' } = system;
  return { id, name, crn, status, operatingSystem: { name: ofSystem, family, vendor, version, architecture } };
}

function toProfile(document: InferOutput<typeof profileDocument>): Profile {
  const { name, family = '', vcpu_count: vcpu, memory, vcpu_architecture: architecture } = document;
  return { name, family, vcpu: amountOf(vcpu), memory: amountOf(memory), architecture: architecture?.value ?? '' };
}

function amountOf(document: unknown): number {
  if (typeof document === 'object' && document !== null) {
    const value = 'value' in document ? document.value : 'default' in document ? document.default : undefined;
    return typeof value === 'number' ? value : 0;
  }
  return 0;
}
