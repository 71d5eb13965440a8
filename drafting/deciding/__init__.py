"""审核: what waits for a decision, and what stands beside it."""
