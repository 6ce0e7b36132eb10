// How do news reach a program elsewhere? As one signed POST, to the one address that the operator named.
import { createHmac } from 'node:crypto';
import type { NewsChannel } from './notifications.ts';

/** Gives the signature of a body sent at an instant (milliseconds since the epoch): HMAC-SHA-256 over `milliseconds.body`, in hexadecimal. The instant is signed too, so that old news cannot be sent again as new. */
export function signatureOf(secret: string, instant: number, body: string): string {
  return createHmac('sha256', secret).update(`${instant}.${body}`).digest('hex');
}

/** Gives the channel. Any answer of 200 to 299 is an arrival; redirects are not followed: the secret's receiver was named, not another. */
export function createWebhook({ url, secret }: { readonly url: string; readonly secret: string }, now: () => number = Date.now): NewsChannel {
  return {
    name: 'webhook',
    async send(news, signal) {
      const body = JSON.stringify(news);
      const instant = now();
      const response = await fetch(url, {
        method: 'POST',
        redirect: 'manual',
        signal,
        headers: { 'Content-Type': 'application/json', 'User-Agent': 'Anlan', 'X-Anlan-News': news.id, 'X-Anlan-Timestamp': String(instant), 'X-Anlan-Signature': `sha256=${signatureOf(secret, instant, body)}` },
        body,
      });
      await response.body?.cancel();
      if (!response.ok) throw Object.assign(new Error('the receiver refused'), { code: response.status });
    },
  };
}
