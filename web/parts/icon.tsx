// Which small drawings stand on buttons? One stroke, one 16-unit grid, drawn in the colour of the text.
import type { ReactNode } from 'react';

const drawings = {
  search: <path d="M7 12A5 5 0 1 0 7 2a5 5 0 0 0 0 10Zm3.6-1.4L14 14" />,
  close: <path d="m4 4 8 8m0-8-8 8" />,
  plus: <path d="M8 3v10M3 8h10" />,
  minus: <path d="M3 8h10" />,
  home: <path d="M2.5 5V2.5H5M11 2.5h2.5V5M13.5 11v2.5H11M5 13.5H2.5V11M6 6h4v4H6z" />,
  measure: <path d="m2 11 9-9 3 3-9 9-3-3Zm3-3 1.5 1.5M7 6l1.5 1.5M9 4l1.5 1.5" />,
  draw: <path d="M3 12.5 2.5 5 8 2.5 13.5 6 11 13 3 12.5Z" />,
  target: <path d="M8 1.5v3m0 7v3M1.5 8h3m7 0h3M8 11.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7Z" />,
  link: <path d="M6.5 9.5 9.5 6.5M7 4.5 8.8 2.7a3 3 0 0 1 4.3 4.3L11.5 9M9 11.5l-1.8 1.8A3 3 0 0 1 3 9l1.6-1.8" />,
  sheet: <path d="M3.5 1.5h9v13h-9zM5.5 4h5v4.5h-5zM5.5 11h5" />,
  sun: <path d="M8 11a3 3 0 1 0 0-6 3 3 0 0 0 0 6Zm0-9.5V3m0 10v1.5M1.5 8H3m10 0h1.5M3.4 3.4l1 1m7.2 7.2 1 1m0-9.2-1 1m-7.2 7.2-1 1" />,
  moon: <path d="M13 9.6A5.6 5.6 0 0 1 6.4 3a5.6 5.6 0 1 0 6.6 6.6Z" />,
  undo: <path d="M5.5 3 2.5 6l3 3M3 6h6a4 4 0 0 1 0 8H6" />,
  help: <path d="M5.8 6a2.2 2.2 0 1 1 3.2 2c-.7.4-1 .8-1 1.6M8 12v.2M8 14.5a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13Z" />,
  down: <path d="m4 6 4 4 4-4" />,
  right: <path d="m6 4 4 4-4 4" />,
  left: <path d="M10 4 6 8l4 4" />,
  widen: <path d="M6 4 2.5 8 6 12m4-8 3.5 4L10 12" />,
  fold: <path d="M2.5 2.5h11v11h-11zM10 2.5v11M7.5 6 5.5 8l2 2" />,
  copy: <path d="M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3" />,
  layers: <path d="m8 2 6 3-6 3-6-3 6-3ZM2.5 8.2 8 11l5.5-2.8M2.5 11.2 8 14l5.5-2.8" />,
  overview: <path d="M2.5 13.5v-5h2.8v5m1.3 0v-11h2.8v11m1.3 0V6h2.8v7.5" />,
  clusters: <path d="M5 9.5A2.5 2.5 0 1 0 5 4.5a2.5 2.5 0 0 0 0 5Zm6-1.5a1.5 1.5 0 1 0 0-3 1.5 1.5 0 0 0 0 3Zm-1 5a1.5 1.5 0 1 0 0-3 1.5 1.5 0 0 0 0 3Z" />,
  list: <path d="M2.5 4h11M2.5 8h11M2.5 12h11" />,
  map: <path d="m2 3.5 4-1.5 4 1.5 4-1.5v10.5L10 14l-4-1.5L2 14V3.5ZM6 2v10.5m4-9V14" />,
  filter: <path d="M2 3h12L9.5 8.5V13l-3-1.5v-3L2 3Z" />,
  check: <path d="m3 8.5 3.5 3.5L13 4.5" />,
  clock: <path d="M8 14.5a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13ZM8 4.5V8l2.5 1.5" />,
  table: <path d="M2.5 3h11v10h-11zM2.5 6.5h11M2.5 10h11M6.5 3v10" />,
  alert: <path d="M8 2 1.5 13.5h13L8 2Zm0 4.5v3.5m0 1.5v.2" />,
  play: <path d="M5 3v10l8-5-8-5Z" />,
  pause: <path d="M5.5 3v10m5-10v10" />,
  inbox: <path d="M2.5 9.5 4.5 3h7l2 6.5v4h-11v-4Zm0 0H6a2 2 0 0 0 4 0h3.5" />,
  report: <path d="M9.5 3H3v10.5h10.5V8M7 9.5l.5-2.3L13 1.7l1.8 1.8L9.3 9 7 9.5Z" />,
  pin: <path d="M8 14.5S3 10 3 6.3a5 5 0 0 1 10 0c0 3.7-5 8.2-5 8.2Zm0-6.3a2 2 0 1 0 0-4 2 2 0 0 0 0 4Z" />,
  incident: <path d="M9 1.5 3.5 9H8l-1 5.5L12.5 7H8l1-5.5Z" />,
  upload: <path d="M8 11V3M5 6l3-3 3 3M2.5 13.5h11" />,
  bulletin: <path d="M2.5 6.5v3h2.5l6 3v-9l-6 3H2.5Zm3 3.2.8 3.8h1.9l-.7-2.9M13 6.5v3" />,
  shield: <path d="M8 1.5 3 3.5v4c0 3.4 2.2 5.8 5 7 2.8-1.2 5-3.6 5-7v-4l-5-2Zm-2.3 6.4 1.7 1.7 3-3.4" />,
  gear: <path d="M8 10.2a2.2 2.2 0 1 0 0-4.4 2.2 2.2 0 0 0 0 4.4ZM8 1.7v2m0 8.6v2M1.7 8h2m8.6 0h2M3.5 3.5 5 5m6 6 1.5 1.5m0-9L11 5m-6 6-1.5 1.5" />,
  person: <path d="M8 8a3 3 0 1 0 0-6 3 3 0 0 0 0 6Zm-5.5 6c.6-2.6 2.8-4 5.5-4s4.9 1.4 5.5 4" />,
  more: <path d="M3.5 8h.01M8 8h.01M12.5 8h.01" strokeWidth={2.4} />,
  key: <path d="M5.5 13a3 3 0 1 0 0-6 3 3 0 0 0 0 6Zm2.2-5.2L13 2.5m-2.5 2.5 2 2" />,
  print: <path d="M4.5 5.5v-3h7v3m-7 6h-2v-6h11v6h-2M4.5 9.5h7v4h-7z" />,
  out: <path d="M6 2.5H2.5v11H6M10 5l3 3-3 3m3-3H6" />,
  camera: <path d="M2 5h2.6l1.2-2h4.4l1.2 2H14v8H2V5Zm6 6a2.3 2.3 0 1 0 0-4.6A2.3 2.3 0 0 0 8 11Z" />,
  download: <path d="M8 2v8m-3-3 3 3 3-3M2.5 13.5h11" />,
} as const satisfies Record<string, ReactNode>;

export type IconName = keyof typeof drawings;

/** Draws an icon; it says nothing to a screen reader, so its button carries the words. `size` in px (16). */
export function Icon({ name, size = 16 }: { name: IconName; size?: number }) {
  return (
    <svg className="icon" width={size} height={size} viewBox="0 0 16 16" fill="none" stroke="currentColor" strokeWidth={1.4} strokeLinecap="round" strokeLinejoin="round" aria-hidden="true" focusable="false">
      {drawings[name]}
    </svg>
  );
}
