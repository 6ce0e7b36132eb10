// In which colours and words are the office pages shown? As the address says, else as chosen before in this tab, else as the reader's system asks.
import { useSyncExternalStore } from 'react';
import type { ThemeName } from '../../styles/tokens.ts';
import { changeLanguage, type Language, languageOfBrowser } from '../locales/language.ts';
import { useMedia } from './device.ts';

interface Chosen {
  readonly theme: ThemeName | null;
  readonly language: Language | null;
}
/** The address of the desk carries the choice itself; between office pages it is kept here, so that their addresses stay short. */
const storageKey = 'anlan.appearance';
const listeners = new Set<() => void>();
let chosen: Chosen = { theme: null, language: null };

const themeOf = (text: unknown): ThemeName | null => (text === 'day' || text === 'night' ? text : null);
const languageOf = (text: unknown): Language | null => (text === 'zh-CN' || text === 'en' ? text : null);

function keep(next: Chosen): void {
  chosen = next;
  try {
    sessionStorage.setItem(storageKey, JSON.stringify(next));
  } catch {
    // A browser that keeps nothing still shows the choice on this page.
  }
  for (const tell of listeners) tell();
}

/**
 * Reads the choice of the address (`?theme=night&language=en`) and, in the office, of the tab; there it is then taken out of the address, which the switches would
 * make untrue. The desk keeps it in the address. Gives how the page begins.
 */
export function startAppearance(inOffice: boolean): { theme: ThemeName; language: Language } {
  const kept = inOffice ? keptInTab() : {};
  const asked = choiceOfAddress();
  keep({ theme: asked.theme ?? themeOf(kept.theme), language: asked.language ?? languageOf(kept.language) });
  if (inOffice && (asked.theme !== null || asked.language !== null)) {
    const rest = new URLSearchParams(location.search);
    rest.delete('theme');
    rest.delete('language');
    history.replaceState(null, '', `${location.pathname}${rest.size === 0 ? '' : `?${rest.toString()}`}${location.hash}`);
  }
  return { theme: chosen.theme ?? (matchMedia('(prefers-color-scheme: dark)').matches ? 'night' : 'day'), language: chosen.language ?? languageOfBrowser(navigator.languages) };
}

function keptInTab(): Partial<Record<keyof Chosen, unknown>> {
  try {
    return (JSON.parse(sessionStorage.getItem(storageKey) ?? '{}') as Partial<Record<keyof Chosen, unknown>> | null) ?? {};
  } catch {
    // Not ours or not readable: as if nothing was chosen.
    return {};
  }
}

function choiceOfAddress(): Chosen {
  const asked = new URLSearchParams(location.search);
  return { theme: themeOf(asked.get('theme')), language: languageOf(asked.get('language')) };
}

/** Gives the colours and language of the office pages and the ways to change them. */
export function useAppearance(): { theme: ThemeName; language: Language; setTheme(theme: ThemeName): void; setLanguage(language: Language): void } {
  const now = useSyncExternalStore(
    (tell) => {
      listeners.add(tell);
      return () => listeners.delete(tell);
    },
    () => chosen,
  );
  const dark = useMedia('(prefers-color-scheme: dark)');
  return {
    theme: now.theme ?? (dark ? 'night' : 'day'),
    language: now.language ?? languageOfBrowser(navigator.languages),
    setTheme: (theme) => keep({ ...chosen, theme }),
    setLanguage: (language) => {
      keep({ ...chosen, language });
      void changeLanguage(language);
    },
  };
}

/** Gives `path` (it may carry parameters) with what was chosen, for a link between the desk and the office. */
export function addressWith(path: string): string {
  const asked = choiceOfAddress();
  const target = new URL(path, location.origin);
  const [theme, language] = [asked.theme ?? chosen.theme, asked.language ?? chosen.language];
  if (theme !== null) target.searchParams.set('theme', theme);
  if (language !== null) target.searchParams.set('language', language);
  return `${target.pathname}${target.search}${target.hash}`;
}
