/* One picture that can be zoomed (wheel, double click, two fingers, + and -) and moved; swiped sideways when whole. */
import { useEffect, useImperativeHandle, useRef, useState } from "react";
import { STEP, WHOLE, distance, fitted, isZoomed, kept, large, middle, panned, swipe, zoomedAt } from "./zoom.js";

const DOUBLE = 2.5;

const pointOf = (frame, event) => {
  const box = frame.getBoundingClientRect();
  return { x: event.clientX - box.left - box.width / 2, y: event.clientY - box.top - box.height / 2 };
};

const sizeOf = (element) => ({ width: element.clientWidth, height: element.clientHeight });

/*
 * Shows what is already in the browser's cache at once, and better pictures as they arrive. Of a picture that no browser
 * can show there is nothing until the server has made one: then its row changes, and with it the address.
 */
function useBestPicture(file, wantsFull) {
  const [best, setBest] = useState({ uuid: "", url: "" });
  const [failed, setFailed] = useState("");
  const url = (wantsFull && file.full_url) || file.large_url || file.full_url;
  useEffect(() => {
    if (!url) return undefined;
    const picture = new Image();
    picture.onload = () => setBest({ uuid: file.uuid, url });
    picture.onerror = () => (url === file.full_url || !file.full_url ? setFailed(url) : (picture.src = file.full_url));
    picture.src = url;
    return () => {
      picture.onload = picture.onerror = null;
    };
  }, [file.uuid, url, file.full_url]);
  const sharp = best.uuid === file.uuid;
  const missing = !sharp && (url ? failed === url : !file.pending);
  return { src: sharp ? best.url : file.thumb_url, sharp, missing, preparing: !sharp && !url && file.pending };
}

function Note({ file, preparing, texts }) {
  return (
    <p className="media-frame-note" role="status">
      {preparing ? texts.preparing : file.note || texts.no_picture}
    </p>
  );
}

/* The small picture that comes first is square: it is cut to the shape of the one that follows. */
function shape(file) {
  const size = large(file);
  return size ? { "--ratio": size.width / size.height, "--widest": `${size.width}px` } : {};
}

/* Fingers and mouse: moves a zoomed picture, swipes a whole one, pinches. */
function useGestures(frame, view, change, onSwipe) {
  const pointers = useRef(new Map());
  const start = useRef(null);

  const down = (event) => {
    if (event.button > 0) return;
    event.currentTarget.setPointerCapture?.(event.pointerId);
    pointers.current.set(event.pointerId, pointOf(frame.current, event));
    start.current = { point: pointOf(frame.current, event), single: pointers.current.size === 1 };
  };
  const move = (event) => {
    const before = pointers.current.get(event.pointerId);
    if (!before) return;
    const now = pointOf(frame.current, event);
    const other = [...pointers.current].find(([id]) => id !== event.pointerId)?.[1];
    pointers.current.set(event.pointerId, now);
    if (other) change.zoom(distance(now, other) / Math.max(distance(before, other), 1), middle(now, other));
    else if (isZoomed(view)) change.pan({ x: now.x - before.x, y: now.y - before.y });
  };
  const up = (event) => {
    const point = pointers.current.get(event.pointerId);
    pointers.current.delete(event.pointerId);
    if (!point || !start.current?.single || isZoomed(view)) return;
    const direction = swipe({ x: point.x - start.current.point.x, y: point.y - start.current.point.y });
    if (direction) onSwipe(direction);
  };
  const cancel = (event) => pointers.current.delete(event.pointerId);
  return { onPointerDown: down, onPointerMove: move, onPointerUp: up, onPointerCancel: cancel };
}

export function ZoomPicture({ file, handle, onSwipe, onZoom, texts }) {
  const frame = useRef(null);
  const [view, setView] = useState(WHOLE);
  const [measured, setMeasured] = useState(null);
  const natural = measured?.uuid === file.uuid ? measured : null;
  const { src, sharp, missing, preparing } = useBestPicture(file, isZoomed(view));

  const picture = () => (natural ? fitted(sizeOf(frame.current), natural) : sizeOf(frame.current));
  const change = {
    zoom: (factor, point = { x: 0, y: 0 }) => setView((old) => zoomedAt(old, factor, point, sizeOf(frame.current), picture())),
    pan: (by) => setView((old) => panned(old, by, sizeOf(frame.current), picture())),
    whole: () => setView(WHOLE),
  };
  const gestures = useGestures(frame, view, change, onSwipe);
  useImperativeHandle(handle, () => ({ in: () => change.zoom(STEP), out: () => change.zoom(1 / STEP), ...change }));

  useEffect(() => setView(WHOLE), [file.uuid]);
  useEffect(() => onZoom(isZoomed(view)), [isZoomed(view)]);
  useEffect(() => {
    /* React listens to the wheel passively, where the page could not be kept from scrolling. */
    const element = frame.current;
    const wheel = (event) => {
      event.preventDefault();
      change.zoom(Math.exp(-event.deltaY / 400), pointOf(element, event));
    };
    const resized = () => setView((old) => kept(old, sizeOf(element), picture()));
    element.addEventListener("wheel", wheel, { passive: false });
    window.addEventListener("resize", resized);
    return () => {
      element.removeEventListener("wheel", wheel);
      window.removeEventListener("resize", resized);
    };
  });

  const size = natural && frame.current ? fitted(sizeOf(frame.current), natural) : undefined;
  return (
    <div
      ref={frame}
      className="media-frame"
      data-zoomed={isZoomed(view) || undefined}
      onDoubleClick={(event) => (isZoomed(view) ? change.whole() : change.zoom(DOUBLE, pointOf(frame.current, event)))}
      {...gestures}
    >
      {missing || preparing ? (
        <Note {...{ file, preparing, texts }} />
      ) : (
        <img
          key={file.uuid}
          src={src || undefined}
          alt={file.name}
          draggable={false}
          data-sharp={sharp || undefined}
          style={{ ...(sharp ? size : shape(file)), transform: `translate(${view.x}px, ${view.y}px) scale(${view.scale})` }}
          onLoad={(event) => sharp && setMeasured({ uuid: file.uuid, width: event.target.naturalWidth, height: event.target.naturalHeight })}
        />
      )}
    </div>
  );
}
