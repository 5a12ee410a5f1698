/* What the server's answer to a save means: a sentence, what stands beside the fields, and what others have changed. */
export const NOTHING = Object.freeze({ problem: "", errors: {}, conflicts: [] });

const firstOf = (fields) => Object.fromEntries(Object.entries(fields ?? {}).map(([name, texts]) => [name, texts[0]]));

export function outcome({ status, body }, texts) {
  const said = (problem) => ({ ...NOTHING, problem });
  if (status === 0 || status === 503) return said(texts.not_reached);
  if (status === 401) return said(texts.signed_out);
  if (body.differences) return { ...NOTHING, conflicts: body.differences };
  if (body.code === "not_found") return said(texts.anchor_gone);
  const errors = firstOf(body.fields);
  const why = Object.values(errors)[0] ?? body.message;
  return { ...NOTHING, errors, problem: why && body.code !== "unexpected" ? texts.not_saved.replace("{why}", () => why) : texts.unexpected };
}
