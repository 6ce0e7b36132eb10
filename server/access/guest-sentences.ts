// What does the start say about who may look?
import type { GuestReason } from './access.ts';

/** One sentence for each reason. */
export const guestSentences: Readonly<Record<GuestReason, string>> = {
  synthetic: 'Guests: anyone on this machine may look, because every row is made up and the host is the loopback; writing needs an account. The first real row, ANLAN_GUEST=off or another host ends that.',
  'real-data': 'Guests: none, because the data are no longer synthetic; everybody signs in.',
  'demo-off': 'Guests: none, because of ANLAN_DEMO=off; everybody signs in.',
  'guest-off': 'Guests: none, because of ANLAN_GUEST=off; everybody signs in.',
  'not-loopback': 'Guests: none, because the server can be reached from other machines; everybody signs in.',
};
