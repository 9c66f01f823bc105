// Colors of the map, light and dark. Meaning has form and color: see experience.md, "Visual language".
// Ramps run from few to many: away from the ground, so YlOrRd is turned round on the dark map.

import type { Theme } from '../state/view.ts';

export type { Theme };

export interface Palette {
  readonly ground: string;
  readonly land: string;
  readonly districtLine: string;
  readonly stateLine: string;
  readonly roadCasing: string;
  readonly road: string;
  readonly roadClosed: string;
  readonly roadClosedGround: string;
  readonly text: string;
  readonly quietText: string;
  readonly halo: string;
  readonly incidents: readonly string[];
  readonly cellLine: string;
  readonly effort: readonly string[];
  readonly imprecise: string;
  readonly zone: string;
  readonly zoneQuiet: string;
  readonly patrol: string;
  readonly serviceDisc: string;
  readonly serviceGlyph: string;
  readonly serviceRing: string;
  readonly serviceQuiet: string;
  readonly gaps: readonly string[];
  readonly gapLine: string;
  readonly focus: string;
  readonly focusHalo: string;
}

const LIGHT: Palette = {
  ground: '#e9e4db',
  land: '#f6f3ed',
  districtLine: '#d3cabb',
  stateLine: '#a59a88',
  roadCasing: '#d9cfbf',
  road: '#ffffff',
  roadClosed: '#1d1d1b',
  roadClosedGround: '#f2c200',
  text: '#35332e',
  quietText: '#6b655b',
  halo: '#f9f7f2',
  incidents: ['#fed976', '#feb24c', '#fd8d3c', '#f03b20', '#bd0026'],
  cellLine: '#7a3b06',
  effort: ['#d4d3f0', '#a9a7e0', '#7d7bca', '#5452ad', '#33318a'],
  imprecise: '#8a4b12',
  zone: '#0b6b66',
  zoneQuiet: '#6d6a63',
  patrol: '#3b3a9c',
  serviceDisc: '#ffffff',
  serviceGlyph: '#16302f',
  serviceRing: '#12706b',
  serviceQuiet: '#77736b',
  gaps: ['#e6dbf4', '#c9b2e6', '#a884d4', '#8253bb', '#57278f'],
  gapLine: '#57278f',
  focus: '#111111',
  focusHalo: '#ffffff',
};

const DARK: Palette = {
  ground: '#111315',
  land: '#1a1d1f',
  districtLine: '#32383b',
  stateLine: '#5a6165',
  roadCasing: '#282e32',
  road: '#394145',
  roadClosed: '#16181a',
  roadClosedGround: '#f2c200',
  text: '#d9d5cb',
  quietText: '#a19c92',
  halo: '#15181a',
  incidents: ['#a3231f', '#d1431f', '#ef7a33', '#fbb04c', '#ffe59a'],
  cellLine: '#2a0d05',
  effort: ['#36357a', '#4f4daa', '#6f6dd0', '#9a99ea', '#cfceff'],
  imprecise: '#e0a25e',
  zone: '#5fd0c6',
  zoneQuiet: '#9a968d',
  patrol: '#a9a8ff',
  serviceDisc: '#f5f3ee',
  serviceGlyph: '#10302e',
  serviceRing: '#3fb5ab',
  serviceQuiet: '#8f8b83',
  gaps: ['#3c2a5c', '#573a86', '#7750b3', '#9f7ad9', '#d0b8f5'],
  gapLine: '#c9aef5',
  focus: '#ffffff',
  focusHalo: '#000000',
};

export const paletteOf = (theme: Theme): Palette => (theme === 'light' ? LIGHT : DARK);
