import { MantineProvider } from '@mantine/core'
import { QueryClientProvider } from '@tanstack/react-query'
import { createBrowserRouter, Navigate, type RouteObject, RouterProvider } from 'react-router'
import { ownScreens } from '../admin/screens.ts'
import { base } from '../client/base.ts'
import { createQueries } from '../client/queries.ts'
import { theme } from '../theme/theme.ts'
import { BrokenScreen } from './states.tsx'
import { WorkspaceRoot } from './workspace-root.tsx'

const queries = createQueries()
const lists = () => import('../screens/collection.tsx').then((file) => ({ Component: file.CollectionScreen }))
const record = () => import('../screens/record.tsx').then((file) => ({ Component: file.RecordScreen }))

/** Named here so that they win over the addresses of apps; each arrives when it is opened. */
const studio: RouteObject[] = [
  { index: true, lazy: () => import('../../studio/screens/home.tsx').then((file) => ({ Component: file.HomeScreen })) },
  { path: 'versions', lazy: () => import('../../studio/screens/versions.tsx').then((file) => ({ Component: file.VersionsScreen })) },
  { path: 'versions/:version', lazy: () => import('../../studio/screens/version.tsx').then((file) => ({ Component: file.VersionScreen })) },
  { path: 'versions/:version/publish', lazy: () => import('../../studio/screens/publish-again.tsx').then((file) => ({ Component: file.PublishAgainScreen })) },
  { path: 'drafts', lazy: () => import('../../studio/screens/drafts.tsx').then((file) => ({ Component: file.DraftsScreen })) },
  { path: 'drafts/:draft/publish', lazy: () => import('../../studio/screens/publish-draft.tsx').then((file) => ({ Component: file.PublishDraftScreen })) },
  {
    path: 'drafts/:draft', lazy: () => import('../../studio/screens/bench.tsx').then((file) => ({ Component: file.BenchScreen })),
    children: [
      { index: true, lazy: () => import('../../studio/screens/draft.tsx').then((file) => ({ Component: file.DraftScreen })) },
      { path: ':kind/:key', lazy: () => import('../../studio/screens/document.tsx').then((file) => ({ Component: file.DocumentScreen })) },
    ],
  },
  { path: 'quarantine', lazy: () => import('../../studio/screens/quarantine.tsx').then((file) => ({ Component: file.QuarantineScreen })) },
]

const router = createBrowserRouter([
  { path: '/_/sign-in', hydrateFallbackElement: <></>, lazy: () => import('../screens/sign-in.tsx').then((file) => ({ Component: file.SignInScreen })) },
  { path: '/_/forgot', hydrateFallbackElement: <></>, lazy: () => import('../screens/forgot.tsx').then((file) => ({ Component: file.ForgotScreen })) },
  { path: '/_/reset', hydrateFallbackElement: <></>, lazy: () => import('../screens/forgot.tsx').then((file) => ({ Component: file.ResetScreen })) },
  { path: '/_/invited', hydrateFallbackElement: <></>, lazy: () => import('../screens/invited.tsx').then((file) => ({ Component: file.InvitedScreen })) },
  { path: '/_/setup', hydrateFallbackElement: <></>, lazy: () => import('../screens/setup.tsx').then((file) => ({ Component: file.SetupScreen })) },
  {
    path: '/', element: <WorkspaceRoot />, errorElement: <BrokenScreen />, hydrateFallbackElement: <></>,
    children: [
      { index: true, lazy: () => import('../screens/home.tsx').then((file) => ({ Component: file.HomeScreen })) },
      ...ownScreens,
      { path: '_/notices', lazy: () => import('../notices/notices-screen.tsx').then((file) => ({ Component: file.NoticesScreen })) },
      { path: '_/search', lazy: () => import('../search/search-screen.tsx').then((file) => ({ Component: file.SearchScreen })) },
      { path: '_/roles', lazy: () => import('../admin/roles.tsx').then((file) => ({ Component: file.RolesScreen })) },
      { path: '_/keys', lazy: () => import('../admin/keys.tsx').then((file) => ({ Component: file.KeysScreen })) },
      { path: '_/audit', lazy: () => import('../admin/audit.tsx').then((file) => ({ Component: file.AuditScreen })) },
      { path: '_/templates', lazy: () => import('../admin/templates.tsx').then((file) => ({ Component: file.TemplatesScreen })) },
      { path: '_/versions', element: <Navigate replace to="/studio/versions" /> },
      { path: '_/why', lazy: () => import('../admin/why.tsx').then((file) => ({ Component: file.WhyScreen })) },
      { path: 'studio', lazy: () => import('../../studio/frame.tsx').then((file) => ({ Component: file.StudioFrame })), children: studio },
      { path: '_/jobs', lazy: () => import('../admin/jobs.tsx').then((file) => ({ Component: file.JobsScreen })) },
      { path: ':app', lazy: () => import('../screens/home.tsx').then((file) => ({ Component: file.AppScreen })) },
      { path: ':app/:target', lazy: lists },
      { path: ':app/:target/import', lazy: () => import('../transfer/import-screen.tsx').then((file) => ({ Component: file.ImportScreen })) },
      { path: ':app/:target/:id', lazy: record },
    ],
  },
], { basename: base || '/' })

/** Colours and sizes are static CSS (`tokens.css`), so no style element is written into the page. */
export function Root() {
  return (
    <MantineProvider theme={theme} defaultColorScheme="auto" withCssVariables={false} withGlobalClasses={false}>
      <QueryClientProvider client={queries}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>
  )
}
