/* Above the chart: search, chart or outline, open and close all, print and download. */
import { DropdownMenu } from "@radix-ui/themes";
import { Link } from "react-router";
import { Collapse, Download, Expand, Outline, Picture, Printer } from "./icons.jsx";
import { Search } from "./search.jsx";

const VIEWS = [
  ["", "view_chart", Picture],
  ["outline", "view_outline", Outline],
];

function addressOf(search, view) {
  const parameters = new URLSearchParams(search);
  for (const name of ["view", "at"]) parameters.delete(name);
  if (view) parameters.set("view", view);
  const query = parameters.toString();
  return query ? `?${query}` : "?";
}

function Views({ view, search, texts }) {
  return (
    <nav className="org-views" aria-label={texts.views}>
      {VIEWS.map(([value, label, Icon]) => (
        <Link key={value} to={addressOf(search, value)} replace preventScrollReset className="choice" aria-current={view === value ? "true" : undefined}>
          <Icon size={16} aria-hidden className="icon" />
          <span>{texts[label]}</span>
        </Link>
      ))}
    </nav>
  );
}

export function Toolbar({ view, search, texts, summary, unfolded, saving, found, onFind, onPick, onUnfold }) {
  const label = unfolded ? texts.collapse : texts.expand;
  const Fold = unfolded ? Collapse : Expand;
  return (
    <div className="org-toolbar">
      <Search {...{ found, texts, onFind, onPick }} />
      <Views {...{ view, search, texts }} />
      <span className="org-summary quiet numbers">{summary}</span>
      <button type="button" className="button" data-kind="ghost" data-shape="icon" aria-label={label} title={label} onClick={() => onUnfold(!unfolded)}>
        <Fold size={16} aria-hidden className="icon" />
      </button>
      <DropdownMenu.Root modal={false}>
        <DropdownMenu.Trigger>
          <button type="button" className="button" data-kind="secondary" aria-busy={saving.busy || undefined}>
            {saving.busy ? <span className="spinner" aria-hidden /> : <Download size={16} aria-hidden className="icon" />}
            <span className="label">{saving.busy ? texts.making : texts.save}</span>
          </button>
        </DropdownMenu.Trigger>
        <DropdownMenu.Content className="menu" align="end" variant="soft">
          <DropdownMenu.Item onSelect={saving.print}>
            <Printer size={16} aria-hidden className="icon" />
            {texts.print}
          </DropdownMenu.Item>
          <DropdownMenu.Separator />
          <DropdownMenu.Item onSelect={() => saving.file("svg")}>
            <Download size={16} aria-hidden className="icon" />
            {texts.save_svg}
          </DropdownMenu.Item>
          <DropdownMenu.Item onSelect={() => saving.file("png")}>
            <Download size={16} aria-hidden className="icon" />
            {texts.save_png}
          </DropdownMenu.Item>
        </DropdownMenu.Content>
      </DropdownMenu.Root>
      <p role="alert" className={saving.failed ? "org-failed" : "unseen"}>
        {saving.failed && texts.not_saved}
      </p>
    </div>
  );
}
