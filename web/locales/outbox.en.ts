// What is said in English of what has not been sent yet?
import type { outboxZh } from './outbox.zh-cn.ts';

export const outboxEn: typeof outboxZh = {
  title: '{{count}} not sent yet',
  empty: 'All sent',
  sendNow: 'Send now',
  doesNotLast: 'This browser keeps nothing: closing the page loses what was not sent.',
  state: { waiting: 'waits', sending: 'sending', refused: 'not taken' },
  sent: 'sent',
  report: 'Report',
  photos: '{{there}} of {{count}} photos sent',
  again: 'again in {{seconds}} s',
  soon: 'again soon',
  mend: 'Mend',
  discard: 'Discard',
  discardSure: 'It cannot be brought back. Discard it?',
  notKept: 'It could not be kept on this device: no room, or the browser does not allow it. Keep the page open and try again.',
  signOutWarning: '{{count}} not sent yet. After you sign out they stay on this device, and are sent only when you sign in again.',
  lookFirst: 'Look at them first',
  leaveThem: 'Leave them and sign out',
  discardAndLeave: 'Discard them and sign out',
};
