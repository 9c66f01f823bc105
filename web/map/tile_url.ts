// Where our own tiles are.

/** MapLibre fetches them itself, from a worker, so the address must be absolute. */
export const tileUrl = (collection: string): string =>
  `${location.origin}/ogc/collections/${collection}/tiles/WebMercatorQuad/{z}/{y}/{x}`;
