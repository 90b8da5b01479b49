import type { VantageCheck } from '../../../../model/vantage';
import { packetSizeCheckOf } from '../../../tunnel/packetSizeCheck';
import { verdict } from './finding';
import type { Look } from './look';

export function packetSizeCheck({ tools }: Look): VantageCheck {
  return packetSizeCheckOf(tools, (said) => verdict('failed', 'vpn.packet-size', said));
}
