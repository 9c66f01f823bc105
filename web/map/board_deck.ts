// Deck for the board's map: hexagons whose corners and triangles go to the graphics card once, and whose colors are written
// into one buffer there for every picture. Loads deck when it is first needed; knows no counts.
import type { Layer } from '@deck.gl/core';
import type { Hexagons } from '../../geodata/analysis/board/hexagons.ts';
import type { Position } from '../../geodata/schema/geometry.ts';
import { rgba } from './cells.ts';
import { CELLS_BELOW } from './style.ts';

/** Bits of a buffer's use: corners' data, and what may be written to. */
const VERTEX = 0x20;
const COPY_DST = 0x08;
/** The map is flat: what is drawn later lies on top. */
const FLAT = { depthWriteEnabled: false, depthCompare: 'always' } as const;

/** What is used of the device that deck draws with. */
interface ColorBuffer {
  write(data: Uint8Array): void;
  destroy(): void;
}
export interface Device {
  createBuffer(of: { byteLength: number; usage: number }): ColorBuffer;
}

export async function loadBoardDeck() {
  const [{ MapLibreOverlay }, { PolygonLayer, SolidPolygonLayer }] = await Promise.all([
    import('@deck.gl/maplibre'),
    import('@deck.gl/layers'),
  ]);
  return { MapLibreOverlay, PolygonLayer, SolidPolygonLayer };
}
export type BoardDeck = Awaited<ReturnType<typeof loadBoardDeck>>;

export interface HexagonLayer {
  readonly layer: Layer;
  write(colors: Uint32Array): void;
  destroy(): void;
}

export function hexagonLayer(deck: BoardDeck, device: Device, hexagons: Hexagons): HexagonLayer {
  const { starts, corners, triangles, cells, resolution } = hexagons;
  const buffer = device.createBuffer({ byteLength: Math.max(4, 2 * corners.length), usage: VERTEX | COPY_DST });
  const layer = new deck.SolidPolygonLayer({
    id: `board-${resolution}`,
    data: {
      length: cells.length,
      startIndices: starts,
      attributes: {
        getPolygon: { value: corners, size: 2 },
        indices: { value: triangles, size: 1 },
        getFillColor: { buffer, size: 4, type: 'unorm8' },
      },
    },
    _normalize: false,
    positionFormat: 'XY',
    beforeId: CELLS_BELOW,
    parameters: FLAT,
  } as never);
  return {
    layer: layer as unknown as Layer,
    write: (colors) => buffer.write(new Uint8Array(colors.buffer, colors.byteOffset, colors.byteLength)),
    destroy: () => buffer.destroy(),
  };
}

/** Rings around cells: those that are chosen, and the one that is pointed at. */
export function ringLayer(deck: BoardDeck, rings: readonly Position[][], color: string): Layer {
  return new deck.PolygonLayer({
    id: 'board-rings',
    data: [...rings],
    beforeId: CELLS_BELOW,
    parameters: FLAT,
    filled: false,
    getPolygon: (ring: Position[]) => ring,
    getLineColor: rgba(color, 1),
    lineWidthUnits: 'pixels',
    getLineWidth: 2.2,
  } as never) as unknown as Layer;
}
