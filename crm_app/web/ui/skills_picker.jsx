/*
 * The skills of a person in a form: searched, added, with their levels, taken away. All of it is staged here and saved with the
 * form. The skills themselves come from the server, also while the form is open.
 */
import { useEffect, useRef, useState } from "react";
import Cross from "lucide-react/dist/esm/icons/x.mjs";
import External from "lucide-react/dist/esm/icons/external-link.mjs";
import Plus from "lucide-react/dist/esm/icons/plus.mjs";
import Search from "lucide-react/dist/esm/icons/search.mjs";
import * as staged from "./staged_skills.js";
import { useStagedField } from "./staged_field.js";

const fill = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);

export function SkillsPicker({ name, value, skills, manage, texts }) {
  const root = useRef(null);
  const search = useRef(null);
  const used = useRef(false);
  const [text, setText] = useState("");
  const [said, setSaid] = useState("");
  const [field, choice, put] = useStagedField(value, staged.parsed, staged.written);

  /* What was clicked has left: the focus goes to where one goes on. */
  useEffect(() => {
    if (used.current && document.activeElement === document.body) (search.current ?? root.current).focus();
    used.current = false;
  });
  /* The page of a person leads here to manage them. */
  useEffect(() => {
    if (location.hash === `#${name}`) (search.current ?? root.current).focus();
  }, [name]);
  const change = (next, sentence, skill) => {
    used.current = true;
    put(next);
    setSaid(fill(sentence, { name: skill.name }));
  };
  const add = (skill) => {
    change(staged.added(choice, skill.uuid), texts.added, skill);
    setText("");
  };
  const left = skills.length - staged.chosen(choice, skills).length;
  const found = staged.found(choice, skills, text);

  return (
    <div ref={root} className="skills-picker" tabIndex={-1}>
      <textarea ref={field} name={name} defaultValue={value} hidden readOnly />
      <ul className="staged-skills">
        {staged.chosen(choice, skills).map((skill) => (
          <Chosen
            key={skill.uuid}
            skill={skill}
            ids={choice[skill.uuid]}
            texts={texts}
            onToggle={(id) => put(staged.toggled(choice, skill, id))}
            onRemove={() => change(staged.removed(choice, skill.uuid), texts.removed, skill)}
          />
        ))}
      </ul>
      {left > 0 && <Finder {...{ search, text, setText, found, add, texts }} />}
      <p className="skills-note">
        {skills.length === 0 && <span>{texts.none} </span>}
        {skills.length > 0 && left === 0 && <span>{texts.all} </span>}
        {left > 0 && found.length === 0 && <span>{texts.nothing} </span>}
        <a href={manage} target="_blank" rel="noreferrer" className="link">
          {texts.manage} <External size={12} aria-hidden className="icon" />
        </a>
      </p>
      <p className="unseen" role="status">
        {said}
      </p>
    </div>
  );
}

/* Enter adds the first one that was found and does not send the form; with Ctrl it may. */
function Finder({ search, text, setText, found, add, texts }) {
  const keys = (event) => {
    if (event.nativeEvent.isComposing || event.ctrlKey || event.metaKey) return;
    if (event.key === "Enter") {
      event.preventDefault();
      if (found.length) add(found[0]);
    }
    if (event.key === "Escape") setText("");
  };
  return (
    <>
      <div className="search">
        <Search size={16} aria-hidden className="icon" />
        <input
          ref={search}
          type="search"
          className="input"
          autoComplete="off"
          aria-label={texts.search}
          placeholder={texts.search}
          value={text}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={keys}
        />
      </div>
      {found.length > 0 && (
        <ul className="found-skills" aria-label={texts.found}>
          {found.map((skill) => (
            <li key={skill.uuid}>
              <button type="button" className="level found-skill" onClick={() => add(skill)} title={skill.name}>
                <Plus size={14} aria-hidden className="icon" />
                <span className="cut">{skill.name}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function Chosen({ skill, ids, texts, onToggle, onRemove }) {
  return (
    <li className="staged-skill">
      <div className="staged-skill-head">
        <span className="cut" title={skill.name}>
          {skill.name}
        </span>
        <button
          type="button"
          className="button"
          data-kind="ghost"
          data-size="small"
          data-shape="icon"
          aria-label={fill(texts.remove, { name: skill.name })}
          title={fill(texts.remove, { name: skill.name })}
          onClick={onRemove}
        >
          <Cross size={16} aria-hidden className="icon" />
        </button>
      </div>
      {skill.levels.filter(({ options }) => options.length).map((selector) => (
        <Levels key={selector.id} skill={skill} selector={selector} ids={ids} texts={texts} onToggle={onToggle} />
      ))}
    </li>
  );
}

function Levels({ skill, selector, ids, texts, onToggle }) {
  const label = fill(selector.name ? texts.selector : texts.levels, { skill: skill.name, selector: selector.name });
  return (
    <div className="level-group" role="group" aria-label={label}>
      {selector.name && <span className="quiet small">{selector.name}</span>}
      {selector.options.map(({ id, name }) => (
        <button key={id} type="button" className="level" aria-pressed={ids.includes(id)} onClick={() => onToggle(id)}>
          {name}
        </button>
      ))}
    </div>
  );
}
