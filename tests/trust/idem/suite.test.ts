import { describeSuite } from '../describe-suite.ts'
import { idem } from './suite.ts'

describeSuite('idem', idem, { size: 30 })
