// English wording of the account menu: who one is, where one may go, and the way out.
export const EN_MENU = {
  'menu.open': 'Account and pages',
  'menu.demo': 'Demo without an account',
  'menu.visitor': 'You are not signed in.',
  'menu.signIn': 'Sign in',
  'menu.account': 'Your account',
  'menu.accounts': 'Accounts',
  'menu.duty': 'Duty room',
  'menu.referrals': 'Referrals',
  'menu.inbox': 'Sealed reports',
  'menu.steward': 'Steward’s desk',
  'menu.signOut': 'Sign out',
  'menu.signOutEverywhere': 'Sign out everywhere',
  'menu.viewing': 'You look as {role}. Nothing can be changed.',
  'menu.viewingArea': 'You look as {role} in {area}. Nothing can be changed.',
  'menu.viewEnd': 'End',
} as const;
