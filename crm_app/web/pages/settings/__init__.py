"""One's own settings: account, appearance, signed-in browsers."""
