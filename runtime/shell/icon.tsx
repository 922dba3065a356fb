import {
  IconAddressBook, IconApps, IconBox, IconBriefcase, IconBuilding, IconBuildingFactory, IconBuildingStore, IconBuildingWarehouse, IconCalendar, IconCalendarEvent, IconCash,
  IconChartBar, IconCheckbox, IconClipboard, IconClipboardList, IconClock, IconCreditCard, IconDatabase, IconFile, IconFileInvoice, IconFileText, IconFolder, IconHash, IconHistory, IconPlus,
  IconHome, IconKey, IconList, IconMail, IconMapPin, IconMessage, IconPackage, IconPhone, IconReceipt, IconReport, IconSettings, IconShieldCheck,
  IconShoppingCart, IconSitemap, IconStar, IconTag, IconTags, IconTarget, IconTool, IconTruck, IconUser, IconUsers, IconUserPlus, type Icon as TablerIcon,
} from '@tabler/icons-react'

/** The icons that metadata may name without loading the whole set of five thousand; any other name is drawn as a list. */
const icons: Readonly<Record<string, TablerIcon>> = {
  'address-book': IconAddressBook, apps: IconApps, box: IconBox, briefcase: IconBriefcase, building: IconBuilding, 'building-factory': IconBuildingFactory,
  'building-store': IconBuildingStore, 'building-warehouse': IconBuildingWarehouse, calendar: IconCalendar, 'calendar-event': IconCalendarEvent, cash: IconCash,
  'chart-bar': IconChartBar, checkbox: IconCheckbox, clipboard: IconClipboard, 'clipboard-list': IconClipboardList, clock: IconClock, 'credit-card': IconCreditCard,
  database: IconDatabase, file: IconFile, 'file-invoice': IconFileInvoice, 'file-text': IconFileText, folder: IconFolder, hash: IconHash, history: IconHistory, plus: IconPlus, home: IconHome, key: IconKey,
  list: IconList, mail: IconMail, 'map-pin': IconMapPin, message: IconMessage, package: IconPackage, phone: IconPhone, receipt: IconReceipt,
  report: IconReport, settings: IconSettings, 'shield-check': IconShieldCheck, 'shopping-cart': IconShoppingCart, sitemap: IconSitemap, star: IconStar, tag: IconTag,
  tags: IconTags, target: IconTarget, tool: IconTool, truck: IconTruck, user: IconUser, users: IconUsers, 'user-plus': IconUserPlus,
}
export function Icon({ name, size = 20 }: { name: string; size?: number }) {
  const Drawn = icons[name] ?? IconList
  return <Drawn size={size} stroke={1.6} aria-hidden />
}
