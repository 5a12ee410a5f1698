/* A picture in its place: a skeleton until it is there, an icon when there is none. Looks again while it is being made. */
import { useEffect, useRef, useState } from "react";
import { KindIcon } from "./icons.jsx";

const LOOKS = [400, 800, 1600, 3200, 6400];

export function Thumb({ src = "", alt = "", icon = "file", pending = false, className = "" }) {
  const [state, setState] = useState("loading");
  const [look, setLook] = useState(0);
  const image = useRef(null);

  useEffect(() => {
    setLook(0);
    /* A picture from the cache may be complete before React listens. */
    setState(image.current?.complete && image.current.naturalWidth ? "shown" : "loading");
  }, [src]);
  useEffect(() => {
    if (state !== "missing" || !pending || look >= LOOKS.length) return undefined;
    const timer = setTimeout(() => {
      setLook(look + 1);
      setState("loading");
    }, LOOKS[look]);
    return () => clearTimeout(timer);
  }, [state, pending, look]);

  const waiting = src ? state === "loading" || (state === "missing" && pending && look < LOOKS.length) : pending;
  const shows = src && state !== "missing";
  return (
    <span className={`media-thumb ${className}`} data-state={waiting ? "loading" : shows ? "shown" : "icon"}>
      {!waiting && !shows && <KindIcon name={icon} />}
      {shows && (
        <img ref={image} key={`${src}#${look}`} src={src} alt={alt} loading="lazy" decoding="async" draggable={false} onLoad={() => setState("shown")} onError={() => setState("missing")} />
      )}
    </span>
  );
}
