import { useTranslation } from 'react-i18next'
import { useParams } from 'react-router'
import { usePage } from '../../runtime/shell/crumbs.tsx'
import { previewVersion, publishVersion } from '../client/publishing.ts'
import { PublishPanel } from '../publish/publish-panel.tsx'

export function PublishAgainScreen() {
  const { t } = useTranslation()
  const version = Number(useParams()['version'])
  usePage({ label: t('studio.versions'), to: '/studio/versions' }, { label: t('studio.version_number', { version }), to: `/studio/versions/${version}` }, { label: t('studio.publish_again') })
  return (
    <section className="page" aria-labelledby="title">
      <div className="page-head"><h1 id="title">{t('studio.publish_again_title', { version })}</h1></div>
      <p className="muted">{t('studio.publish_again_text')}</p>
      <PublishPanel queryKey={['plan', 'version', version]} preview={() => previewVersion(version)} publish={(asked) => publishVersion(version, asked)} />
    </section>
  )
}
