// Does this machine have what the tests need: a browser, a PostgreSQL with PostGIS, Chinese fonts, GDAL? Plain JavaScript, node: modules only.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

let searchPath = '';
const inPath = (name) => searchPath.split(delimiter).some((folder) => folder !== '' && existsSync(join(folder, name)));

/** The PostgreSQL that the served home is tested on: the floor of the SQL. */
const postgres = 15;
const hasPostgres = () => existsSync(`/usr/lib/postgresql/${postgres}/bin/initdb`) && existsSync(`/usr/share/postgresql/${postgres}/extension/postgis.control`);

function hasFonts() {
  const folder = '/usr/share/fonts';
  return existsSync(folder) && readdirSync(folder, { recursive: true }).some((name) => /NotoSansCJK.*\.(ttc|otf)$/.test(String(name)));
}

/** What is needed, how to see that it is there, and the Debian packages that bring it. */
const needs = [
  { there: () => ['chromium', 'chromium-browser', 'google-chrome'].some(inPath), packages: ['chromium'] },
  { there: hasPostgres, packages: [`postgresql-${postgres}`, `postgresql-${postgres}-postgis-3`] },
  { there: hasFonts, packages: ['fonts-noto-cjk'] },
  { there: () => inPath('ogrinfo'), packages: ['gdal-bin'] },
  { there: () => existsSync('/usr/lib/python3/dist-packages/qgis'), packages: ['python3-qgis'] },
];

const missingPackages = () => needs.filter((need) => !need.there()).flatMap((need) => need.packages);

function isDebian() {
  if (!existsSync('/etc/os-release')) return false;
  return /^ID(_LIKE)?=.*\b(debian|ubuntu)\b/m.test(readFileSync('/etc/os-release', 'utf8')) && inPath('apt-get');
}

/**
 * Installs what is missing as root or by `sudo -n`, on Debian and Ubuntu, without ever asking. Throws `Refusal` with one line that names the
 * exact command where it may not or cannot. `path` is the PATH programs are looked up in.
 */
export async function prepareSystem({ path, say, run, Refusal }) {
  searchPath = path;
  const missing = missingPackages();
  if (missing.length === 0) return;
  const byHand = `sudo apt-get update && sudo apt-get install -y --no-install-recommends ${missing.join(' ')}`;
  if (!isDebian()) throw new Refusal(`the tests need ${missing.join(', ')} (Debian names); on Debian 12: ${byHand}`);
  const asRoot = process.getuid?.() === 0;
  if (!asRoot && (!inPath('sudo') || (await run('sudo', ['-n', 'true'])).code !== 0)) {
    throw new Refusal(`the tests need system packages, and installing them needs root; run: ${byHand}`);
  }
  const since = Date.now();
  say(`installing system packages for the tests: ${missing.join(' ')} …`);
  const apt = async (...parameters) => {
    const command = ['env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', '-o', 'DPkg::Lock::Timeout=300', ...parameters];
    const [first = 'env', ...rest] = asRoot ? command : ['sudo', '-n', ...command];
    return run(first, rest);
  };
  const clock = setInterval(() => say(`installing system packages, ${Math.round((Date.now() - since) / 1000)} s`), 10_000);
  try {
    // The lists of a fresh container are empty or old; a mirror that fails here fails at the install with a better reason.
    await apt('update');
    const result = await apt('install', '-y', '--no-install-recommends', ...missing);
    if (result.code !== 0) throw new Refusal(`apt-get install failed: ${result.text.trim().split('\n').slice(-3).join(' ')}; run: ${byHand}`);
  } finally {
    clearInterval(clock);
  }
  const still = missingPackages();
  if (still.length > 0) throw new Refusal(`still missing after the installation: ${still.join(' ')}; run: ${byHand}`);
  say(`installed the system packages in ${Math.round((Date.now() - since) / 1000)} s`);
}
