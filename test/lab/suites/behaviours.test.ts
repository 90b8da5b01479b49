import { systemNetwork } from '../../../src/diagnose/vantage/local';
import { remotePlane } from '../../../src/sandbox/remotePlane';
import { agreesWithReach } from '../../unit/sandbox/network/agreement';
import { behavesLikeTheCloudsNetwork, type PlaneUnderTest } from '../../unit/sandbox/network/behaviours';
import { thisLab } from '../client';

const make = async (): Promise<PlaneUnderTest> => ({ plane: await remotePlane(thisLab().socket), laptop: systemNetwork() });

describe('the lab\'s network behaves like the cloud\'s', () => behavesLikeTheCloudsNetwork(make));

describe('the lab\'s network and the analysis of its rules', () => agreesWithReach(make, { truths: 8 }));
