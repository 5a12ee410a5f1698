"""The design system: every screen is made of these parts, and no screen brings styles of its own."""
