// On what is the page seen? Width classes, the reader's colour scheme and whether WebGL2 is there.
import { useSyncExternalStore } from 'react';

/** A phone up to this width in px: rail and panels become sheets (the same figure stands in styles/app.css). */
export const phoneQuery = '(max-width: 760px)';

/** Follows a media query. */
export function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (notify) => {
      const list = window.matchMedia(query);
      list.addEventListener('change', notify);
      return () => list.removeEventListener('change', notify);
    },
    () => window.matchMedia(query).matches,
  );
}

/** Tells whether the browser can draw the map. Asks once with a throw-away canvas and gives the context back. */
export function hasWebGl2(): boolean {
  try {
    const context = document.createElement('canvas').getContext('webgl2');
    context?.getExtension('WEBGL_lose_context')?.loseContext();
    return context !== null;
  } catch {
    return false;
  }
}
