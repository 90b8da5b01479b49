import type { CatalogService } from './catalogService';
import type { IamService } from './iam';
import type { Region } from '../model/landscape';
import type { ResourceService } from './resourceService';
import type { SearchService } from './searchService';
import type { VpcService } from './vpcService';

/** IBM Cloud, as far as the product uses it. Every call takes an AbortSignal that reaches the socket. */
export interface Cloud {
  readonly iam: IamService;
  readonly resources: ResourceService;
  readonly catalog: CatalogService;
  readonly search: SearchService;
  /** The VPC API of a region. Fails with `vpc.unknown-region` for a region whose address is not known. */
  vpc(region: string): VpcService;
  /** The regions that the account's VPC API names; each can be given to `vpc` afterwards. */
  regions(signal: AbortSignal): Promise<readonly Region[]>;
}
