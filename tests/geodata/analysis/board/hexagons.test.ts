// The flat arrays of hexagons: each cell's corners lie in the cell, its triangles cover it, and parents hold their children.
import { cellArea, cellToChildren, cellToParent, gridDisk, latLngToCell } from 'h3-js';
import { describe, expect, it } from 'vitest';
import { type Hexagons, hexagonsAt, paintCorners } from '../../../../geodata/analysis/board/hexagons.ts';

const NEAR = gridDisk(latLngToCell(11.8, 13.1, 8), 12).sort();

/** Square kilometers of a cell's triangles, on the plane that touches the earth there. */
function triangleArea(hexagons: Hexagons, cell: number): number {
  const { starts, corners, triangles } = hexagons;
  const at = (corner: number) => {
    const lat = corners[2 * corner + 1] as number;
    return [(corners[2 * corner] as number) * 111.32 * Math.cos((lat * Math.PI) / 180), lat * 110.57] as const;
  };
  let area = 0;
  for (let i = 0; i < triangles.length; i += 3) {
    const [a, b, c] = [triangles[i], triangles[i + 1], triangles[i + 2]] as [number, number, number];
    if (a < (starts[cell] as number) || a >= (starts[cell + 1] as number)) continue;
    const [[ax, ay], [bx, by], [cx, cy]] = [at(a), at(b), at(c)];
    area += Math.abs((bx - ax) * (cy - ay) - (cx - ax) * (by - ay)) / 2;
  }
  return area;
}

describe('hexagons as flat arrays', () => {
  it('hold every cell once with its parent, at each resolution', () => {
    for (const resolution of [8, 7, 6, 5]) {
      const hexagons = hexagonsAt(NEAR, resolution);
      expect(hexagons.cells).toEqual([...new Set(NEAR.map((cell) => cellToParent(cell, resolution)))].sort());
      NEAR.forEach((cell, i) => {
        expect(hexagons.cells[hexagons.parentOf[i] as number]).toBe(cellToParent(cell, resolution));
      });
      expect(hexagons.starts.at(-1)).toBe(hexagons.corners.length / 2);
    }
  });

  it('cover nine tenths of each cell: 0.95 of its width both ways', () => {
    const hexagons = hexagonsAt(NEAR, 7);
    hexagons.cells.forEach((cell, i) => {
      expect(triangleArea(hexagons, i) / cellArea(cell, 'km2')).toBeCloseTo(0.95 ** 2, 1);
    });
  });

  it('keep the five corners of a pentagon and the extra ones of cells on an edge of the icosahedron', () => {
    const pentagon = hexagonsAt(cellToChildren('8009fffffffffff', 2), 2);
    const sizes = pentagon.cells.map((_, i) => (pentagon.starts[i + 1] as number) - (pentagon.starts[i] as number));
    expect(Math.min(...sizes)).toBe(5);
    expect(pentagon.triangles.length / 3).toBe(sizes.reduce((sum, size) => sum + size - 2, 0));
  });

  it('paint all corners of a cell in its color and no other', () => {
    const out = new Uint32Array(9);
    paintCorners(Uint32Array.of(0, 6, 9), (cell) => cell + 7, out);
    expect([...out]).toEqual([7, 7, 7, 7, 7, 7, 8, 8, 8]);
  });
});
