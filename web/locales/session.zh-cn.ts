// What is said in Chinese about who is at the page?

export const sessionZh = {
  guest: '访客',
  guestTitle: '示范城市对访客只读开放',
  menu: '账号：{{name}}',
  signIn: '登录',
  signOut: '退出登录',
  signedOut: '已退出登录',
  signOutFailed: '没有退出：{{reason}}',
  limits: '范围',
  everything: '不限',
  areas: '{{count}} 个镇街',
  sectors: '{{count}} 个行业',
  sites: '{{count}} 个场所',
};
