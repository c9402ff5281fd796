"""How fast teamcards prints, next to a peer that prints the same cards: `python -m benchmarks`."""
