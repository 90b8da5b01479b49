import type { Endpoints } from '../model/account';
import { Failure } from '../model/failure';
import { t } from '../model/l10n';
import type { Region } from '../model/landscape';
import type { ServiceEntry } from '../model/service';
import { Catalog } from './catalog';
import type { CatalogService } from './catalogService';
import { createDnsServices } from './dnsServices';
import type { DnsServices } from './dnsServicesService';
import { firstAnswer } from './firstAnswer';
import { GlobalSearch, type SearchService } from './globalSearch';
import { GlobalTagging, type TaggingService } from './globalTagging';
import { Iam } from './iam';
import { IamPolicies, type PolicyService } from './iamPolicies';
import type { IamService } from './iamService';
import { Resources } from './resources';
import type { ResourceService } from './resourceService';
import { createSecretsManagers } from './secretsManagers';
import type { SecretsManagers } from './secretsManagerService';
import { ContextRestrictions, type RestrictionService } from './restrictions';
import type { TokenSource } from './tokens';
import { createTransport, type Transport } from './transport';
import { createVpc } from './vpc';
import type { VpcService } from './vpcService';

/** IBM Cloud, as far as the product uses it. Every call takes an AbortSignal that reaches the socket. */
export interface Cloud {
  readonly iam: IamService;
  readonly resources: ResourceService;
  readonly catalog: CatalogService;
  readonly search: SearchService;
  readonly tagging: TaggingService;
  readonly policies: PolicyService;
  readonly restrictions: RestrictionService;
  readonly secretsManagers: SecretsManagers;
  readonly dnsServices: DnsServices;
  /** The VPC API of a region. Fails with `vpc.unknown-region` for a region whose address is not known. */
  vpc(region: string): VpcService;
  /** The regions that the account's VPC API names; each can be given to `vpc` afterwards. */
  regions(signal: AbortSignal): Promise<readonly Region[]>;
}

export interface CloudOptions {
  readonly endpoints: Endpoints;
  readonly tokens: TokenSource;
  readonly transport?: Transport | undefined;
  /** Whose instances are listed. */
  readonly services: readonly ServiceEntry[];
  /** Told of what was not fit to fail for: a plan's name that could not be read. */
  readonly onFallback?: ((failure: Failure) => void) | undefined;
}

/** How long the list of regions is waited for before another region is asked for it. */
const patienceMs = 3_000;

/** Makes no request by itself. */
export function createCloud({ endpoints, tokens, transport = createTransport(), services, onFallback }: CloudOptions): Cloud {
  const catalog = new Catalog({ baseUrl: endpoints.globalCatalog, transport, tokens, onFallback });
  const addresses = new Map(Object.entries(endpoints.vpc));
  const regional = new Map<string, VpcService>();

  function vpc(region: string): VpcService {
    const address = addresses.get(region);
    if (address === undefined) {
      throw new Failure({
        code: 'vpc.unknown-region', what: t('Could not reach the region {0}', region),
        why: t('Its VPC service\'s address is not known.'), next: t('Choose another region, or update the extension.'),
      });
    }
    const service = regional.get(region) ?? createVpc(region, address, transport, tokens);
    regional.set(region, service);
    return service;
  }

  return {
    iam: createIam(endpoints, transport),
    resources: new Resources({
      controllerUrl: endpoints.resourceController, managerUrl: endpoints.resourceManager, transport, tokens, catalog, services,
    }),
    catalog,
    search: new GlobalSearch(endpoints.globalSearch, transport, tokens),
    tagging: new GlobalTagging(endpoints.globalTagging, transport, tokens),
    policies: new IamPolicies(endpoints.iam, transport, tokens),
    restrictions: new ContextRestrictions(endpoints.restrictions, transport, tokens),
    secretsManagers: createSecretsManagers({ endpoints, transport, tokens, catalog }),
    dnsServices: createDnsServices({ endpoints, transport, tokens, catalog }),
    vpc,
    async regions(signal) {
      const named = await firstAnswer(apart([...addresses.keys()]), patienceMs, signal, (region, own) => vpc(region).listRegions(own));
      const known = named.filter(({ name, endpoint }) => addresses.has(name) || isOneOfTheirs(endpoint, endpoints));
      return known.map(({ name, endpoint, available }) => {
        const address = addresses.get(name) ?? endpoint;
        addresses.set(name, address);
        return { name, endpoint: address, available };
      });
    },
  };
}

/** Sign-in needs no token: it can be had before there is an account. */
export function createIam(endpoints: Pick<Endpoints, 'iam'>, transport: Transport = createTransport()): IamService {
  return new Iam(endpoints.iam, transport);
}

/** A few regions that are far from each other in the list: what one of them suffers from, the others need not. */
function apart(regions: readonly string[]): readonly string[] {
  const step = Math.max(1, Math.floor(regions.length / 3));
  return regions.filter((_, index) => index % step === 0).slice(0, 3);
}

/** A region that the product has never heard of gets the token only if its host is a sibling of a known region's. */
function isOneOfTheirs(endpoint: string, endpoints: Endpoints): boolean {
  if (!URL.canParse(endpoint)) {
    return false;
  }
  const { protocol, hostname } = new URL(endpoint);
  const domains = Object.values(endpoints.vpc).map((address) => new URL(address).hostname.split('.').slice(1).join('.'));
  return protocol === 'https:' && domains.some((domain) => domain.includes('.') && hostname.endsWith(`.${domain}`)
    && hostname.split('.').length === domain.split('.').length + 1);
}
