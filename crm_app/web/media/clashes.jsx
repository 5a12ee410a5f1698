/* One question for all names that are taken, before anything is sent. */
import { useState } from "react";
import { Dialog } from "@radix-ui/themes";
import { fill, plural } from "./words.js";

const SHOWN = 4;

const CHOICES = ["both", "version", "skip"];

export function Clashes({ names, total, texts, onAnswer, onCancel }) {
  const [choice, setChoice] = useState("both");
  const rest = names.length - SHOWN;
  return (
    <Dialog.Root open onOpenChange={(shown) => shown || onCancel()}>
      <Dialog.Content className="dialog clashes">
        <Dialog.Title className="dialog-title">{plural(texts, "clash_title", names.length)}</Dialog.Title>
        <Dialog.Description className="dialog-text">{fill(texts.clash_text, { count: names.length, total })}</Dialog.Description>
        <ul className="clashes-names">
          {names.slice(0, rest === 1 ? SHOWN + 1 : SHOWN).map((name, index) => (
            <li key={index} dir="auto" className="cut" title={name}>
              {name}
            </li>
          ))}
          {rest > 1 && <li className="quiet">{plural(texts, "clash_more", rest)}</li>}
        </ul>
        <div className="clashes-choices" role="radiogroup" aria-label={texts.clash_choose}>
          {CHOICES.map((each) => (
            <label key={each} className="clashes-choice" data-chosen={choice === each || undefined}>
              <input type="radio" name="clashes" value={each} checked={choice === each} onChange={() => setChoice(each)} />
              <span>
                <strong>{texts[`clash_${each}`]}</strong>
                <span className="quiet small">{texts[`clash_${each}_hint`]}</span>
              </span>
            </label>
          ))}
        </div>
        <div className="dialog-actions">
          <button type="button" className="button" data-kind="secondary" onClick={onCancel}>
            {texts.clash_cancel}
          </button>
          <button type="button" className="button" data-kind="primary" onClick={() => onAnswer(choice)}>
            {texts.clash_go}
          </button>
        </div>
      </Dialog.Content>
    </Dialog.Root>
  );
}
