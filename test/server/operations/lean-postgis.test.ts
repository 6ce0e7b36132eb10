// Is what the embedded database unpacks at every start only what it loads, and still whole?
import { readFileSync } from 'node:fs';
import { gunzipSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { leanPostgisBundle } from '../../../server/operations/lean-postgis.ts';
import { tarEnd, tarHeader, tarPadding } from '../../../server/operations/tar.ts';

const member = (path: string, text: string): Buffer => Buffer.concat([tarHeader(path, text.length, 0o644, 0), Buffer.from(text), tarPadding(text.length)]);
const archive = (...members: Buffer[]): Buffer => gzipSync(Buffer.concat([...members, tarEnd]));

describe('the lean PostGIS', () => {
  it('keeps each member that is loaded byte by byte, in order, and drops the rest', () => {
    const [library, sql, grid] = [member('lib/postgresql/postgis-3.so', 'x'.repeat(700)), member('share/postgresql/extension/postgis--3.6.2.sql', 'create'), member('share/proj/proj.db', '')];
    const lean = leanPostgisBundle(archive(library, member('lib/postgresql/postgis_raster-3.so', 'r'.repeat(1024)), sql, member('share/postgresql/extension/postgis--unpackaged.sql', 'u'), member('share/postgresql/contrib/postgis-3.6/topology.sql', 't'), grid));
    expect(gunzipSync(lean).equals(Buffer.concat([library, sql, grid, tarEnd]))).toBe(true);
  });

  it('refuses an archive that is cut off, or has a member it could not judge', () => {
    const whole = Buffer.concat([member('share/proj/proj.db', 'p'.repeat(2000)), tarEnd]);
    expect(() => leanPostgisBundle(gzipSync(whole.subarray(0, 1024)))).toThrow(/seen the member share\/proj\/proj\.db.*expected whole/);
    const longName = member('././@LongLink', '');
    longName.write('L', 156);
    expect(() => leanPostgisBundle(archive(longName))).toThrow(/of kind L/);
  });

  it('stands beside the built server, with the library, its SQL and the projections', () => {
    const names = gunzipSync(readFileSync('dist/server/postgis.tar.gz')).toString('latin1');
    for (const name of ['lib/postgresql/postgis-3.so\0', 'share/postgresql/extension/postgis.control\0', 'share/proj/proj.db\0']) expect(names).toContain(name);
    expect(names).not.toContain('postgis_raster-3.so\0');
  });
});
