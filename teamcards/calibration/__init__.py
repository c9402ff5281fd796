"""How far a printer's backs lie from their fronts: a page that shows it, what people read there, and what undoes it."""
