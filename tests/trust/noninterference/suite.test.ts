import { describeSuite } from '../describe-suite.ts'
import { noninterference } from './suite.ts'

describeSuite('noninterference', noninterference, { size: 50 })
