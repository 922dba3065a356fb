import { Type } from '@sinclair/typebox'
import { isObject } from '../base/json.ts'
import { ok, type Result } from '../base/problem.ts'
import { types } from '../base/value-type.ts'
import { defineFieldType } from './field-type.ts'
import { refuse } from './read.ts'

export interface GeoPoint { readonly lat: number; readonly lng: number }
const inRange = (value: unknown, limit: number): value is number => typeof value === 'number' && Number.isFinite(value) && Math.abs(value) <= limit

function read(value: unknown): Result<GeoPoint> {
  if (!isObject(value) || !inRange(value['lat'], 90) || !inRange(value['lng'], 180)) return refuse('value.not_geo_point')
  // Seven digits are a centimetre; more would not come back from the column as they were.
  return ok({ lat: round(value['lat']), lng: round(value['lng']) })
}
const round = (degrees: number) => Math.round(degrees * 1e7) / 1e7 + 0

/** A place on earth, WGS 84 degrees. */
export const geoPoint = defineFieldType({
  name: 'geo_point',
  label: { en: 'Place on the map', es: 'Punto en el mapa', zh: '地理位置' },
  group: 'other',
  icon: 'map-pin',
  options: Type.Object({}),
  value: () => types.text,
  json: () => Type.Object({ lat: Type.Number({ minimum: -90, maximum: 90 }), lng: Type.Number({ minimum: -180, maximum: 180 }) }),
  read,
  columns: () => [{ suffix: '', type: 'numeric(10, 7)' }, { suffix: '__lng', type: 'numeric(10, 7)' }],
  store: ({ lat, lng }) => [lat, lng],
  load: ([lat, lng]) => (lat === null || lat === undefined ? null : { lat: Number(lat), lng: Number(lng) }),
  operators: ['empty'],
  widget: 'geo_point',
  searchable: false,
  sortable: false,
  groupable: false,
  widens: () => true,
  fromText: (text) => {
    const match = /^(-?\d+(?:\.\d+)?)\s*[,; ]\s*(-?\d+(?:\.\d+)?)$/.exec(text)
    return match ? read({ lat: Number(match[1]), lng: Number(match[2]) }) : refuse('value.not_geo_point')
  },
  toText: ({ lat, lng }) => `${lat}, ${lng}`,
  examples: { options: {}, good: [{ lat: 48.137, lng: 11.575 }, { lat: -90, lng: 180 }], bad: [{ lat: 91, lng: 0 }, { lat: 1 }, '48,11', null] },
})
