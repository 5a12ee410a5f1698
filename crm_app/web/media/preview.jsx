/* What the viewer shows of a file that is no picture: a PDF, the beginning of a text, a film, or just what it is. */
import { useEffect, useState } from "react";
import { Download, External, KindIcon } from "./icons.jsx";

const TEXT_LIMIT = 200_000;

function Links({ file, texts }) {
  return (
    <div className="media-card-links">
      <a className="button" data-kind="primary" href={file.download_url} download={file.name}>
        <Download size={16} aria-hidden /> {texts.download}
      </a>
      {file.opens && (
        <a className="button" data-kind="secondary" href={file.url} target="_blank" rel="noopener noreferrer">
          <External size={15} aria-hidden /> {texts.open_in_tab}
        </a>
      )}
    </div>
  );
}

function Card({ file, texts }) {
  return (
    <div className="media-card">
      {file.thumb_url ? (
        <img className="media-card-picture" src={file.large_url || file.thumb_url} alt="" />
      ) : (
        <KindIcon name={file.icon} size={56} strokeWidth={1.25} />
      )}
      <h2 dir="auto">{file.name}</h2>
      <p>{file.size}</p>
      <p className="media-card-note">{file.note || texts.no_preview}</p>
      <Links file={file} texts={texts} />
    </div>
  );
}

/* Phones show at most the first page of an embedded PDF, some browsers none: they get the picture of it and the links. */
const showsPdf = () => navigator.pdfViewerEnabled && !window.matchMedia("(max-width: 640px)").matches;

function Pdf({ file, texts }) {
  if (!showsPdf()) return <Card file={{ ...file, note: file.note || texts.pdf_elsewhere }} texts={texts} />;
  return <iframe className="media-pdf" src={file.url} title={file.name} />;
}

async function readBeginning(url, signal) {
  const answer = await fetch(url, { headers: { Range: `bytes=0-${TEXT_LIMIT - 1}` }, signal });
  if (answer.status === 416) return { text: "", more: false };
  if (!answer.ok) throw new Error(String(answer.status));
  const bytes = (await answer.arrayBuffer()).slice(0, TEXT_LIMIT);
  const total = Number((answer.headers.get("Content-Range") ?? "").split("/")[1]);
  return { text: new TextDecoder().decode(bytes), more: total > TEXT_LIMIT };
}

function useBeginning(file) {
  const [found, setFound] = useState({ state: "loading" });
  useEffect(() => {
    const leaving = new AbortController();
    setFound({ state: "loading" });
    readBeginning(file.url, leaving.signal).then(
      (beginning) => setFound({ state: "shown", ...beginning }),
      (error) => error.name !== "AbortError" && setFound({ state: "failed" }),
    );
    return () => leaving.abort();
  }, [file.uuid, file.url]);
  return found;
}

function TextBeginning({ file, texts }) {
  const { state, text, more } = useBeginning(file);
  if (state === "failed") return <Card file={{ ...file, note: texts.text_failed }} texts={texts} />;
  if (state === "loading") return <p className="media-frame-note">{texts.loading}</p>;
  return (
    <div className="media-text" tabIndex={0} role="region" aria-label={file.name}>
      <pre dir="auto">{text || texts.empty_file}</pre>
      {more && <p className="media-text-more">{texts.only_beginning}</p>}
    </div>
  );
}

function Film({ file }) {
  return <video className="media-film" src={file.url} controls preload="metadata" aria-label={file.name} />;
}

const VIEWS = { pdf: Pdf, text: TextBeginning, film: Film };

export function Preview({ file, texts }) {
  const View = VIEWS[file.preview] ?? Card;
  return <View key={file.uuid} file={file} texts={texts} />;
}
