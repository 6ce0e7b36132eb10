// Which colours has the house, by day and by night? One typed object a theme; every room takes its colours from here.

export type ThemeName = 'day' | 'night';

export interface Theme {
  readonly name: ThemeName;
  /** Page and panels. */
  readonly ground: string;
  readonly panel: string;
  readonly panelRaised: string;
  readonly sunk: string;
  readonly field: string;
  readonly line: string;
  readonly lineStrong: string;
  readonly hover: string;
  readonly pressed: string;
  readonly shadow: string;
  readonly text: string;
  readonly textQuiet: string;
  readonly accent: string;
  readonly accentText: string;
  readonly accentFill: string;
  readonly onAccent: string;
  readonly alarm: string;
  readonly alarmText: string;
  readonly warn: string;
  readonly warnText: string;
  readonly good: string;
  readonly goodText: string;
  /** Found and closed, in every chart. */
  readonly found: string;
  readonly foundText: string;
  readonly closed: string;
  readonly closedText: string;
  /** One direction, quiet to loud, perceptually even: tables and heat. */
  readonly sequence: readonly [string, string, string, string, string, string];
  /** Text on each step of the sequence. */
  readonly onSequence: readonly [string, string, string, string, string, string];
  /** Stops of the hazard heat from nothing to most. */
  readonly heat: readonly string[];
  readonly map: {
    readonly sea: string;
    readonly land: string;
    readonly neighbour: string;
    readonly coast: string;
    readonly border: string;
    readonly cityBorder: string;
    readonly road: string;
    readonly roadMajor: string;
    readonly roadCasing: string;
    readonly park: string;
    readonly parcel: string;
    readonly building: string;
    readonly label: string;
    readonly labelStrong: string;
    readonly labelQuiet: string;
    readonly halo: string;
    readonly symbolHalo: string;
  };
  /** One colour a layer, told apart by shape first. */
  readonly layers: Readonly<Record<string, string>>;
}

/** System Chinese fonts first; figures are tabular by CSS. */
export const fontFamily = '"PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", sans-serif';

export const night: Theme = {
  name: 'night',
  ground: '#0B1B33',
  panel: '#10233F',
  panelRaised: '#16304F',
  sunk: '#0C1D36',
  field: '#0E2039',
  line: '#21395A',
  lineStrong: '#3A5B82',
  hover: '#1A3455',
  pressed: '#24446B',
  shadow: 'rgba(2, 8, 18, 0.55)',
  text: '#E6EEF8',
  textQuiet: '#A3B7D1',
  accent: '#4DA3FF',
  accentText: '#7DBBFF',
  accentFill: '#1C4C85',
  onAccent: '#07182E',
  alarm: '#FF5A5F',
  alarmText: '#FF8C90',
  warn: '#F48C06',
  warnText: '#FFB454',
  good: '#3DDC97',
  goodText: '#6FE7B3',
  found: '#F2A65A',
  foundText: '#F7C08A',
  closed: '#5FB3B3',
  closedText: '#8CCFCF',
  sequence: ['#152C4A', '#3B2F63', '#7A3A6B', '#BF3B5E', '#EE7A4F', '#FFD166'],
  onSequence: ['#A3B7D1', '#E6EEF8', '#FFFFFF', '#FFFFFF', '#0B1B33', '#0B1B33'],
  heat: ['rgba(59, 47, 99, 0)', '#3B2F63', '#7A3A6B', '#BF3B5E', '#EE7A4F', '#FFD166', '#FFF3C4'],
  map: {
    sea: '#0B1B33',
    land: '#142A47',
    neighbour: '#10223C',
    coast: '#3A5B82',
    border: '#35557F',
    cityBorder: '#4C70A0',
    road: '#2A4870',
    roadMajor: '#3F658F',
    roadCasing: '#102440',
    park: '#1A3557',
    parcel: '#2B496F',
    building: '#2A486E',
    label: '#AFC3DC',
    labelStrong: '#DCE8F6',
    labelQuiet: '#7F99BA',
    halo: '#0F2340',
    symbolHalo: '#0B1B33',
  },
  layers: {
    enterprises: '#8FB7E8',
    'gas-networks': '#F48C06',
    'construction-sites': '#E9C46A',
    'wind-farms': '#3DDC97',
    'fishing-ports': '#5BC8F5',
    'public-places': '#C9A3F0',
    'road-sections': '#FF9E7A',
    vessels: '#9BE7E0',
    storms: '#E6EEF8',
    hazards: '#FF8C7A',
  },
};

export const day: Theme = {
  name: 'day',
  ground: '#F4F1EA',
  panel: '#FFFFFF',
  panelRaised: '#FFFFFF',
  sunk: '#F4F2ED',
  field: '#FFFFFF',
  line: '#DED9CE',
  lineStrong: '#A9A395',
  hover: '#EFEBE2',
  pressed: '#E3DDD0',
  shadow: 'rgba(60, 50, 30, 0.18)',
  text: '#1F2A33',
  textQuiet: '#55606A',
  accent: '#0F6CBD',
  accentText: '#0B5A9E',
  accentFill: '#D6E8F7',
  onAccent: '#FFFFFF',
  alarm: '#C62835',
  alarmText: '#A81F2B',
  warn: '#B85C00',
  warnText: '#934A00',
  good: '#1B7F4F',
  goodText: '#14663F',
  found: '#C2662B',
  foundText: '#94490F',
  closed: '#2F7F86',
  closedText: '#1F646B',
  sequence: ['#F7F3EC', '#FDE3C0', '#F8BC83', '#EE8350', '#C94435', '#8C1D2F'],
  onSequence: ['#55606A', '#1F2A33', '#1F2A33', '#1F2A33', '#FFFFFF', '#FFFFFF'],
  heat: ['rgba(253, 227, 192, 0)', '#FDE3C0', '#F8BC83', '#EE8350', '#D95B40', '#B7303A', '#8C1D2F'],
  map: {
    sea: '#E3ECF1',
    land: '#FBF9F4',
    neighbour: '#F1EEE7',
    coast: '#8FA9B8',
    border: '#B4A994',
    cityBorder: '#8E8471',
    road: '#DCD3C2',
    roadMajor: '#C7B899',
    roadCasing: '#C9BEA9',
    park: '#F1EADB',
    parcel: '#D8CDB8',
    building: '#DDD3C1',
    label: '#46535E',
    labelStrong: '#1F2A33',
    labelQuiet: '#77838D',
    halo: '#FBF9F4',
    symbolHalo: '#FFFFFF',
  },
  layers: {
    enterprises: '#3B6EA8',
    'gas-networks': '#C46A00',
    'construction-sites': '#8A6D00',
    'wind-farms': '#11804F',
    'fishing-ports': '#0B6E99',
    'public-places': '#7A4DB3',
    'road-sections': '#B84A26',
    vessels: '#1B7F83',
    storms: '#1F2A33',
    hazards: '#C4432F',
  },
};

export const themes: Readonly<Record<ThemeName, Theme>> = { day, night };
