// How do news reach people? As a short mail through the mail server that the operator named.
import { createTransport } from 'nodemailer';
import type { News } from '../../data/contract/news.ts';
import type { NewsChannel } from './notifications.ts';

/** Gives subject and text of a mail. Codes and counts only; who may see more opens Anlan. */
export function mailOf({ collection, upserted, removed, at, dataVersion, hazards }: News): { subject: string; text: string } {
  const count = upserted === null ? '大量 / many' : String(upserted);
  const lines = hazards.map(({ code, levelCode, statusCode, areaCode, dueOn }) => [code, levelCode, statusCode, areaCode ?? '-', dueOn ?? '-'].join('  '));
  return {
    subject: `安澜 Anlan: ${collection} ${count}`,
    text: [`数据变更 / data changed: ${collection}`, `新增或修改 / new or changed: ${count}`, `移除 / removed: ${removed}`, `时间 / at: ${at}`, `数据版本 / data version: ${dataVersion}`, ...(lines.length === 0 ? [] : ['', ...lines]), ''].join('\n'),
  };
}

/** Gives the channel. The server's certificate must hold; smtp:// turns to TLS where the server offers it, and passwords are sent over TLS alone. */
export function createMail({ url, from, to }: { readonly url: string; readonly from: string; readonly to: readonly string[] }): NewsChannel {
  const { protocol, hostname, port, username, password } = new URL(url);
  const isSecure = protocol === 'smtps:';
  const transport = createTransport({
    host: hostname.replace(/^\[(.*)\]$/, '$1'),
    port: port === '' ? (isSecure ? 465 : 25) : Number(port),
    secure: isSecure,
    requireTLS: !isSecure && username !== '',
    ...(username === '' ? {} : { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } }),
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 20_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    name: 'mail',
    async send(news) {
      await transport.sendMail({ from, to: [...to], ...mailOf(news), headers: { 'X-Anlan-News': news.id, 'Auto-Submitted': 'auto-generated' } });
    },
  };
}
