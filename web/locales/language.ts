// Which language does the page speak, and how does it change? i18next with both languages complete and no text from elsewhere.
import i18next, { type i18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { type Texts, zhCN } from './zh-cn.ts';

export type Language = 'zh-CN' | 'en';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'desk';
    resources: { desk: Texts };
  }
}

/** Gives the language a reader's browser asks for: English only when it asks for no Chinese. Chinese first (PRODUCT rule). */
export function languageOfBrowser(wanted: readonly string[]): Language {
  if (wanted.some((tag) => tag.toLowerCase().startsWith('zh'))) return 'zh-CN';
  return wanted.some((tag) => tag.toLowerCase().startsWith('en')) ? 'en' : 'zh-CN';
}

/** Starts i18next in a language. English travels as its own file, fetched only when asked for. */
export async function startLanguage(language: Language): Promise<i18n> {
  await i18next.use(initReactI18next).init({
    lng: 'zh-CN',
    fallbackLng: false,
    defaultNS: 'desk',
    ns: ['desk'],
    resources: { 'zh-CN': { desk: zhCN } },
    interpolation: { escapeValue: false },
    returnNull: false,
    react: { useSuspense: false },
  });
  await changeLanguage(language);
  return i18next;
}

/** Changes the language of the whole page, the document's own mark included. */
export async function changeLanguage(language: Language): Promise<void> {
  if (language === 'en' && !i18next.hasResourceBundle('en', 'desk')) {
    const { en } = await import('./en.ts');
    i18next.addResourceBundle('en', 'desk', en);
  }
  if (i18next.language !== language) await i18next.changeLanguage(language);
  document.documentElement.lang = language;
  document.title = `${i18next.t('product.name')} · ${i18next.t('product.title')}`;
}
