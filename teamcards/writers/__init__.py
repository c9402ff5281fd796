"""Pages and decks into files; writers only translate, and do not know each other."""
