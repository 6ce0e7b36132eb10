// How is a field of a site named, and how is its value said, before and after a change?
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { roleOf, type RoleId, roles } from '../../data/contract/access.ts';
import type { Geometry } from '../../data/contract/geometry.ts';
import { type SiteFault, siteLimits, sitePropertiesOf } from '../../data/contract/site-edits.ts';
import type { SiteLayer } from '../../data/contract/sites.ts';
import { RequestError } from '../api/client.ts';
import { formatNumber, formatPosition } from '../locales/format.ts';
import { positionsOf } from '../map/shape-drawing.ts';
import { useReason } from '../parts/answer.tsx';
import { useNames } from '../state/names.tsx';

/** UCUM codes → how the sign is printed; what is not listed is printed as it is. */
const printedUnits: Readonly<Record<string, string>> = { '1': '', m2: 'm²', '[kn_i]': 'kn', deg: '°' };

export interface SiteWords {
  /** Title of a field; of the geometry and the retirement too. */
  title(name: string): string;
  /** Unit as it is printed, '' for none. */
  unit(name: string): string;
  /** A value in words; a dash for none. Of a geometry its place, or the number of its corners. */
  value(name: string, value: unknown): string;
  /** What a field expects, for a value it does not take. */
  fault(fault: SiteFault): string;
  /** Who did a step; an import has no name. */
  who(event: { readonly actorName: string | null; readonly actorRole: string }): string;
}

export function useSiteWords(layer: SiteLayer): SiteWords {
  const { t } = useTranslation();
  const names = useNames();
  return useMemo(() => {
    const properties = new Map(sitePropertiesOf(layer).map((property) => [property.name, property]));
    const unit = (name: string): string => {
      const code = properties.get(name)?.unit;
      return code === undefined ? '' : (printedUnits[code] ?? code);
    };
    return {
      unit,
      title: (name) => {
        const property = properties.get(name);
        if (name === 'geometry') return t('sites.geometry');
        if (name === 'retiredOn') return t('sites.retiredOn');
        return property === undefined ? name : names.pick(property.zh, property.en);
      },
      value: (name, value) => {
        if (value === null || value === undefined || value === '') return name === 'retiredOn' ? '—' : t('sites.empty');
        if (name === 'geometry') return placeWords(value as Geometry, (count) => t('sites.points', { count }));
        if (name === 'areaCode') return names.area(String(value));
        if (typeof value === 'boolean') return t(value ? 'sites.yes' : 'sites.no');
        const list = properties.get(name)?.codeList;
        if (list !== undefined) return names.code(list, String(value));
        return typeof value === 'number' ? `${formatNumber(value, 4)} ${unit(name)}`.trim() : String(value);
      },
      fault: ({ name }) => {
        const property = properties.get(name);
        const { minimum, maximum, maxLength, pattern } = siteLimits(layer, name);
        const isWhole = property?.type === 'integer';
        if (minimum !== undefined && maximum !== undefined) return t(isWhole ? 'sites.limits.whole' : 'sites.limits.range', { from: formatNumber(minimum, 4), to: formatNumber(maximum, 4) });
        if (minimum !== undefined) return t(isWhole ? 'sites.limits.wholeLeast' : 'sites.limits.least', { from: formatNumber(minimum, 4) });
        if (isWhole) return t('sites.limits.wholeNumber');
        if (pattern !== undefined) return t('sites.limits.pattern', { pattern });
        return maxLength === undefined ? t('sites.limits.other') : t('sites.limits.length', { most: maxLength });
      },
      who: ({ actorName, actorRole }) => {
        const role = roles.find(({ id }) => id === actorRole);
        const words = role === undefined ? (actorRole === 'import' ? t('sites.byImport') : actorRole) : names.pick(roleOf(role.id as RoleId).zh, roleOf(role.id as RoleId).en);
        return actorName === null || actorName === '' ? words : `${actorName} · ${words}`;
      },
    };
  }, [layer, names, t]);
}

/** Gives a point as longitude and latitude, another shape by its corners. */
export function placeWords(geometry: Geometry, corners: (count: number) => string): string {
  if (geometry.type === 'Point') return formatPosition(geometry.coordinates[0], geometry.coordinates[1]);
  // A ring comes back to its first corner, which is one corner all the same.
  const rings = geometry.type === 'Polygon' ? geometry.coordinates.length : geometry.type === 'MultiPolygon' ? geometry.coordinates.flat().length : 0;
  return corners(positionsOf(geometry).length - rings);
}

/** What the server would not take: by the fields it names, and the rest in words. */
export interface SiteRefusal {
  readonly fields: Readonly<Record<string, string>>;
  readonly rest: string | null;
}

/** Gives a failure sorted by the fields it speaks of; a message in two languages is read in the page's own. */
export function useSiteRefusal(layer: SiteLayer): (error: Error) => SiteRefusal {
  const names = useNames();
  const reasonOf = useReason();
  const words = useSiteWords(layer);
  return (error) => {
    const detail = error instanceof RequestError && error.problem !== null && [400, 403, 409].includes(error.status) ? error.problem.detail : null;
    if (detail === null) return { fields: {}, rest: reasonOf(error) };
    const known = new Set([...sitePropertiesOf(layer).map(({ name }) => name), 'geometry']);
    const fields: Record<string, string> = {};
    const rest: string[] = [];
    for (const part of detail.split('; ')) {
      const [, path = '', , said = ''] = /^(?:values\.)?(\w+)(?:\.[\w.]+)?( \([^)]*\))?: (.*)$/s.exec(part) ?? [];
      const [english = part, chinese] = said.split(' / ');
      if (known.has(path)) fields[path] = chinese === undefined ? (path === 'geometry' ? english : words.fault({ name: path, zh: '', en: '', message: english })) : names.pick(chinese, english);
      else rest.push(said === '' ? part : names.pick(chinese ?? said, english));
    }
    return { fields, rest: rest.length === 0 ? null : rest.join('; ') };
  };
}
