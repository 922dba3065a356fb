import type { RouteObject } from 'react-router'

/** The screens of administration and of oneself; each arrives when it is opened. */
export const ownScreens: readonly RouteObject[] = [
  { path: '_/me', lazy: () => import('./me/profile.tsx').then((file) => ({ Component: file.ProfileScreen })) },
  { path: '_/people', lazy: () => import('./people.tsx').then((file) => ({ Component: file.PeopleScreen })) },
  { path: '_/organisation', lazy: () => import('./organisation.tsx').then((file) => ({ Component: file.OrganisationScreen })) },
  { path: '_/security', lazy: () => import('./security.tsx').then((file) => ({ Component: file.SecurityScreen })) },
  { path: '_/mails', lazy: () => import('./mails.tsx').then((file) => ({ Component: file.MailsScreen })) },
  { path: '_/backups', lazy: () => import('./backups.tsx').then((file) => ({ Component: file.BackupsScreen })) },
  { path: '_/health', lazy: () => import('./health.tsx').then((file) => ({ Component: file.HealthScreen })) },
  { path: '_/look', lazy: () => import('./look.tsx').then((file) => ({ Component: file.LookScreen })) },
]
