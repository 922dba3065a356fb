import {
  IconAddressBook, IconAlarm, IconAlertTriangle, IconApps, IconBolt, IconBox, IconBriefcase, IconBuilding, IconBuildingFactory, IconBuildingStore, IconBuildingWarehouse, IconCalendar, IconCalendarEvent, IconCalendarTime, IconCash, IconCategory,
  IconChartBar, IconCheckbox, IconClipboard, IconClipboardList, IconClock, IconCreditCard, IconDatabase, IconFile, IconFileInvoice, IconFileText, IconFlag, IconFolder, IconHash, IconHistory, IconPlus,
  IconHome, IconIdBadge, IconKey, IconLayoutKanban, IconList, IconMail, IconMap, IconMapPin, IconMessage, IconPackage, IconPhone, IconPhoto, IconReceipt, IconReport, IconSearch, IconSettings, IconShieldCheck,
  IconShoppingCart, IconSitemap, IconStar, IconTag, IconTags, IconTarget, IconTool, IconTruck, IconTruckDelivery, IconTruckLoading, IconUser, IconUsers, IconUserPlus, type Icon as TablerIcon,
} from '@tabler/icons-react'

/** The icons that metadata may name without loading the whole set of five thousand; any other name is drawn as a list. */
const icons: Readonly<Record<string, TablerIcon>> = {
  'address-book': IconAddressBook, apps: IconApps, bolt: IconBolt, search: IconSearch, box: IconBox, briefcase: IconBriefcase, building: IconBuilding, 'building-factory': IconBuildingFactory,
  'building-store': IconBuildingStore, 'building-warehouse': IconBuildingWarehouse, calendar: IconCalendar, 'calendar-event': IconCalendarEvent, cash: IconCash,
  'chart-bar': IconChartBar, checkbox: IconCheckbox, clipboard: IconClipboard, 'clipboard-list': IconClipboardList, clock: IconClock, 'credit-card': IconCreditCard,
  database: IconDatabase, file: IconFile, 'file-invoice': IconFileInvoice, 'file-text': IconFileText, folder: IconFolder, hash: IconHash, history: IconHistory, plus: IconPlus, home: IconHome, key: IconKey,
  list: IconList, mail: IconMail, 'map-pin': IconMapPin, message: IconMessage, package: IconPackage, phone: IconPhone, receipt: IconReceipt,
  report: IconReport, settings: IconSettings, 'shield-check': IconShieldCheck, 'shopping-cart': IconShoppingCart, sitemap: IconSitemap, star: IconStar, tag: IconTag,
  tags: IconTags, target: IconTarget, tool: IconTool, truck: IconTruck, user: IconUser, users: IconUsers, 'user-plus': IconUserPlus, alarm: IconAlarm, 'alert-triangle': IconAlertTriangle, 'calendar-time': IconCalendarTime, category: IconCategory, flag: IconFlag,
  'id-badge': IconIdBadge, 'layout-kanban': IconLayoutKanban, map: IconMap, photo: IconPhoto, 'truck-delivery': IconTruckDelivery, 'truck-loading': IconTruckLoading,
}
export function Icon({ name, size = 20 }: { name: string; size?: number }) {
  const Drawn = icons[name] ?? IconList
  return <Drawn size={size} stroke={1.6} aria-hidden />
}

interface Marked { readonly key: string; readonly icon: string; readonly label: string }
/** An app's own icon; where it has none, or shares it with another app of the rail, its first letters. */
export function AppMark({ app, apps }: { app: Marked; apps: readonly Marked[] }) {
  const own = icons[app.icon] && !apps.some((other) => other.key !== app.key && other.icon === app.icon)
  return own ? <Icon name={app.icon} /> : <span className="app-letters" aria-hidden data-letters={lettersOf(app.label || app.key)} />
}
/** Of two words their first letters, of one its first two. */
export function lettersOf(label: string): string {
  const [first = '', second] = label.split(/[\s_-]+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).map((word) => [...word.replace(/^[^\p{L}\p{N}]+/u, '')])
  return second ? `${first[0]}${second[0]}`.toUpperCase() : `${first[0] ?? ''}`.toUpperCase() + (first[1] ?? '')
}
