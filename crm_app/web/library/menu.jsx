/* The one menu of all rows: opened by a row's button or with the right mouse button, it is about that row, or about all that are chosen. */
import { DropdownMenu } from "@radix-ui/themes";
import { Check, Copies, Copy, Download, Eye, FolderInput, Forever, Info, Link, Palette, Pencil, Restore, Trash } from "./icons.jsx";
import { zipOf } from "./places.js";

const COLOURS = ["default", "red", "orange", "amber", "yellow", "lime", "green", "emerald", "teal", "cyan", "sky", "blue", "violet", "purple", "fuchsia", "pink", "rose"];

const Item = ({ Icon, children, ...rest }) => (
  <DropdownMenu.Item {...rest}>
    <Icon size={16} className="icon" aria-hidden />
    {children}
  </DropdownMenu.Item>
);

function Colours({ row, onColour, texts }) {
  return (
    <DropdownMenu.Sub>
      <DropdownMenu.SubTrigger>
        <Palette size={16} className="icon" aria-hidden />
        {texts.colour}
      </DropdownMenu.SubTrigger>
      <DropdownMenu.SubContent className="menu library-colours">
        {COLOURS.map((colour) => (
          <DropdownMenu.Item key={colour} className="library-colour" data-color={colour} data-current={row.color === colour || undefined} aria-label={texts[`colour_${colour}`]} title={texts[`colour_${colour}`]} onSelect={() => onColour(colour)}>
            <span aria-hidden />
          </DropdownMenu.Item>
        ))}
      </DropdownMenu.SubContent>
    </DropdownMenu.Sub>
  );
}

const save = (url, name) => {
  const link = document.createElement("a");
  link.href = url;
  if (name) link.download = name;
  link.click();
};

export const download = (rows, keys) =>
  rows.length === 1 && rows[0].kind === "file" ? save(rows[0].download_url, rows[0].name) : save(zipOf(keys));

function TrashedItems({ keys, may, act, texts }) {
  return (
    <>
      {may.edit && (
        <Item Icon={Restore} onSelect={() => act.restore(keys)}>
          {texts.restore}
        </Item>
      )}
      {may.delete && (
        <>
          <DropdownMenu.Separator />
          <Item Icon={Forever} color="red" onSelect={() => act.askDelete(keys)}>
            {texts.delete_forever}
          </Item>
        </>
      )}
    </>
  );
}

/* What a folder only links is taken out of it alone. */
export const takenOut = (rows) => rows.length > 0 && rows.every(({ held }) => held === "link");

function LiveItems({ rows, keys, may, act, texts }) {
  const [row] = rows;
  const single = rows.length === 1;
  const files = rows.every(({ kind }) => kind === "file");
  const changes = may.edit && !rows.some((each) => each.record);
  return (
    <>
      <Item Icon={Download} onSelect={() => download(rows, keys)}>
        {texts.download}
      </Item>
      {changes && (
        <>
          <DropdownMenu.Separator />
          {single && (
            <Item Icon={Pencil} onSelect={() => act.rename(keys[0])}>
              {texts.rename}
            </Item>
          )}
          {single && row.kind === "folder" && <Colours row={row} onColour={(colour) => act.colour(keys[0], colour)} texts={texts} />}
          <Item Icon={FolderInput} onSelect={() => act.choose("move", keys)}>
            {texts.move}
          </Item>
          {files && (
            <>
              <Item Icon={Copy} onSelect={() => act.choose("copy", keys)}>
                {texts.copy}
              </Item>
              <Item Icon={Link} onSelect={() => act.choose("link", keys)}>
                {texts.link}
              </Item>
            </>
          )}
        </>
      )}
      {may.edit && may.delete && single && row.copies > 1 && (
        <Item Icon={Copies} onSelect={() => act.keep(keys[0])}>
          {texts.keep_this}
        </Item>
      )}
      {may.delete && !rows.some((each) => each.record) && (
        <>
          <DropdownMenu.Separator />
          <Item Icon={Trash} color="red" onSelect={() => act.trash(keys)}>
            {takenOut(rows) ? texts.take_out : texts.trash}
          </Item>
        </>
      )}
    </>
  );
}

/* `at` is {x, y, rows, keys}; null while no menu is open. */
export function Menu({ at, place, may, act, onClose, texts }) {
  if (!at) return null;
  const { rows, keys } = at;
  const Items = place === "trash" ? TrashedItems : LiveItems;
  return (
    <DropdownMenu.Root open onOpenChange={(now) => now || onClose()} modal={false}>
      <DropdownMenu.Trigger>
        <span aria-hidden tabIndex={-1} className="library-anchor" style={{ left: at.x, top: at.y }} />
      </DropdownMenu.Trigger>
      <DropdownMenu.Content className="menu" align="start" variant="soft" onCloseAutoFocus={(event) => event.preventDefault()}>
        {rows.length === 1 && (
          <>
            {place !== "trash" && (
              <Item Icon={Eye} onSelect={() => act.open(rows[0])}>
                {texts.open}
              </Item>
            )}
            <Item Icon={Info} onSelect={() => act.details(rows[0])}>
              {texts.details}
            </Item>
            <Item Icon={Check} onSelect={() => act.select(keys[0])}>
              {texts.select}
            </Item>
          </>
        )}
        <Items {...{ rows, keys, may, act, texts }} />
      </DropdownMenu.Content>
    </DropdownMenu.Root>
  );
}
