// Where does the page begin? Language, queries and address first, then the desk.
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { NuqsAdapter } from 'nuqs/adapters/react';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import '../styles/app.css';
import { type Language, languageOfBrowser, startLanguage } from './locales/language.ts';
import { applyTheme } from './parts/theme.ts';
import { DeskScreen } from './screens/desk.tsx';

const asked = new URLSearchParams(location.search);
const wanted = asked.get('language');
const language: Language = wanted === 'en' || wanted === 'zh-CN' ? wanted : languageOfBrowser(navigator.languages);
const theme = asked.get('theme');
applyTheme(theme === 'day' || theme === 'night' ? theme : matchMedia('(prefers-color-scheme: dark)').matches ? 'night' : 'day');

const client = new QueryClient({
  defaultOptions: { queries: { staleTime: 60_000, gcTime: 10 * 60_000, retry: 1, refetchOnWindowFocus: false } },
});
const place = document.getElementById('root');
if (place === null) throw new Error('the page has no #root');
const root = createRoot(place);
void startLanguage(language).then(() => {
  root.render(
    <StrictMode>
      <NuqsAdapter>
        <QueryClientProvider client={client}>
          <DeskScreen />
        </QueryClientProvider>
      </NuqsAdapter>
    </StrictMode>,
  );
});
