// How does a layer's silhouette stand in a list or legend? The same path as on the map.
import { symbolPaths, type SymbolName } from '../../styles/symbols.ts';

/** Draws a silhouette at `size` px; silent to screen readers, its words stand beside it. */
export function LayerSymbol({ symbol, colour, notch, size = 16 }: { symbol: SymbolName; colour: string; notch?: string | undefined; size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={symbolPaths[symbol]} fill={colour} fillRule="evenodd" />
      {notch !== undefined && (
        <g fill="none" stroke={notch} strokeWidth={2}>
          <circle cx={19} cy={5} r={4} />
          <path d="M19 3v2l1.500 1" />
        </g>
      )}
    </svg>
  );
}
