import { describeSuite } from '../describe-suite.ts'
import { routes } from './suite.ts'

describeSuite('routes', routes, { size: 1 })
