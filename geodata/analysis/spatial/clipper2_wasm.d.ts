// The part of clipper2-wasm (Angus Johnson's Clipper2 as WebAssembly) that this room uses; its own types name the DOM.

declare module 'clipper2-wasm/dist/es/clipper2z.js' {
  interface Disposable {
    delete(): void;
  }
  interface PathD extends Disposable {
    size(): number;
    /** x, y, z of each point; valid until the next call. */
    view(): Float64Array;
    assign(coordinates: Float64Array): void;
  }
  interface PathsD extends Disposable {
    push_back(path: PathD): void;
  }
  interface PolyPathD extends Disposable {
    count(): number;
    child(index: number): PolyPathD;
    polygon(): PathD;
    isHole(): boolean;
  }
  interface ClipperD extends Disposable {
    AddSubject(subjects: PathsD): void;
    AddClip(clips: PathsD): void;
    ExecutePoly(clipType: object, fillRule: object, solution: PolyPathD): boolean;
  }
  interface Clipper {
    readonly PathD: new () => PathD;
    readonly PathsD: new () => PathsD;
    readonly PolyPathD: new () => PolyPathD;
    readonly ClipType: { readonly Union: object; readonly Intersection: object };
    readonly FillRule: { readonly NonZero: object };
    BooleanOpOutD(
      clipType: object,
      fillRule: object,
      subjects: PathsD,
      clips: PathsD,
      solution: PolyPathD,
      decimals: number,
    ): void;
  }
  function makeClipper(options: { readonly wasmBinary: Uint8Array }): Promise<makeClipper.Clipper>;
  namespace makeClipper {
    export type { Clipper, ClipperD, PathD, PathsD, PolyPathD };
  }
  export = makeClipper;
}
