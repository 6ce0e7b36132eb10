// What are the city's areas called? Read once from the data, known to every panel.
import { createContext, type ReactNode, useContext, useMemo } from 'react';

/** A township, zone or the city itself as the page needs it. */
export interface AreaName {
  readonly code: string;
  readonly id: number;
  readonly name: string;
  readonly nameEn: string | null;
  /** Null = the city itself. */
  readonly parentCode: string | null;
  /** [west, south, east, north] of its outline, null when it came without one. */
  readonly box: readonly [number, number, number, number] | null;
}

const AreaNamesContext = createContext<ReadonlyMap<string, AreaName>>(new Map());

/** Makes the names of the city's areas known to everything inside. */
export function AreaNamesProvider({ areas, children }: { areas: readonly AreaName[]; children: ReactNode }) {
  const byCode = useMemo(() => new Map(areas.map((area) => [area.code, area])), [areas]);
  return <AreaNamesContext.Provider value={byCode}>{children}</AreaNamesContext.Provider>;
}

/** Gives the city's areas by code. */
export function useAreaNames(): ReadonlyMap<string, AreaName> {
  return useContext(AreaNamesContext);
}
