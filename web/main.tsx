// Where does the page begin? Language, queries and address first, then the desk or an office page, each as a file of its own.
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { NuqsAdapter } from 'nuqs/adapters/react';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import '../styles/app.css';
import { startLanguage } from './locales/language.ts';
import { applyTheme } from './parts/theme.ts';
import { startAppearance } from './state/appearance.ts';

// The link that the server prints at its first start: the token behind # has never been sent anywhere.
if (location.pathname === '/' && new URLSearchParams(location.search).has('setup')) history.replaceState(null, '', `/setup${location.hash}`);

// Asked for before anything else is done: the largest file travels while the language is read.
const atDesk = location.pathname === '/';
const screen = atDesk ? import('./screens/desk.tsx').then((file) => file.DeskScreen) : import('./screens/frame.tsx').then((file) => file.Frame);
const { theme, language } = startAppearance(!atDesk);
applyTheme(theme);

const client = new QueryClient({
  defaultOptions: {
    // A browser calls itself offline when the cable is out, though the server may be this very machine: ask, and let the answer tell.
    queries: { networkMode: 'always', refetchOnReconnect: true, staleTime: 60_000, gcTime: 10 * 60_000, retry: 1, refetchOnWindowFocus: false },
    mutations: { networkMode: 'always' },
  },
});
const place = document.getElementById('root');
if (place === null) throw new Error('the page has no #root');
const root = createRoot(place);
void Promise.all([screen, startLanguage(language)]).then(([Screen]) => {
  root.render(
    <StrictMode>
      <NuqsAdapter>
        <QueryClientProvider client={client}>
          <Screen />
        </QueryClientProvider>
      </NuqsAdapter>
    </StrictMode>,
  );
});
