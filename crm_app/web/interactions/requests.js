/* What the composer asks the server for. Plain requests: they are answered, outlive the page, and need no state of a tab. */
const DRAFTS = "/interactions/drafts";

/* {status, body}; status 0 means that nobody answered. */
async function ask(method, path, content, leaving = false) {
  const options = { method, keepalive: leaving, headers: { Accept: "application/json" } };
  if (content !== undefined) {
    options.headers["Content-Type"] = "application/json";
    options.body = JSON.stringify(content);
  }
  try {
    const answer = await fetch(path, options);
    return { status: gateway(answer.status), body: await answer.json().catch(() => ({})) };
  } catch {
    return { status: 0, body: {} };
  }
}

/* A gateway without its server is nobody. */
const gateway = (status) => (status === 502 || status === 504 ? 0 : status);

export const draftsOf = (anchor, interaction) =>
  ask("GET", `${DRAFTS}?${new URLSearchParams({ anchor, interaction })}`);

export const readDraft = (uuid) => ask("GET", `${DRAFTS}/${uuid}`);

export const keepDraft = (uuid, content, leaving) => ask("PUT", `${DRAFTS}/${uuid}`, content, leaving);

export const dropDraft = (uuid) => ask("DELETE", `${DRAFTS}/${uuid}`);

export const unstage = (uuid, file) => ask("DELETE", `${DRAFTS}/${uuid}/files/${file}`);

export const stageFile = (uuid, file, anchor) =>
  ask("PUT", `${DRAFTS}/${uuid}/files/${file}?${new URLSearchParams({ anchor })}`);

export const saveDraft = (uuid, content) => ask("POST", `${DRAFTS}/${uuid}/save`, content);

export const findParties = (search, limit, without) =>
  ask("GET", `/interactions/parties?${new URLSearchParams({ search, limit, without })}`);
