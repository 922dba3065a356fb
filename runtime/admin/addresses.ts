/** `Ann Bo <ann@example.com>; bob@example.com` and one to a line alike: name and address of each; what is no address stays, to be told of. */
export function addressesIn(text: string): { email: string; name?: string }[] {
  return text.split(/[\n;,]+/).map((part) => part.trim()).filter((part) => part !== '').map((part) => {
    const framed = /^"?(.*?)"?\s*<([^<>]+)>$/.exec(part) ?? /^(.*\S)\t+(\S+@\S+)$/.exec(part)
    const email = (framed?.[2] ?? part).trim()
    const name = framed?.[1]?.trim()
    return name ? { email, name } : { email }
  })
}
