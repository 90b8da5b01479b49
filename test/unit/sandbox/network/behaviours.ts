import { changes } from './behaviours/changes';
import { customResolvers } from './behaviours/customResolvers';
import { endpointGateways } from './behaviours/gateways';
import { onTheInternet } from './behaviours/internet';
import { seenFromTheLaptop } from './behaviours/laptop';
import { logins } from './behaviours/logins';
import { securityGroupsWithin } from './behaviours/members';
import { privateNames } from './behaviours/names';
import { networkAclOfASubnet } from './behaviours/networkAcls';
import { securityGroupsOfAServer } from './behaviours/securityGroups';
import { seenFromAServer } from './behaviours/servers';
import { Stage, type PlaneUnderTest } from './behaviours/stage';
import { networkAclsBetweenSubnets } from './behaviours/twoNetworkAcls';

export type { PlaneUnderTest } from './behaviours/stage';

/**
 * What every data plane does, embedded or lab: what is open, closed, resolved and refused. One plane is made for all of it and
 * stopped at the end; each test begins with `workingTruth`.
 */
export function behavesLikeTheCloudsNetwork(make: () => Promise<PlaneUnderTest>): void {
  const stage = new Stage();

  before(async () => stage.open(await make()));
  beforeEach(() => stage.become(stage.truth));
  afterEach(() => stage.clear());
  after(() => stage.close());

  describe('from the laptop', () => seenFromTheLaptop(stage));
  describe('from a virtual server', () => seenFromAServer(stage));
  describe('servers on the internet', () => onTheInternet(stage));
  describe('a security group', () => securityGroupsOfAServer(stage));
  describe('security groups within a VPC', () => securityGroupsWithin(stage));
  describe('a network ACL', () => networkAclOfASubnet(stage));
  describe('network ACLs of two subnets', () => networkAclsBetweenSubnets(stage));
  describe('private names', () => privateNames(stage));
  describe('a custom resolver', () => customResolvers(stage));
  describe('endpoint gateways', () => endpointGateways(stage));
  describe('signing in', () => logins(stage));
  describe('when the truth changes', () => changes(stage));
}
