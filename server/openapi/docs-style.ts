/** The look of the pages that describe the API; served as a file, since nothing may be styled in place. */
export const docsStyle = `:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif }
body { max-width: 70rem; margin: 0 auto; padding: 1rem 1.5rem 4rem }
a { color: LinkText } nav { display: flex; flex-wrap: wrap; gap: .5rem 1rem }
code { font-family: ui-monospace, monospace; overflow-wrap: anywhere }
details { border: 1px solid color-mix(in srgb, CanvasText 20%, Canvas); border-radius: .4rem; margin: .5rem 0; padding: .5rem .75rem }
summary { cursor: pointer } summary strong { display: inline-block; min-width: 4.5rem }
.scroll { overflow-x: auto } table { border-collapse: collapse; width: 100% }
th, td { text-align: start; vertical-align: top; padding: .3rem .6rem; border-bottom: 1px solid color-mix(in srgb, CanvasText 15%, Canvas) }
ul.entities { columns: 16rem; padding-left: 1.2rem }
`
