// What goes into a connectivity report and what comes out. It knows names, units and limits, no computation.
import { z } from 'zod';
import { provenance, sheetOf } from '../method_sheet.ts';
import { codeColumn, columnOut, latColumn, lonColumn, numberColumn } from '../number_columns.ts';
import { MOST_CELLS, MOST_SERVICES } from './coverage_gap_schema.ts';
import { graphInput, MOST_NODES } from './road_graph.ts';

const placed = (maxLength: number) => ({
  /** Node of the graph, or lon and lat in degrees: one of the two. */
  node: numberColumn({
    min: 0,
    max: MOST_NODES - 1,
    message: 'A node is a whole number from 0.',
    maxLength,
  }).optional(),
  lon: lonColumn(maxLength).optional(),
  lat: latColumn(maxLength).optional(),
  ids: codeColumn({ maxLength, nullable: false }).optional(),
  ...provenance,
});

export const connectivityInput = z.strictObject({
  /** The network; its nodes need lon and lat where demand or services are given as places. */
  graph: graphInput,
  demand: z
    .strictObject({
      ...placed(MOST_CELLS),
      /** People per place; null = not known. */
      people: numberColumn({
        min: 0,
        max: 1e10,
        nullable: true,
        message: 'A number of people lies between 0 and 10 billion.',
        maxLength: MOST_CELLS,
      }),
    })
    .optional(),
  services: z.strictObject(placed(MOST_SERVICES)).optional(),
  /** Farthest that a place may be from the network to count as joined to it, in meters; default 5,000. */
  snapMeters: z.number().positive().max(1_000_000).default(5000),
});
export type ConnectivityInput = z.infer<typeof connectivityInput>;
export type PlacedInput = NonNullable<ConnectivityInput['services']> | NonNullable<ConnectivityInput['demand']>;

export const connectivityResult = z.strictObject({
  ...sheetOf('connectivity'),
  totals: z.strictObject({
    nodes: z.number().int(),
    edges: z.number().int(),
    islands: z.number().int(),
    /** Nodes that can be left for no other node and back: a one-way piece leads in or out. */
    oneWayNodes: z.number().int(),
    /** People of all demand that has a number; null without demand. */
    people: z.number().nullable(),
    /** People on islands of the network that hold no service; null without demand or services. */
    peopleWithoutService: z.number().nullable(),
    /** People farther from the network than snapMeters. */
    peopleOffNetwork: z.number().nullable(),
    services: z.number().int().nullable(),
    servicesOffNetwork: z.number().int().nullable(),
  }),
  /** Islands by people, then by nodes, at most 1,000: pieces of the network that no road joins to another. */
  islands: z.array(
    z.strictObject({
      /** Smallest node of the island. */
      node: z.number().int(),
      nodes: z.number().int(),
      edges: z.number().int(),
      people: z.number().nullable(),
      services: z.number().int().nullable(),
    }),
  ),
  /** Island of each node: row of all islands ordered by their smallest node. */
  island: columnOut,
  /** Meters over the ground from each demand place to the network; null = farther than snapMeters, 0 for nodes. */
  demandMeters: columnOut.nullable(),
  serviceMeters: columnOut.nullable(),
});
export type ConnectivityResult = z.infer<typeof connectivityResult>;
