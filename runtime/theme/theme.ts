import { createTheme } from '@mantine/core'

/**
 * Sizes and colours come from `tokens.css`; here is only what Mantine takes from code. Scroll locks would inject a style element.
 * The parts are named, not imported, so that dialogs arrive only with the screens that open them.
 */
export const theme = createTheme({
  primaryColor: 'blue',
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Modal: { defaultProps: { lockScroll: false, centered: true, transitionProps: { duration: 120, exitDuration: 80, transition: 'fade' } } },
    Drawer: { defaultProps: { lockScroll: false, transitionProps: { duration: 120, exitDuration: 80 } } },
    Popover: { defaultProps: { transitionProps: { duration: 120 } } },
    ActionIcon: { defaultProps: { variant: 'subtle', color: 'gray' } },
  },
})
