// What is said in English about who is at the page?
import type { sessionZh } from './session.zh-cn.ts';

export const sessionEn: typeof sessionZh = {
  guest: 'Guest',
  guestTitle: 'The demo city is open to guests for reading',
  menu: 'Account: {{name}}',
  signIn: 'Sign in',
  signOut: 'Sign out',
  signedOut: 'Signed out',
  signOutFailed: 'Not signed out: {{reason}}',
  limits: 'Limited to',
  everything: 'no limits',
  areas: '{{count}} townships',
  sectors: '{{count}} sectors',
  sites: '{{count}} sites',
};
