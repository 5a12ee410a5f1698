/* What is asked of the server before the files of a folder are sent. */
import { clashesIn, portions } from "./folder_plan.js";

/* {status, body}; status 0 means that nobody answered. */
async function post(path, content) {
  const headers = { Accept: "application/json", "Content-Type": "application/json" };
  try {
    const answer = await fetch(path, { method: "POST", headers, body: JSON.stringify(content) });
    const nobody = answer.status === 502 || answer.status === 504;
    return { status: nobody ? 0 : answer.status, body: await answer.json().catch(() => ({})) };
  } catch {
    return { status: 0, body: {} };
  }
}

/*
 * {clashes, problem}: which files have a name that is taken; or the server's words where it takes nothing there. Who cannot
 * be asked has no objection: the uploads wait for the connection, and the server hides no file behind another.
 */
export async function askNames(folder, files) {
  const taken = [];
  for (const { start, pairs } of portions(files)) {
    const { status, body } = await post("/uploads/names", { folder, files: pairs });
    if (status >= 400) return { clashes: clashesIn([]), problem: body.message ?? `${status}` };
    taken.push(...(body.taken ?? []).map(([index, uuid, name]) => [start + index, uuid, name]));
  }
  return { clashes: clashesIn(taken), problem: "" };
}

export const makeFolders = (folder, paths) => post("/uploads/folders", { folder, paths });
