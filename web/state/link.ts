// How old is what is shown, and does the server still answer? Health, the live stream and what they mean for the page.
import type { Health, StartStep } from '../../data/contract/health.ts';

/** What the page knows of its link to the server. */
export interface LinkState {
  readonly health: Health | null;
  /** Steps told by the stream since; they are newer than those of the health. */
  readonly steps: readonly StartStep[] | null;
  /** Null before the first word from the stream. */
  readonly streamOpen: boolean | null;
  /** Instant (ms) since which the server has not answered; null while it does. */
  readonly lostSince: number | null;
}

export type LinkEvent =
  | { readonly kind: 'health'; readonly health: Health }
  | { readonly kind: 'health-failed'; readonly at: number }
  | { readonly kind: 'stream'; readonly open: boolean; readonly at: number }
  | { readonly kind: 'steps'; readonly steps: readonly StartStep[] }
  | { readonly kind: 'change'; readonly dataVersion: number; readonly at: string };

export const firstLink: LinkState = { health: null, steps: null, streamOpen: null, lostSince: null };

/** Gives the next state of the link. The first failure sets `lostSince`; only an answer of the server clears it. */
export function linkAfter(state: LinkState, event: LinkEvent): LinkState {
  switch (event.kind) {
    case 'health':
      return { ...state, health: event.health, lostSince: null };
    case 'health-failed':
      return { ...state, lostSince: state.lostSince ?? event.at };
    case 'stream':
      return { ...state, streamOpen: event.open, lostSince: event.open ? null : (state.lostSince ?? event.at) };
    case 'steps':
      return { ...state, steps: event.steps };
    case 'change':
      return state.health === null ? state : { ...state, health: { ...state.health, dataVersion: Math.max(state.health.dataVersion, event.dataVersion), dataAsOf: event.at } };
  }
}

/** Gives whether the desk can be shown: the server has been ready once, even if it is lost now. */
export function isReady(state: LinkState): boolean {
  return state.health !== null && state.health.status !== 'starting';
}
