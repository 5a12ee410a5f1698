/* What is chosen of the library against what is there. */
import { useEffect, useState } from "react";
import { choosing } from "./shared.js";

/* All that is chosen may be less than all there is: then the others are read, and chosen when they are there. */
export function useRest({ keys, order, list, more, cut, readAll }) {
  const [reading, setReading] = useState("");
  useEffect(() => {
    if (reading && (reading !== list || !keys.length)) setReading("");
    else if (reading && !more) {
      setReading("");
      choosing.all();
    }
  }, [reading, list, more, order, keys.length]);
  const onAll = () => {
    setReading(list);
    readAll();
  };
  return { all: order.length > 0 && keys.length === order.length, more, cut, reading: reading !== "", onAll };
}
