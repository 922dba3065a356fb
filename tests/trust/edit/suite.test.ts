import { describeSuite } from '../describe-suite.ts'
import { edit } from './suite.ts'

describeSuite('edit', edit, { size: 40 })
