// By which ways do news leave this server? Those that are configured; none unless told.
import { createMail } from './mail.ts';
import type { NewsChannel } from './notifications.ts';
import { createWebhook } from './webhook.ts';

/** Gives a channel for each way that is configured. A new way is one file beside these and one line here. */
export function channelsOf({ webhook, mail }: { readonly webhook: Parameters<typeof createWebhook>[0] | null; readonly mail: Parameters<typeof createMail>[0] | null }): NewsChannel[] {
  return [...(webhook === null ? [] : [createWebhook(webhook)]), ...(mail === null ? [] : [createMail(mail)])];
}
