"""The places for bytes beside this machine's disk, and what is done with a store as a whole."""
