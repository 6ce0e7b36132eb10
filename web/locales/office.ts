// Which Chinese words do only the office pages need? They travel with those pages, so that the desk does not wait for them; English comes as one file anyway.
import i18next from 'i18next';
import { accountZh, tokensZh } from './account.zh-cn.ts';
import { adminZh } from './admin.zh-cn.ts';
import { inboxZh } from './inbox.zh-cn.ts';
import { ledgerZh } from './ledger.zh-cn.ts';
import { bulletinsZh } from './bulletins.zh-cn.ts';
import { hazardZh } from './hazard.zh-cn.ts';
import { incidentsZh } from './incidents.zh-cn.ts';
import { importsZh } from './imports.zh-cn.ts';
import { qualityZh } from './quality.zh-cn.ts';
import { photoZh, reportZh } from './report.zh-cn.ts';
import { sitesZh } from './sites.zh-cn.ts';
import { setUpZh, signInZh } from './sign-in.zh-cn.ts';

/** A noun of an office page: one line here, and one in en.ts. Words that the desk shows stand in zh-cn.ts. */
export const officeZh = {
  signIn: signInZh,
  setUp: setUpZh,
  account: accountZh,
  tokens: tokensZh,
  admin: adminZh,
  bulletins: bulletinsZh,
  ledger: ledgerZh,
  inbox: inboxZh,
  quality: qualityZh,
  hazard: hazardZh,
  imports: importsZh,
  report: reportZh,
  photo: photoZh,
  sites: sitesZh,
  incidents: incidentsZh,
};

/** Makes the words known; called by the file that brings the pages, which may come before the language has begun. */
export function addOfficeWords(): void {
  const add = (): void => void i18next.addResourceBundle('zh-CN', 'desk', officeZh, true, true);
  if (i18next.isInitialized) add();
  else i18next.on('initialized', add);
}
