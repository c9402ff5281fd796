"""Team-development cards for workshops: YAML into printable decks and slides."""
