import { describeSuite } from '../describe-suite.ts'
import { migrate } from './suite.ts'

describeSuite('migrate', migrate, { size: 10, seed: 2, plants: ['version_first'] })
