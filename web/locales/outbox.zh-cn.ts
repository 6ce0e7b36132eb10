// What is said in Chinese of what has not been sent yet?

export const outboxZh = {
  title: '{{count}} 件未送达',
  empty: '全部已送达',
  sendNow: '现在发送',
  doesNotLast: '这个浏览器不能保存内容：关闭页面会丢失未送达的。',
  state: { waiting: '等待', sending: '发送中', refused: '未收下' },
  sent: '已送达',
  report: '上报',
  photos: '照片 {{there}}/{{count}} 已上传',
  again: '{{seconds}} 秒后重试',
  soon: '即将重试',
  mend: '修改',
  discard: '丢弃',
  discardSure: '丢弃后不能找回。确定丢弃？',
  notKept: '没能保存到本机：存储空间不足或浏览器不允许。请保持页面打开后再试。',
  signOutWarning: '有 {{count}} 件尚未送达。退出后它们留在这台设备上，只有您再次登录才会发送。',
  lookFirst: '先去看看',
  leaveThem: '留下并退出',
  discardAndLeave: '丢弃并退出',
};
