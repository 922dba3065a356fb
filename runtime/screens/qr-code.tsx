import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { encode } from 'uqr'

/** The address of a secret as a picture for the camera, and as text for those without one. */
export function QrCode({ address, secret }: { address: string; secret: string }) {
  const { t } = useTranslation()
  const { size, path } = useMemo(() => {
    const made = encode(address, { ecc: 'M', border: 3 })
    return { size: made.size, path: made.data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : []))).join('') }
  }, [address])
  return (
    <div className="qr">
      <svg viewBox={`0 0 ${size} ${size}`} role="img" aria-label={t('second.qr')} shapeRendering="crispEdges"><rect width={size} height={size} fill="#fff" /><path d={path} fill="#000" /></svg>
      <p>{t('second.scan')}</p>
      <p><code className="key" data-testid="secret">{secret.match(/.{1,4}/g)?.join(' ')}</code></p>
    </div>
  )
}
