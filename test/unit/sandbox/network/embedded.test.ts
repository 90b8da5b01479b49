import { doorNetwork } from '../../../../src/sandbox/network/doorNetwork';
import { embeddedDataPlane } from '../../../../src/sandbox/network/embedded';
import { behavesLikeTheCloudsNetwork } from './behaviours';
import { echoService } from './echoService';
import { laptopAddress } from './truths';

describe('the embedded network behaves like the cloud\'s', () => {
  behavesLikeTheCloudsNetwork(async () => {
    const plane = await embeddedDataPlane({ kafka: await echoService(), laptopAddress });
    return { plane, laptop: doorNetwork(plane.door ?? '') };
  });
});
