"""Companies: the list, one company, its form."""
