import {
  IconAlignLeft, IconArrowRampRight, IconArrowRightCircle, IconArrowsExchange, IconBarcode, IconBraces, IconBuilding, IconCalendar, IconCalendarTime, IconClock, IconCoin, IconDecimal, IconEyeSearch, IconFile, IconFiles,
  IconHash, IconHourglass, IconLetterCase, IconLink, IconList, IconListCheck, IconMail, IconMapPin, IconMathFunction, IconNumber, IconPalette, IconPercentage, IconPhone, IconPhoto, IconQuestionMark, IconSignature,
  IconStar, IconSum, IconTable, IconTextSize, IconToggleLeft, IconUser, type Icon,
} from '@tabler/icons-react'
import type { FieldType } from '../../metadata/fields/field-type.ts'
import { fieldTypes } from '../../metadata/fields/index.ts'

const icons: Readonly<Record<string, Icon>> = {
  'align-left': IconAlignLeft, 'arrow-ramp-right': IconArrowRampRight, 'arrow-right-circle': IconArrowRightCircle, 'arrows-exchange': IconArrowsExchange, barcode: IconBarcode, braces: IconBraces, building: IconBuilding,
  calendar: IconCalendar, 'calendar-time': IconCalendarTime, clock: IconClock, coin: IconCoin, decimal: IconDecimal, 'eye-search': IconEyeSearch, file: IconFile, files: IconFiles, hash: IconHash, hourglass: IconHourglass,
  'letter-case': IconLetterCase, link: IconLink, list: IconList, 'list-check': IconListCheck, mail: IconMail, 'map-pin': IconMapPin, 'math-function': IconMathFunction, number: IconNumber, palette: IconPalette,
  percentage: IconPercentage, phone: IconPhone, photo: IconPhoto, signature: IconSignature, star: IconStar, sum: IconSum, table: IconTable, 'text-size': IconTextSize, 'toggle-left': IconToggleLeft, user: IconUser,
}
/** The icon of a type of field. */
export function TypeIcon({ type, size = 16 }: { type: string; size?: number }) {
  const Drawn = icons[(fieldTypes as Readonly<Record<string, FieldType | undefined>>)[type]?.icon ?? ''] ?? IconQuestionMark
  return <Drawn size={size} stroke={1.6} aria-hidden />
}
