import { ok, type Reply } from '../http/reply';
import type { Call } from '../http/router';
import { inGroup } from './filter';
import { imageId, images, type ImageFacts } from './imageList';
import { page } from './page';
import { existing, groupReference, type Scope } from './scope';

/** Where IBM's own images live, whatever the caller's account. */
const ibmAccount = '811f8abfbd32425597dc7ba40da98fa6';

export function listImages(call: Call, scope: Scope): Reply {
  return page(call, 'images', rowsOf(scope), (image) => render(scope, image), {
    ...inGroup, name: 'any', status: 'several', visibility: ['private', 'public'], user_data_format: 'several', 'remote.account.id': 'any',
  });
}

export function getImage(call: Call, scope: Scope): Reply {
  return ok(render(scope, existing(new Map(rowsOf(scope).map((image) => [image.id, image])), call.parameters['id'], 'image')));
}

export function imageReference(scope: Scope, id: string) {
  const image = images.find((candidate) => imageId(scope.region.name, candidate) === id);
  return { id, name: image?.name ?? '', crn: imageCrn(scope, id), href: `${scope.base}/images/${id}`, resource_type: 'image' };
}

function rowsOf({ region }: Scope): (ImageFacts & { readonly id: string })[] {
  return images.map((image) => ({ ...image, id: imageId(region.name, image) }));
}

function imageCrn({ region }: Scope, id: string): string {
  return `crn:v1:bluemix:public:is:${region.name}:a/${ibmAccount}::image:${id}`;
}

function render(scope: Scope, image: ImageFacts & { readonly id: string }): unknown {
  return {
    ...imageReference(scope, image.id), created_at: '2026-05-20T08:00:00Z', status: image.status, status_reasons: [], visibility: 'public',
    encryption: 'none', file: { size: 2, checksums: { sha256: '0'.repeat(64) } }, minimum_provisioned_size: 100,
    operating_system: {
      name: image.os, display_name: image.display, family: image.family, vendor: image.vendor, version: image.version,
      architecture: image.architecture, dedicated_host_only: false, allow_user_image_creation: true, user_data_format: 'cloud_init',
      href: `${scope.base}/operating_systems/${image.os}`,
    },
    resource_group: groupReference(scope, scope.world.state.account.groups[0]?.id ?? ''), user_data_format: 'cloud_init',
    allowed_use: { api_version: scope.version, bare_metal_server: 'true', instance: 'true' }, catalog_offering: { managed: false },
  };
}
