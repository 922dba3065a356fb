import { lower, upper } from '../../metadata/expressions/words.ts'

/** Every character beyond ASCII that changes, and what it becomes, as the browser and the evaluator have it. */
function pairs(change: (text: string) => string): { from: string; to: string } {
  let [from, to] = ['', '']
  for (let code = 0x80; code < 0x1_f000; code++) {
    if (code >= 0xd800 && code <= 0xdfff) continue
    const character = String.fromCodePoint(code)
    const changed = change(character)
    if (changed !== character) [from, to] = [from + character, to + changed]
  }
  return { from, to }
}

/**
 * `lower_text` and `upper_text`: letter case character by character. PostgreSQL 17 brings a collation that does just that; before, ASCII
 * is changed under "C" and all else by a list.
 */
export function letterCaseFunctions(schema: string): string {
  return (['lower', 'upper'] as const).map((name) => {
    const { from, to } = pairs(name === 'lower' ? lower : upper)
    const create = (body: string): string => `create or replace function ${schema}.${name}_text(value text) returns text language sql immutable strict parallel safe as $f$ select ${body} $f$`
    return `do $do$ begin
      if current_setting('server_version_num')::integer >= 170000 then execute $e$${create(`${name}(value collate "pg_c_utf8")`)}$e$;
      else execute $e$${create(`translate(${name}(value collate "C"), '${from}', '${to}')`)}$e$;
      end if;
    end $do$;`
  }).join('\n')
}
