import type { EspChoices, IkeChoices, OfficeChoices } from './choices';

/** A thing that was chosen: one that is there, by its id, or one that is made by that name. */
export interface ChosenThing {
  readonly id?: string | undefined;
  readonly name: string;
}

/** What of a connection an office's gateway is set up for: as a route tells it to everybody else. */
export interface OfficeSite {
  readonly mode: 'policy' | 'route';
  readonly office: OfficeChoices;
  readonly ike: IkeChoices;
  readonly esp: EspChoices;
  /** A VPN gateway with the connection on it, for each zone that the office reaches by one of its own. */
  readonly places: readonly { readonly zone: string; readonly gateway: ChosenThing; readonly connection: ChosenThing }[];
  /** Who answers the office's name server; undefined where nobody does. */
  readonly resolver: { readonly resolver: ChosenThing; readonly instance: { readonly crn?: string | undefined; readonly name: string } } | undefined;
}
