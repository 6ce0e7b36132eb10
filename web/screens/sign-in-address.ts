// Where does somebody sign in, and where do they come back to? Only to a path of our own, whatever the address says.

/** Gives the address of the sign-in page that leads back to `place`. */
export function signInAddress({ pathname, search }: { readonly pathname: string; readonly search: string }): string {
  const back = pathname === '/sign-in' ? '' : `${pathname}${search}`;
  return back === '' || back === '/' ? '/sign-in' : `/sign-in?return=${encodeURIComponent(back)}`;
}

/** Gives the path to return to; `/` for everything that could lead to another origin (`//host`, `https:`, `\\host`) or back here. `origin` is the page's own. */
export function returnPath(asked: string | null, origin: string): string {
  if (asked === null || !/^\/(?![/\\])/.test(asked)) return '/';
  let target: URL;
  try {
    target = new URL(asked, origin);
  } catch {
    return '/';
  }
  // `/.//host` begins well and becomes `//host` when its dots are taken out.
  if (target.origin !== origin || target.pathname.startsWith('//') || /^\/(sign-in|setup|api)(\/|$)/.test(target.pathname)) return '/';
  return `${target.pathname}${target.search}${target.hash}`;
}
